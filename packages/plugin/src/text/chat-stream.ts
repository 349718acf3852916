import {
  type Answer,
  isAnswer,
  malformed,
  type Sender,
  type StreamEvent,
  throwIfError,
  wireErrorFrom,
} from "../client/send.js";
import type { ChatResponse } from "../client/wire.js";
import { textOf } from "../client/wire-values.js";
import { answerError } from "../errors/answer-error.js";
import { abortError, errorFromThrown } from "../errors/from-thrown.js";
import type { FailureContext } from "../errors/from-wire.js";
import type { OpenRouterError } from "../errors/openrouter-error.js";
import {
  choiceOf,
  hasOutput,
  messageOf,
  textOfContent,
  throwIfChoiceFailed,
  throwIfEmpty,
} from "./chat-outcome.js";
import { StreamAccumulator, type StreamOutcome } from "./stream-accumulator.js";

export type ChatStream = Answer<AsyncIterable<StreamEvent<ChatResponse>>>;

/**
 * Yields the text of an open stream and returns what the whole came to. Whatever its end, what it used is put on
 * the meter.
 *
 * @throws OpenRouterError on an error chunk, a broken or cut stream, silence, an abort, or an empty answer.
 */
export async function* readChatStream(
  answer: ChatStream,
  sender: Sender,
): AsyncGenerator<string, StreamOutcome> {
  const { headers } = answer;
  const { connection, context, meter } = sender;
  const { signal } = sender.cancellation;
  const whole = new StreamAccumulator(headers.get("x-generation-id") ?? undefined);
  let hasText = false;
  try {
    for await (const { event, data } of answer.data) {
      const text = takeIn(whole, event, data, headers, context);
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
  } finally {
    if (hasText || hasOutput(whole.outcome())) meter.noteGeneration();
    meter.add(whole, whole.usage);
  }
  // The SDK ends its loop without a word when the request is aborted, and also when the socket just closes.
  const { provider, generationId } = whole;
  if (signal.aborted) throw abortError({ signal, provider, generationId }, context);
  if (whole.finishReason === undefined) throw cutError(provider, generationId, context);
  const outcome = whole.outcome();
  throwIfEmpty({ ...outcome, hasText }, "text", context);
  return outcome;
}

/** What is no text, such as reasoning and tool calls, is held until the end; ten times what models write fits in. */
const longestKept = 64 * 1024 * 1024;

/** Adds one event to the whole; gives back its text. */
function takeIn(
  whole: StreamAccumulator,
  event: string | null,
  data: ChatResponse,
  headers: Headers,
  context: FailureContext,
): string {
  if (!isAnswer(data)) throw malformed("a part of a stream that is no JSON object", headers, context);
  whole.addEnvelope(data);
  if (event === "error" && !data.error)
    throwIfError({ error: wireErrorFrom(data) ?? null }, headers, context);
  throwIfError(data, headers, context);
  const choice = choiceOf(data);
  if (choice === undefined) return "";
  const { provider, generationId } = whole;
  throwIfChoiceFailed(choice, { text: "", provider, generationId }, headers, context);
  whole.finishReason = textOf(choice.finish_reason) ?? whole.finishReason;
  const delta = messageOf(choice.delta);
  whole.addDelta(delta);
  if (whole.keptLength > longestKept) {
    throw answerError(
      `OpenRouter sent a stream of which more than ${longestKept} characters would have to be kept.`,
      { kind: "response", code: "answer_too_large", retryable: false, provider, generationId },
      context,
    );
  }
  return textOfContent(delta.content);
}

function cutError(
  provider: string | undefined,
  generationId: string | undefined,
  context: FailureContext,
): OpenRouterError {
  return answerError(
    "OpenRouter stream was cut off before the answer was complete: connection lost, temporarily unavailable.",
    { kind: "connection", code: "stream_cut", retryable: true, provider, generationId },
    context,
  );
}
