import type { GenerateTextParams, IAgentRuntime, TextStreamResult } from "@elizaos/core";
import { type Cancellation, linkCancellation } from "../client/cancellation.js";
import { type Connection, connect } from "../client/connection.js";
import { RetryBudget, withRetries } from "../client/retry.js";
import { openStream, post } from "../client/send.js";
import type { ChatRequest, ChatResponse } from "../client/wire.js";
import type { FailureContext } from "../errors/from-wire.js";
import type { Platform } from "../platform/platform.js";
import { settingDefinitions } from "../settings/definitions.js";
import { emitModelUsed } from "../usage/model-used.js";
import { type ChatOutcome, readChatResponse } from "./chat-outcome.js";
import { buildChatRequest } from "./chat-request.js";
import { readChatStream, type StreamOutcome } from "./chat-stream.js";
import { type TextModelType, textModelSettings } from "./text-models.js";
import { createTextStreamResult, type StreamEnd } from "./text-stream-result.js";

const chatPath = "/chat/completions";

/** A later core's parameters, which this one passes on untyped. */
interface LaterParams {
  readonly signal?: AbortSignal;
}

/** One text call under way. */
interface TextCall {
  readonly runtime: IAgentRuntime;
  readonly type: TextModelType;
  readonly connection: Connection;
  readonly request: ChatRequest;
  readonly context: FailureContext;
  readonly cancellation: Cancellation;
  readonly budget: RetryBudget;
  readonly startedAt: number;
}

/**
 * Answers one text call of elizaOS.
 *
 * @returns the text, or a `TextStreamResult` when `params.stream` is set.
 * @throws OpenRouterError for every failure; see `OpenRouterErrorKind`.
 */
export async function generateText(
  runtime: IAgentRuntime,
  platform: Platform,
  type: TextModelType,
  params: GenerateTextParams & LaterParams,
): Promise<string | TextStreamResult> {
  const startedAt = performance.now();
  const connection = await connect(runtime, platform);
  const modelSetting = textModelSettings[type];
  const model = connection.settings.get(modelSetting);
  const cancellation = linkCancellation(params.signal);
  const call: TextCall = {
    runtime,
    type,
    connection,
    request: buildChatRequest(runtime, model, params),
    context: {
      secrets: connection.secrets,
      model,
      modelSetting: settingDefinitions[modelSetting].names[0],
    },
    cancellation,
    budget: new RetryBudget({
      maxRetries: connection.maxRetries,
      signal: cancellation.signal,
      onRetry: (error, waitMs) => runtime.logger.debug(`${error.message} Trying again in ${waitMs} ms.`),
    }),
    startedAt,
  };
  return params.stream === true ? streamText(call) : completeText(call);
}

async function completeText(call: TextCall): Promise<string> {
  const { connection, context, cancellation } = call;
  try {
    const outcome = await withRetries(async () => {
      const answer = await post<ChatResponse>(
        connection,
        chatPath,
        call.request,
        context,
        cancellation.signal,
      );
      return readChatResponse(answer.data, answer.headers, context);
    }, call.budget);
    reportUse(call, outcome, { streamed: false, timeToFirstTokenMs: undefined });
    return outcome.text;
  } finally {
    cancellation.release();
  }
}

async function streamText(call: TextCall): Promise<TextStreamResult> {
  const { cancellation } = call;
  const open = () =>
    openStream<ChatResponse>(call.connection, chatPath, call.request, call.context, cancellation.signal);
  let first: Awaited<ReturnType<typeof open>>;
  try {
    first = await withRetries(open, call.budget);
  } catch (error) {
    cancellation.release();
    throw error;
  }
  return createTextStreamResult(readWithRetries(call, first, open), {
    abort: () => cancellation.abort(),
    onSettled: () => {
      cancellation.release();
      // Whatever ended the stream, no part of its connection may stay open.
      cancellation.abort();
    },
    abandonAfterMs: call.connection.settings.get("streamIdleTimeoutMs"),
  });
}

/** Starts over after a temporary failure, but only while no text has gone out: text cannot be taken back. */
async function* readWithRetries(
  call: TextCall,
  first: Awaited<ReturnType<typeof openStream<ChatResponse>>>,
  reopen: () => Promise<typeof first>,
): AsyncGenerator<string, StreamEnd> {
  const { connection, context, cancellation } = call;
  let answer = first;
  let timeToFirstTokenMs: number | undefined;
  for (;;) {
    const pieces = readChatStream(answer, connection, context, cancellation.signal);
    try {
      for (;;) {
        const step = await pieces.next();
        if (step.done) {
          reportUse(call, step.value, { streamed: true, timeToFirstTokenMs });
          return step.value;
        }
        timeToFirstTokenMs ??= performance.now() - call.startedAt;
        yield step.value;
      }
    } catch (error) {
      if (timeToFirstTokenMs !== undefined || !(await call.budget.allowsAnother(error))) throw error;
      answer = await withRetries(reopen, call.budget);
    }
  }
}

function reportUse(
  call: TextCall,
  outcome: ChatOutcome | StreamOutcome,
  timing: { streamed: boolean; timeToFirstTokenMs: number | undefined },
): void {
  emitModelUsed(call.runtime, {
    type: call.type,
    requestedModel: call.request.model,
    model: outcome.model ?? call.request.model,
    provider: outcome.provider,
    generationId: outcome.generationId,
    usage: outcome.usage,
    finishReason: outcome.finishReason,
    latencyMs: performance.now() - call.startedAt,
    ...timing,
  });
}
