import type { WireUsage } from "../client/wire.js";
import { numberOf } from "../client/wire-values.js";

/** What one call used, in one shape for every kind of model. Tokens are native counts; costs are in USD. */
export interface CallUsage {
  readonly promptTokens: number;
  readonly completionTokens: number;
  readonly totalTokens: number;
  /** Prompt tokens read from the provider's cache; part of `promptTokens`. */
  readonly cachedTokens: number;
  /** Prompt tokens written to the provider's cache; part of `promptTokens`. */
  readonly cacheWriteTokens: number;
  /** Tokens spent on reasoning; part of `completionTokens`. */
  readonly reasoningTokens: number;
  /** What OpenRouter charged. With a key of one's own at the provider this is only OpenRouter's fee. */
  readonly cost: number | undefined;
  /** What the provider charged the owner of a BYOK key. */
  readonly upstreamCost: number | undefined;
  readonly isByok: boolean;
}

/** @returns `undefined` when OpenRouter reported nothing, so that nobody mistakes it for zero. */
export function convertUsage(usage: WireUsage | null | undefined): CallUsage | undefined {
  if (typeof usage !== "object" || usage === null) return undefined;
  const promptTokens = numberOf(usage.prompt_tokens ?? usage.input_tokens);
  const completionTokens = numberOf(usage.completion_tokens ?? usage.output_tokens);
  const totalTokens = numberOf(usage.total_tokens);
  const cost = numberOf(usage.cost);
  if ((promptTokens ?? completionTokens ?? totalTokens ?? cost) === undefined) return undefined;
  return {
    promptTokens: promptTokens ?? 0,
    completionTokens: completionTokens ?? 0,
    totalTokens: totalTokens ?? (promptTokens ?? 0) + (completionTokens ?? 0),
    cachedTokens: numberOf(usage.prompt_tokens_details?.cached_tokens) ?? 0,
    cacheWriteTokens: numberOf(usage.prompt_tokens_details?.cache_write_tokens) ?? 0,
    reasoningTokens: numberOf(usage.completion_tokens_details?.reasoning_tokens) ?? 0,
    cost,
    upstreamCost: numberOf(usage.cost_details?.upstream_inference_cost),
    isByok: usage.is_byok === true,
  };
}

/** One usage for a call that took several requests, such as one with tools. */
export function addUsage(left: CallUsage | undefined, right: CallUsage | undefined): CallUsage | undefined {
  if (left === undefined || right === undefined) return left ?? right;
  return {
    promptTokens: left.promptTokens + right.promptTokens,
    completionTokens: left.completionTokens + right.completionTokens,
    totalTokens: left.totalTokens + right.totalTokens,
    cachedTokens: left.cachedTokens + right.cachedTokens,
    cacheWriteTokens: left.cacheWriteTokens + right.cacheWriteTokens,
    reasoningTokens: left.reasoningTokens + right.reasoningTokens,
    cost: addCosts(left.cost, right.cost),
    upstreamCost: addCosts(left.upstreamCost, right.upstreamCost),
    isByok: left.isByok || right.isByok,
  };
}

function addCosts(left: number | undefined, right: number | undefined): number | undefined {
  return left === undefined || right === undefined ? (left ?? right) : left + right;
}
