import type { TextStreamResult } from "@elizaos/core";
import type { JsonObject, JsonValue } from "../routing/wire-case.js";

/** A tool call as later cores expect it. */
export interface ToolCall {
  readonly id: string;
  readonly name: string;
  /** Parsed; the model's own text where that is no JSON. */
  readonly arguments: unknown;
  readonly type: "function";
}

/** elizaOS's token counts, and later cores' for the prompt cache. */
export interface ResultUsage {
  readonly promptTokens: number;
  readonly completionTokens: number;
  readonly totalTokens: number;
  readonly cacheReadInputTokens: number;
  readonly cacheCreationInputTokens: number;
}

/** What OpenRouter tells beyond elizaOS's own results. */
export interface OpenRouterMetadata {
  readonly model: string | undefined;
  readonly provider: string | undefined;
  readonly generationId: string | undefined;
  /** USD. */
  readonly cost: number | undefined;
  readonly reasoning: string;
  readonly reasoningDetails: readonly JsonObject[] | undefined;
  /** Web citations and hashes of parsed files. */
  readonly annotations: readonly JsonObject[];
}

/** The result of a text call with messages, tools or a schema. Used where a text is expected, it is its text. */
export interface OpenRouterTextResult {
  readonly text: string;
  readonly toolCalls: readonly ToolCall[];
  readonly finishReason: string | undefined;
  readonly usage: ResultUsage | undefined;
  readonly providerMetadata: { readonly openrouter: OpenRouterMetadata };
  /** The object that a response schema asked for, checked against it. */
  readonly object?: JsonValue;
  toString(): string;
}

/** elizaOS's streamed result, with what later cores add to it. */
export interface OpenRouterTextStream extends TextStreamResult {
  readonly toolCalls: Promise<readonly ToolCall[]>;
  readonly providerMetadata: Promise<{ readonly openrouter: OpenRouterMetadata }>;
}
