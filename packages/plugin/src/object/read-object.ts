import { answerError } from "../errors/answer-error.js";
import type { FailureContext } from "../errors/from-wire.js";
import { parameterError } from "../errors/parameter-error.js";
import type { JsonValue } from "../routing/wire-case.js";
import type { ChatOutcome } from "../text/chat-outcome.js";
import { type ObjectSchema, unwrapped, wrapped } from "./object-schema.js";

const mostViolationsShown = 5;

function firstLine(text: string): string {
  return (text.split("\n")[0] ?? "").trim().replace(/\.$/, "");
}

/**
 * The object in an answer, checked against its schema.
 *
 * @throws OpenRouterError of kind `response`, with the raw text in `partialText`, when there is none.
 */
export async function readObject(
  outcome: ChatOutcome,
  wanted: ObjectSchema,
  context: FailureContext,
): Promise<JsonValue> {
  const fail = (code: string, problem: string) =>
    answerError(
      `The model's answer is not the JSON that was asked for: ${problem}.`,
      {
        kind: "response",
        code,
        retryable: true,
        provider: outcome.provider,
        generationId: outcome.generationId,
        partialText: outcome.text,
      },
      context,
    );
  // A repaired half would look whole.
  if (outcome.finishReason === "length") {
    throw fail("truncated_object", "the token limit cut it off; raise maxTokens");
  }
  const parsed = await parseLeniently(outcome.text);
  if (parsed === undefined) throw fail("invalid_json", "it holds no JSON");
  const value = wrapped(parsed, wanted);
  if (wanted.schema !== undefined) {
    const { violationsOf } = await import("../chunks/json-schema.js");
    let violations: readonly string[];
    try {
      violations = violationsOf(value, wanted.schema);
    } catch (cause) {
      if (cause instanceof RangeError)
        throw fail("schema_mismatch", "it is too deep, or wrong in too many places");
      // A reference to nowhere, or a pattern that is no regular expression: no answer could ever match.
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw parameterError("schema", `the answer cannot be checked against it: ${firstLine(reason)}`, cause);
    }
    if (violations.length > 0) {
      const shown = violations.slice(0, mostViolationsShown).join("; ");
      throw fail("schema_mismatch", shown.replace(/\.$/, ""));
    }
  }
  return unwrapped(value, wanted);
}

/** JSON as it is, among words, in a code fence, or broken in ways that can be mended. */
async function parseLeniently(text: string): Promise<JsonValue | undefined> {
  const candidates = [text, ...jsonWithin(text)];
  for (const candidate of candidates) {
    const parsed = tryParse(candidate);
    if (parsed !== undefined) return parsed;
  }
  const broken = candidates.at(-1);
  if (candidates.length === 1 || broken === undefined) return undefined;
  const { repairJson } = await import("../chunks/json-repair.js");
  try {
    const repaired = tryParse(repairJson(broken));
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

const fence = "```";

/**
 * Where JSON may stand in a text, the likeliest to be mended last. A text in the JSON may hold fences itself, so the
 * first block counts only where it ends as JSON does: the half of a text would be mended into a whole one.
 */
function jsonWithin(text: string): string[] {
  const first = text.indexOf(fence);
  const last = text.lastIndexOf(fence);
  const inFences = first < last ? text.slice(first + fence.length, last) : "";
  const [block = ""] = inFences.split(fence);
  return [text, inFences, /[\]}]\s*$/.test(block) ? block : ""].flatMap(betweenBrackets);
}

/** From the first bracket to the last; to the end where none closes. */
function betweenBrackets(text: string): string[] {
  const start = text.search(/[[{]/);
  if (start < 0) return [];
  const end = Math.max(text.lastIndexOf("}"), text.lastIndexOf("]"));
  return [end > start ? text.slice(start, end + 1) : text.slice(start)];
}
