import type { WireToolCall } from "../client/wire.js";
import type { JsonValue } from "../routing/wire-case.js";
import type { CallUsage } from "../usage/convert-usage.js";
import type { StreamOutcome } from "./stream-accumulator.js";
import type { OpenRouterMetadata, OpenRouterTextResult, ResultUsage, ToolCall } from "./text-answers.js";
import { parseToolArguments } from "./tool-loop.js";

/**
 * The result of a text call with messages, tools or a schema. Used where a text is expected, it is its text.
 */
export class TextResult implements OpenRouterTextResult {
  readonly text: string;
  readonly toolCalls: readonly ToolCall[];
  readonly finishReason: string | undefined;
  readonly usage: ResultUsage | undefined;
  readonly providerMetadata: { readonly openrouter: OpenRouterMetadata };
  readonly object?: JsonValue;

  constructor(text: string, outcome: StreamOutcome, object?: JsonValue) {
    this.text = text;
    this.toolCalls = convertToolCalls(outcome.toolCalls);
    this.finishReason = outcome.finishReason;
    this.usage = convertResultUsage(outcome.usage);
    this.providerMetadata = { openrouter: metadataOf(outcome) };
    if (object !== undefined) this.object = object;
  }

  toString(): string {
    return this.text;
  }
}

export function convertToolCalls(calls: readonly WireToolCall[]): ToolCall[] {
  return calls.map((call) => ({
    id: call.id,
    name: call.function.name,
    arguments: parseOrKeep(call.function.arguments),
    type: "function",
  }));
}

export function convertResultUsage(usage: CallUsage | undefined): ResultUsage | undefined {
  if (usage === undefined) return undefined;
  return {
    promptTokens: usage.promptTokens,
    completionTokens: usage.completionTokens,
    totalTokens: usage.totalTokens,
    cacheReadInputTokens: usage.cachedTokens,
    cacheCreationInputTokens: usage.cacheWriteTokens,
  };
}

export function metadataOf(outcome: StreamOutcome): OpenRouterMetadata {
  return {
    model: outcome.model,
    provider: outcome.provider,
    generationId: outcome.generationId,
    cost: outcome.usage?.cost,
    reasoning: outcome.reasoning,
    reasoningDetails: outcome.reasoningDetails,
    annotations: outcome.annotations,
  };
}

function parseOrKeep(text: string): unknown {
  try {
    return parseToolArguments(text);
  } catch {
    return text;
  }
}
