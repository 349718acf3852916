import type { IAgentRuntime } from "@elizaos/core";

/** The payload of this plugin's `MODEL_USED` events: elizaOS's own, and what OpenRouter tells beyond it. */
export interface OpenRouterModelUsed {
  readonly runtime: IAgentRuntime;
  readonly source: "openrouter";
  readonly provider: "openrouter";
  /** The elizaOS model type, for example `TEXT_SMALL`. */
  readonly type: string;
  readonly requestedModel: string;
  /** The model that answered; differs from the requested one after a fallback. */
  readonly model: string;
  /** The provider behind OpenRouter that answered. */
  readonly upstreamProvider: string | undefined;
  readonly generationId: string | undefined;
  /** Native counts; all zero when OpenRouter told no usage, and `cost` is undefined then. */
  readonly tokens: {
    readonly prompt: number;
    readonly completion: number;
    readonly total: number;
    /** Read from, and written to, the provider's prompt cache; part of `prompt`. */
    readonly cached: number;
    readonly cacheWrite: number;
    /** Part of `completion`. */
    readonly reasoning: number;
  };
  /** USD that OpenRouter charged; with a key of one's own at the provider only its fee. */
  readonly cost: number | undefined;
  /** USD that the provider charged the owner of such a key. */
  readonly upstreamCost: number | undefined;
  readonly isByok: boolean;
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
