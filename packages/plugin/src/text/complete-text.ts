import type { ModelCall } from "../call/model-call.js";
import { perform } from "../call/perform.js";
import { affordLess, type Recovery, useSuccessor } from "../call/recoveries.js";
import { post } from "../client/send.js";
import type { ChatRequest, ChatResponse } from "../client/wire.js";
import {
  type ChatOutcome,
  choiceOf,
  hasOutput,
  readChatResponse,
  throwIfChoiceFailed,
  throwIfEmpty,
} from "./chat-outcome.js";
import type { RunnableTools } from "./convert-tools.js";
import { nextStep } from "./tool-loop.js";

export const chatPath = "/chat/completions";

export const chatRecoveries: readonly Recovery<ChatRequest>[] = [affordLess, useSuccessor];

/** An answer, and the body that got it, which recoveries may have changed. */
export interface AnsweredChat {
  readonly outcome: ChatOutcome;
  readonly body: ChatRequest;
}

/**
 * One chat request, repeated and changed as failures demand.
 *
 * @param wanted `images` where images alone are an answer too.
 * @throws OpenRouterError also when an answer reports a failure or holds nothing.
 */
export function requestChat(
  call: ModelCall,
  request: ChatRequest,
  recoveries: readonly Recovery<ChatRequest>[] = chatRecoveries,
  wanted: "text" | "images" = "text",
): Promise<AnsweredChat> {
  return perform(call, request, recoveries, async (body) => {
    const { data, headers } = await post<ChatResponse>(call, chatPath, body);
    const outcome = readChatResponse(data, headers);
    if (hasOutput(outcome)) call.meter.noteGeneration();
    throwIfChoiceFailed(choiceOf(data), outcome, headers, call.context);
    throwIfEmpty(outcome, wanted, call.context);
    return { outcome, body };
  });
}

/** Asks, runs tools, and asks again, until the answer is final. The usage is that of all requests together. */
export async function completeText(
  call: ModelCall,
  request: ChatRequest,
  tools: RunnableTools,
  recoveries: readonly Recovery<ChatRequest>[] = chatRecoveries,
): Promise<AnsweredChat> {
  let current = request;
  for (let step = 1; ; step += 1) {
    const { outcome, body } = await requestChat(call, current, recoveries);
    const next = await nextStep(call, body, outcome, outcome.text, tools, step);
    if (next === undefined) return { outcome: { ...outcome, usage: call.meter.usage }, body };
    current = next;
  }
}
