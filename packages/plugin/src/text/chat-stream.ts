import type { Stream } from "openai/streaming";
import type { Connection } from "../client/connection.js";
import type { Answer } from "../client/send.js";
import type { ChatResponse } from "../client/wire.js";
import { abortError, errorFromThrown } from "../errors/from-thrown.js";
import type { FailureContext } from "../errors/from-wire.js";
import { OpenRouterError } from "../errors/openrouter-error.js";
import { convertUsage } from "../usage/convert-usage.js";
import { type ChatOutcome, throwIfChoiceFailed, throwIfEmpty } from "./chat-outcome.js";

/** A streamed outcome has no `text`: its parts went out one by one. */
export type StreamOutcome = Omit<ChatOutcome, "text">;

/**
 * Yields the text of an open stream and returns what the whole came to.
 *
 * @throws OpenRouterError on an error chunk, a broken or cut stream, silence, an abort, or no text at all.
 */
export async function* readChatStream(
  answer: Answer<Stream<ChatResponse>>,
  connection: Connection,
  context: FailureContext,
  signal: AbortSignal,
): AsyncGenerator<string, StreamOutcome> {
  const { headers } = answer;
  let finishReason: string | undefined;
  let model: string | undefined;
  let provider: string | undefined;
  let generationId = headers.get("x-generation-id") ?? undefined;
  let usage: StreamOutcome["usage"];
  let hasText = false;
  let hasReasoning = false;
  let refusal = "";
  try {
    for await (const chunk of answer.data) {
      generationId = chunk.id ?? generationId;
      model = chunk.model ?? model;
      provider = chunk.provider ?? provider;
      usage = convertUsage(chunk.usage) ?? usage;
      // The first (debug) and the last (usage) chunk have no choice.
      const choice = chunk.choices?.[0];
      if (choice === undefined) continue;
      throwIfChoiceFailed(choice, { text: "", provider, generationId }, headers, context);
      finishReason = choice.finish_reason ?? finishReason;
      hasReasoning ||= Boolean(choice.delta?.reasoning);
      refusal += choice.delta?.refusal ?? "";
      const text = choice.delta?.content ?? "";
      if (text === "") continue;
      hasText = true;
      yield text;
    }
  } catch (thrown) {
    const error = errorFromThrown(
      thrown,
      connection.sdk,
      { signal, headers, provider, generationId },
      context,
    );
    // Once the finish reason is there the text is complete; only the usage can be lost with the connection.
    if (error.kind !== "connection" || finishReason === undefined) throw error;
  }
  // The SDK ends its loop without a word when the request is aborted, and also when the socket just closes.
  if (signal.aborted) throw abortError({ signal, provider, generationId }, context);
  if (finishReason === undefined) throw cutError(provider, generationId, context);
  const outcome = { finishReason, usage, model, provider, generationId };
  throwIfEmpty({ ...outcome, text: hasText ? "…" : "" }, hasReasoning ? "…" : undefined, refusal, context);
  return outcome;
}

function cutError(
  provider: string | undefined,
  generationId: string | undefined,
  context: FailureContext,
): OpenRouterError {
  return new OpenRouterError(
    "OpenRouter stream was cut off before the answer was complete: connection lost, temporarily unavailable.",
    { kind: "connection", code: "stream_cut", retryable: true, model: context.model, provider, generationId },
  );
}
