import type { WireError } from "../client/wire.js";

/** What the advice can refer to. */
export interface AdviceContext {
  readonly model?: string | undefined;
  /** The setting that names the model, when a setting does. */
  readonly modelSetting?: string | undefined;
  /** True when what answered does not speak like OpenRouter: a web page, as a rule. */
  readonly isForeign?: boolean;
}

/** One sentence on what the reader can do about a failure, or nothing where waiting is all there is. */
export function adviceFor(
  status: number | undefined,
  error: WireError,
  context: AdviceContext,
): string | undefined {
  const hint = error.metadata?.remedy_hint;
  const hinted = typeof hint === "string" && hint !== "" ? sentence(hint) : undefined;
  if (context.isForeign && (status === 404 || status === 405)) {
    return "This is no answer of OpenRouter's API: check OPENROUTER_BASE_URL, such as https://openrouter.ai/api/v1.";
  }
  switch (status) {
    case 401:
      return join(
        hinted,
        "Check OPENROUTER_API_KEY; keys are listed at https://openrouter.ai/settings/keys.",
      );
    case 402:
      return join(
        hinted,
        "Add credits to the account of OPENROUTER_API_KEY at https://openrouter.ai/settings/credits, " +
          "or ask for fewer tokens (maxTokens).",
      );
    case 403:
      return join(
        hinted,
        constraintOf(error),
        "The input, or what OPENROUTER_API_KEY is allowed to do, must change; trying again will not help.",
      );
    case 404:
      return join(hinted, constraintOf(error), modelAdvice(context));
    default:
      return join(hinted, constraintOf(error));
  }
}

/** OpenRouter's own hint does not know the names of settings here, so it never stands in for them. */
function join(...sentences: readonly (string | undefined)[]): string {
  return sentences.filter(Boolean).join(" ");
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
  return `Check ${named}${place} and the provider constraints (OPENROUTER_PROVIDER_PREFERENCES); models are listed at https://openrouter.ai/models.`;
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
