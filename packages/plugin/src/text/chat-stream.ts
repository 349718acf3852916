import type { Stream } from "openai/streaming";
import type { Connection } from "../client/connection.js";
import type { Answer } from "../client/send.js";
import type { ChatResponse } from "../client/wire.js";
import { abortError, errorFromThrown } from "../errors/from-thrown.js";
import type { FailureContext } from "../errors/from-wire.js";
import { OpenRouterError } from "../errors/openrouter-error.js";
import { throwIfChoiceFailed, throwIfEmpty } from "./chat-outcome.js";
import { StreamAccumulator, type StreamOutcome } from "./stream-accumulator.js";

/**
 * Yields the text of an open stream and returns what the whole came to.
 *
 * @throws OpenRouterError on an error chunk, a broken or cut stream, silence, an abort, or an empty answer.
 */
export async function* readChatStream(
  answer: Answer<Stream<ChatResponse>>,
  connection: Connection,
  context: FailureContext,
  signal: AbortSignal,
): AsyncGenerator<string, StreamOutcome> {
  const { headers } = answer;
  const whole = new StreamAccumulator(headers.get("x-generation-id") ?? undefined);
  let hasText = false;
  try {
    for await (const chunk of answer.data) {
      whole.addEnvelope(chunk);
      // The first (debug) and the last (usage) chunk have no choice.
      const choice = chunk.choices?.[0];
      if (choice === undefined) continue;
      const { provider, generationId } = whole;
      throwIfChoiceFailed(choice, { text: "", provider, generationId }, headers, context);
      whole.finishReason = choice.finish_reason ?? whole.finishReason;
      if (!choice.delta) continue;
      whole.addDelta(choice.delta);
      const text = choice.delta.content ?? "";
      if (text === "") continue;
      hasText = true;
      yield text;
    }
  } catch (thrown) {
    const { provider, generationId } = whole;
    const error = errorFromThrown(
      thrown,
      connection.sdk,
      { signal, headers, provider, generationId },
      context,
    );
    // Once the finish reason is there the answer is complete; only the usage can be lost with the connection.
    if (error.kind !== "connection" || whole.finishReason === undefined) throw error;
  }
  // The SDK ends its loop without a word when the request is aborted, and also when the socket just closes.
  const { provider, generationId } = whole;
  if (signal.aborted) throw abortError({ signal, provider, generationId }, context);
  if (whole.finishReason === undefined) throw cutError(provider, generationId, context);
  const outcome = whole.outcome();
  throwIfEmpty({ ...outcome, hasText }, context);
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
