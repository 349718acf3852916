import type { IAgentRuntime } from "@elizaos/core";
import type { CallUsage } from "./convert-usage.js";
import type { OpenRouterModelUsed } from "./model-used-event.js";

/** One call that has ended: what its event tells, before it is in elizaOS's words. */
export interface ModelUse
  extends Omit<
    OpenRouterModelUsed,
    "runtime" | "source" | "provider" | "upstreamProvider" | "tokens" | "cost" | "upstreamCost" | "isByok"
  > {
  /** The provider behind OpenRouter that answered. */
  readonly provider: string | undefined;
  readonly usage: CallUsage | undefined;
}

/**
 * Emits `MODEL_USED`: core never does. Listeners are not waited for, and one that fails cannot fail the call:
 * the answer is already paid for.
 */
export function emitModelUsed(runtime: IAgentRuntime, use: ModelUse): void {
  const { usage, type, provider, ...rest } = use;
  const payload: OpenRouterModelUsed = {
    runtime,
    source: "openrouter",
    type,
    provider: "openrouter",
    upstreamProvider: provider,
    ...rest,
    tokens: {
      prompt: usage?.promptTokens ?? 0,
      completion: usage?.completionTokens ?? 0,
      total: usage?.totalTokens ?? 0,
      cached: usage?.cachedTokens ?? 0,
      cacheWrite: usage?.cacheWriteTokens ?? 0,
      reasoning: usage?.reasoningTokens ?? 0,
    },
    cost: usage?.cost,
    upstreamCost: usage?.upstreamCost,
    isByok: usage?.isByok ?? false,
  };
  const report = (error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    runtime.logger.warn(`A MODEL_USED listener failed: ${reason}`);
  };
  try {
    runtime.emitEvent("MODEL_USED", payload).catch(report);
  } catch (error) {
    report(error);
  }
}
