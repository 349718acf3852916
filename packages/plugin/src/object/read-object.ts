import { OpenRouterError } from "../errors/openrouter-error.js";
import type { JsonValue } from "../routing/wire-case.js";
import type { ChatOutcome } from "../text/chat-outcome.js";
import { type ObjectSchema, unwrapped, wrapped } from "./object-schema.js";

const mostViolationsShown = 5;

/**
 * The object in an answer, checked against its schema.
 *
 * @throws OpenRouterError of kind `response`, with the raw text in `partialText`, when there is none.
 */
export async function readObject(
  outcome: ChatOutcome,
  wanted: ObjectSchema,
  model: string,
): Promise<JsonValue> {
  const fail = (code: string, problem: string, cause?: unknown) =>
    new OpenRouterError(`The model's answer is not the JSON that was asked for: ${problem}.`, {
      kind: "response",
      code,
      retryable: true,
      model,
      provider: outcome.provider,
      generationId: outcome.generationId,
      partialText: outcome.text,
      cause,
    });
  // A repaired half would look whole.
  if (outcome.finishReason === "length") {
    throw fail("truncated_object", "the token limit cut it off; raise maxTokens");
  }
  const parsed = await parseLeniently(outcome.text);
  if (parsed === undefined) throw fail("invalid_json", "it holds no JSON");
  const value = wrapped(parsed, wanted);
  if (wanted.schema !== undefined) {
    const { violationsOf } = await import("../chunks/json-schema.js");
    const violations = violationsOf(value, wanted.schema);
    if (violations.length > 0) {
      const shown = violations.slice(0, mostViolationsShown).join("; ");
      throw fail("schema_mismatch", shown.replace(/\.$/, ""));
    }
  }
  return unwrapped(value, wanted);
}

/** JSON as it is, in a code fence, among words, or broken in ways that can be mended. */
async function parseLeniently(text: string): Promise<JsonValue | undefined> {
  const whole = tryParse(text);
  if (whole !== undefined) return whole;
  const candidate = jsonWithin(text);
  if (candidate === undefined) return undefined;
  const found = tryParse(candidate);
  if (found !== undefined) return found;
  const { repairJson } = await import("../chunks/json-repair.js");
  try {
    const repaired = tryParse(repairJson(candidate));
    // Plain words can be "repaired" into a string; that is not what anybody meant.
    return typeof repaired === "object" ? repaired : undefined;
  } catch {
    return undefined;
  }
}

function tryParse(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** From the first bracket to the last; to the end where none closes. */
function jsonWithin(text: string): string | undefined {
  const fenced = /```(?:json)?\s*([\s\S]*?)```/i.exec(text)?.[1];
  const source = fenced !== undefined && /[[{]/.test(fenced) ? fenced : text;
  const start = source.search(/[[{]/);
  if (start < 0) return undefined;
  const end = Math.max(source.lastIndexOf("}"), source.lastIndexOf("]"));
  return end > start ? source.slice(start, end + 1) : source.slice(start);
}
