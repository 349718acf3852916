import type { ModelCall } from "../call/model-call.js";
import type { CallUsage } from "./convert-usage.js";
import { emitModelUsed } from "./model-used.js";

/** What the answer to a call tells about its use; whatever the kind of model does not report is left out. */
export interface AnswerFacts {
  readonly model?: string | undefined;
  readonly provider?: string | undefined;
  readonly generationId?: string | undefined;
  readonly usage: CallUsage | undefined;
  readonly finishReason?: string | undefined;
  readonly streamed?: boolean;
  readonly timeToFirstTokenMs?: number | undefined;
}

/** Tells listeners, and the log, what a finished call used. Called once for each call. */
export function reportUse(call: ModelCall, facts: AnswerFacts): void {
  const { runtime, type, choice } = call;
  const latencyMs = performance.now() - call.startedAt;
  const model = facts.model ?? choice.model;
  emitModelUsed(runtime, {
    type,
    requestedModel: choice.model,
    model,
    provider: facts.provider,
    generationId: facts.generationId,
    usage: facts.usage,
    finishReason: facts.finishReason,
    streamed: facts.streamed ?? false,
    latencyMs,
    timeToFirstTokenMs: facts.timeToFirstTokenMs,
    experiment: choice.experiment,
  });
  const level = call.connection.settings.get("usageLogLevel");
  if (level === "off") return;
  const { usage } = facts;
  const tokens =
    usage === undefined ? "usage not reported" : `${usage.promptTokens}+${usage.completionTokens} tokens`;
  const cost = usage?.cost === undefined ? "" : `, $${usage.cost}`;
  const provider = facts.provider === undefined ? "" : ` at ${facts.provider}`;
  runtime.logger[level](
    `OpenRouter ${type}: ${model}${provider}, ${tokens}${cost}, ${Math.round(latencyMs)} ms`,
  );
}
