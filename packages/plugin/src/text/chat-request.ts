import type { GenerateTextParams, IAgentRuntime } from "@elizaos/core";
import type { ChatMessage, ChatRequest } from "../client/wire.js";

/**
 * The body of a text call. Only what the caller asked for is in it: an absent parameter means the provider's own
 * default, and a made-up one would narrow the providers OpenRouter can choose from.
 */
export function buildChatRequest(
  runtime: Pick<IAgentRuntime, "character">,
  model: string,
  params: GenerateTextParams,
): ChatRequest {
  return { model, messages: buildMessages(runtime, params), ...buildSampling(params) };
}

function buildMessages(runtime: Pick<IAgentRuntime, "character">, params: GenerateTextParams): ChatMessage[] {
  const messages: ChatMessage[] = [];
  const system = runtime.character.system;
  if (system !== undefined && system.trim() !== "") messages.push({ role: "system", content: system });
  messages.push({ role: "user", content: params.prompt });
  return messages;
}

function buildSampling(params: GenerateTextParams): Omit<ChatRequest, "model" | "messages"> {
  // Zero tokens is what core makes of an empty DEFAULT_MAX_TOKENS: it means unset.
  const maxTokens = isNumber(params.maxTokens) && params.maxTokens > 0 ? params.maxTokens : undefined;
  const stop = params.stopSequences?.filter((sequence) => sequence !== "") ?? [];
  return {
    ...(maxTokens === undefined ? {} : { max_tokens: maxTokens }),
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

/** Core turns text settings into numbers, and text that is none into NaN. */
function isNumber(value: number | undefined): value is number {
  return typeof value === "number" && Number.isFinite(value);
}
