import type { ChatRequest } from "../client/wire.js";
import { parameterError } from "../errors/parameter-error.js";
import type { TextParams } from "./text-params.js";

/** elizaOS's sampling parameters under OpenRouter's names; only those the caller has set. */
export function samplingOf(params: TextParams): Partial<ChatRequest> {
  // Zero tokens is what core makes of an empty DEFAULT_MAX_TOKENS: it means unset.
  const isLimited = params.omitMaxTokens !== true && isNumber(params.maxTokens) && params.maxTokens > 0;
  const stop = stopsOf(params.stopSequences);
  return {
    ...(isLimited && isNumber(params.maxTokens) ? { max_tokens: params.maxTokens } : {}),
    ...(isNumber(params.temperature) ? { temperature: params.temperature } : {}),
    ...(isNumber(params.topP) ? { top_p: params.topP } : {}),
    ...(isNumber(params.topK) ? { top_k: params.topK } : {}),
    ...(isNumber(params.minP) ? { min_p: params.minP } : {}),
    ...(isNumber(params.seed) ? { seed: params.seed } : {}),
    ...(isNumber(params.repetitionPenalty) ? { repetition_penalty: params.repetitionPenalty } : {}),
    ...(isNumber(params.frequencyPenalty) ? { frequency_penalty: params.frequencyPenalty } : {}),
    ...(isNumber(params.presencePenalty) ? { presence_penalty: params.presencePenalty } : {}),
    ...(stop.length === 0 ? {} : { stop }),
    ...(params.user === undefined || params.user === "" ? {} : { user: params.user }),
  };
}

function stopsOf(sequences: unknown): string[] {
  const given = typeof sequences === "string" ? [sequences] : (sequences ?? []);
  if (!Array.isArray(given)) throw parameterError("stopSequences", "it is no list of texts");
  return given.map(String).filter((sequence) => sequence !== "");
}

/** Core turns text settings into numbers, and text that is none into NaN. */
function isNumber(value: number | undefined): value is number {
  return typeof value === "number" && Number.isFinite(value);
}
