import type { IAgentRuntime } from "@elizaos/core";
import type { CallUsage } from "./convert-usage.js";

/** One call that has ended, as the `MODEL_USED` event tells it. */
export interface ModelUse {
  /** The elizaOS model type, for example `TEXT_SMALL`. */
  readonly type: string;
  readonly requestedModel: string;
  /** The model that answered; differs from the requested one after a fallback. */
  readonly model: string;
  /** The provider behind OpenRouter that answered. */
  readonly provider: string | undefined;
  readonly generationId: string | undefined;
  readonly usage: CallUsage | undefined;
  readonly finishReason: string | undefined;
  readonly streamed: boolean;
  /** From the call to its end, waits and retries included. */
  readonly latencyMs: number;
  /** From the call to the first text of a stream. */
  readonly timeToFirstTokenMs: number | undefined;
  /** The experiment this call was part of, and the model drawn for it. */
  readonly experiment: { readonly setting: string; readonly arm: string } | undefined;
  /** The error's code when the call failed, but not before something was generated and billed. */
  readonly error: string | number | undefined;
}

/**
 * Emits `MODEL_USED`: core never does. Listeners are not waited for, and one that fails cannot fail the call:
 * the answer is already paid for.
 */
export function emitModelUsed(runtime: IAgentRuntime, use: ModelUse): void {
  const { usage, type, provider, ...rest } = use;
  const payload = {
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
