import type { ModelCall } from "../call/model-call.js";
import { OpenRouterError } from "../errors/openrouter-error.js";
import { redactText } from "../errors/redact.js";
import { emitModelUsed } from "./model-used.js";

/** What the end of a call tells about its use, besides what its meter holds. */
export interface EndFacts {
  readonly finishReason?: string | undefined;
  readonly streamed?: boolean;
  readonly timeToFirstTokenMs?: number | undefined;
  readonly error?: string | number | undefined;
}

/** Reports a call that failed, when something was generated before: OpenRouter bills that all the same. */
export function reportFailedUse(call: ModelCall, error: unknown, facts: EndFacts = {}): void {
  if (!call.meter.hasGenerated) return;
  const code = OpenRouterError.isInstance(error) ? (error.code ?? error.kind) : "unknown";
  reportUse(call, { ...facts, error: code });
}

/** Tells listeners, and the log, what a call used when it ends. Only the first report of a call counts. */
export function reportUse(call: ModelCall, facts: EndFacts = {}): void {
  const { runtime, type, choice, meter } = call;
  if (meter.isReported) return;
  meter.isReported = true;
  const { usage, origin } = meter;
  const latencyMs = performance.now() - call.startedAt;
  // These come from the wire, and events and logs go everywhere.
  const clean = (text: string | undefined) => text && redactText(text, call.connection.secrets);
  const model = clean(origin.model) ?? choice.model;
  const provider = clean(origin.provider);
  emitModelUsed(runtime, {
    type,
    requestedModel: choice.model,
    model,
    provider,
    generationId: clean(origin.generationId),
    usage,
    finishReason: clean(facts.finishReason),
    streamed: facts.streamed ?? false,
    latencyMs,
    timeToFirstTokenMs: facts.timeToFirstTokenMs,
    experiment: choice.experiment,
    error: facts.error,
  });
  const level = call.usageLogLevel;
  if (level === "off") return;
  const tokens =
    usage === undefined ? "usage not reported" : `${usage.promptTokens}+${usage.completionTokens} tokens`;
  const cost = usage?.cost === undefined ? "" : `, $${usage.cost}`;
  const place = provider === undefined ? "" : ` at ${provider}`;
  const failed = facts.error === undefined ? "" : `, failed (${facts.error})`;
  runtime.logger[level](
    `OpenRouter ${type}: ${model}${place}, ${tokens}${cost}, ${Math.round(latencyMs)} ms${failed}`,
  );
}
