import type { ModelCall } from "../call/model-call.js";
import { perform, recover, throwIfAborted } from "../call/perform.js";
import { openStream } from "../client/send.js";
import type { ChatRequest, ChatResponse } from "../client/wire.js";
import { OpenRouterError } from "../errors/openrouter-error.js";
import { reportFailedUse, reportUse } from "../usage/report-use.js";
import { type ChatStream, readChatStream } from "./chat-stream.js";
import { chatPath, chatRecoveries } from "./complete-text.js";
import type { RunnableTools } from "./convert-tools.js";
import type { StreamOutcome } from "./stream-accumulator.js";
import type { OpenRouterTextStream } from "./text-answers.js";
import { convertResultUsage, convertToolCalls, metadataOf } from "./text-result.js";
import { createTextStreamResult, type StreamEnd } from "./text-stream-result.js";
import { nextStep } from "./tool-loop.js";

/** An open stream and the body that opened it, which recoveries may have changed. */
interface OpenedStream {
  readonly answer: ChatStream;
  readonly body: ChatRequest;
}

/** Streams the answer to a request; resolves once the first connection stands. Ends the call when it ends. */
export async function streamText(
  call: ModelCall,
  request: ChatRequest,
  tools: RunnableTools,
): Promise<OpenRouterTextStream> {
  const { cancellation } = call;
  let first: OpenedStream;
  try {
    first = await open(call, withoutHealing(request));
  } catch (error) {
    reportFailedUse(call, error, { streamed: true });
    cancellation.release();
    throw error;
  }
  return createTextStreamResult(streamSteps(call, first, tools), {
    abort: () => cancellation.abort(),
    onSettled: () => {
      cancellation.release();
      // Whatever ended the stream, no part of its connection may stay open.
      cancellation.abort();
    },
    abandonAfterMs: call.connection.settings.get("streamIdleTimeoutMs"),
  });
}

function open(call: ModelCall, request: ChatRequest): Promise<OpenedStream> {
  return perform(call, request, chatRecoveries, async (body) => ({
    answer: await openStream<ChatResponse>(call, chatPath, body),
    body,
  }));
}

/** The text of every step of a call with tools, one after the other. */
async function* streamSteps(
  call: ModelCall,
  first: OpenedStream,
  tools: RunnableTools,
): AsyncGenerator<string, StreamEnd> {
  let opened = first;
  let timeToFirstTokenMs: number | undefined;
  try {
    for (let step = 1; ; step += 1) {
      const pieces = readWithRetries(call, opened);
      const texts: string[] = [];
      let last = await pieces.next();
      while (!last.done) {
        timeToFirstTokenMs ??= performance.now() - call.startedAt;
        if (tools.executors.size > 0) texts.push(last.value);
        yield last.value;
        last = await pieces.next();
      }
      const { outcome, body } = last.value;
      const next = await nextStep(call, body, outcome, texts.join(""), tools, step);
      if (next === undefined) {
        const { finishReason } = outcome;
        reportUse(call, { finishReason, streamed: true, timeToFirstTokenMs });
        return endOf({ ...outcome, usage: call.meter.usage });
      }
      opened = await open(call, next);
    }
  } catch (error) {
    reportFailedUse(call, error, { streamed: true, timeToFirstTokenMs });
    throw error;
  }
}

/**
 * Starts over after a temporary failure, or one that a changed request avoids, but only while no text has gone
 * out: text cannot be taken back.
 */
async function* readWithRetries(
  call: ModelCall,
  first: OpenedStream,
): AsyncGenerator<string, { readonly outcome: StreamOutcome; readonly body: ChatRequest }> {
  const unused = new Set(chatRecoveries);
  let opened = first;
  for (;;) {
    const { answer, body } = opened;
    const pieces = readChatStream(answer, call);
    let hasText = false;
    try {
      for (;;) {
        const piece = await pieces.next();
        if (piece.done) return { outcome: piece.value, body };
        hasText = true;
        yield piece.value;
      }
    } catch (error) {
      if (hasText) throw error;
      const changed = recover(error, body, unused, call);
      if (changed === undefined && !(await call.budget.allowsAnother(error))) {
        if (!OpenRouterError.isInstance(error) || error.kind !== "abort") throwIfAborted(call);
        throw error;
      }
      opened = await open(call, changed ?? body);
    }
  }
}

/** OpenRouter heals whole answers only, and a setting may ask for it in every call. */
function withoutHealing(request: ChatRequest): ChatRequest {
  const { plugins, ...rest } = request;
  const kept = plugins?.filter((plugin) => plugin.id !== "response-healing") ?? [];
  return kept.length === 0 ? rest : { ...rest, plugins: kept };
}

function endOf(outcome: StreamOutcome): StreamEnd {
  return {
    usage: convertResultUsage(outcome.usage),
    finishReason: outcome.finishReason,
    toolCalls: convertToolCalls(outcome.toolCalls),
    providerMetadata: { openrouter: metadataOf(outcome) },
  };
}
