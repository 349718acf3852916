import type { WireError } from "../client/wire.js";

/** What the advice can refer to. */
export interface AdviceContext {
  readonly model?: string | undefined;
  /** The setting that names the model, when a setting does. */
  readonly modelSetting?: string | undefined;
}

/** One sentence on what the reader can do about a failure, or nothing where waiting is all there is. */
export function adviceFor(
  status: number | undefined,
  error: WireError,
  context: AdviceContext,
): string | undefined {
  const hint = error.metadata?.remedy_hint;
  const hinted = typeof hint === "string" && hint !== "" ? sentence(hint) : undefined;
  switch (status) {
    case 401:
      return hinted ?? "Check OPENROUTER_API_KEY; keys are listed at https://openrouter.ai/settings/keys.";
    case 402:
      return (
        hinted ??
        "Add credits at https://openrouter.ai/settings/credits, or ask for fewer tokens (maxTokens)."
      );
    case 403:
      return hinted ?? "The input or the key's permissions must change; trying again will not help.";
    case 404:
      return [hinted, constraintOf(error), modelAdvice(context)].filter(Boolean).join(" ");
    default:
      return [hinted, constraintOf(error)].filter(Boolean).join(" ");
  }
}

/** Which of the caller's own constraints left no endpoint: privacy, quantization, modality and the like. */
function constraintOf(error: WireError): string | undefined {
  const availability = error.availability;
  if (availability === null || availability === undefined) return undefined;
  const parts: string[] = [];
  const constraint = availability.constraint;
  if (typeof constraint === "string") parts.push(`Constraint: ${constraint}.`);
  const excludedBy = availability.excluded_by;
  if (excludedBy !== undefined && excludedBy !== null) {
    parts.push(`Excluded by: ${typeof excludedBy === "string" ? excludedBy : JSON.stringify(excludedBy)}.`);
  }
  const alternatives = availability.fallback_models;
  if (Array.isArray(alternatives) && alternatives.length > 0) {
    parts.push(`Available instead: ${alternatives.join(", ")}.`);
  }
  return parts.length === 0 ? undefined : parts.join(" ");
}

function modelAdvice(context: AdviceContext): string {
  const named = context.model === undefined ? "the model" : `the model ${context.model}`;
  const place = context.modelSetting === undefined ? "" : ` (${context.modelSetting})`;
  return `Check ${named}${place} and the provider constraints; models are listed at https://openrouter.ai/models.`;
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
