import type { ChatChoice, ChatResponse, ResponseMessage, WireToolCall } from "../client/wire.js";
import { errorFromWire, type FailureContext } from "../errors/from-wire.js";
import { OpenRouterError } from "../errors/openrouter-error.js";
import type { JsonObject } from "../routing/wire-case.js";
import { type CallUsage, convertUsage } from "../usage/convert-usage.js";

/** What one chat answer came to, streamed or not. */
export interface ChatOutcome {
  readonly text: string;
  readonly toolCalls: readonly WireToolCall[];
  readonly reasoning: string;
  /** As they came: models need them back unchanged. `undefined` when the answer had none, not even an empty list. */
  readonly reasoningDetails: readonly JsonObject[] | undefined;
  /** Citations of a web search and hashes of parsed files. */
  readonly annotations: readonly JsonObject[];
  /** Addresses, as a rule `data:` URLs, of images in the answer. */
  readonly images: readonly string[];
  readonly refusal: string;
  readonly finishReason: string | undefined;
  readonly usage: CallUsage | undefined;
  readonly model: string | undefined;
  readonly provider: string | undefined;
  readonly generationId: string | undefined;
}

/**
 * A whole (not streamed) answer as an outcome.
 *
 * @throws OpenRouterError when the answer reports a failure or holds nothing.
 */
export function readChatResponse(
  response: ChatResponse,
  headers: Headers,
  context: FailureContext,
): ChatOutcome {
  const choice = response.choices?.[0];
  const message = choice?.message ?? {};
  const toolCalls = toolCallsOf(message);
  const outcome: ChatOutcome = {
    text: textOfContent(message.content),
    toolCalls,
    reasoning: message.reasoning ?? "",
    reasoningDetails: listOf(message.reasoning_details),
    annotations: listOf(message.annotations) ?? [],
    images: imagesOf(message),
    refusal: message.refusal ?? "",
    finishReason: inferFinishReason(choice?.finish_reason ?? undefined, toolCalls),
    usage: convertUsage(response.usage),
    model: response.model ?? undefined,
    provider: response.provider ?? undefined,
    generationId: response.id ?? headers.get("x-generation-id") ?? undefined,
  };
  throwIfChoiceFailed(choice, outcome, headers, context);
  throwIfEmpty(outcome, context);
  return outcome;
}

/** Some providers stop "normally" with tool calls in hand, or say nothing about why they stopped. */
export function inferFinishReason(
  finishReason: string | undefined,
  toolCalls: readonly WireToolCall[],
): string | undefined {
  const isPlain = finishReason === undefined || finishReason === "stop";
  return isPlain && toolCalls.length > 0 ? "tool_calls" : finishReason;
}

export function imagesOf(message: ResponseMessage): string[] {
  const parts = typeof message.content === "string" ? [] : (listOf(message.content) ?? []);
  return [...(listOf(message.images) ?? []), ...parts].flatMap((image) => image.image_url?.url ?? []);
}

/** Answers are typed as they may come, and lists may come as anything. */
export function listOf<Item>(value: Item[] | null | undefined): Item[] | undefined {
  return Array.isArray(value) ? value : undefined;
}

export function textOfContent(content: ResponseMessage["content"]): string {
  if (typeof content === "string") return content;
  return (listOf(content) ?? []).map((part) => (part.type === "text" ? (part.text ?? "") : "")).join("");
}

function toolCallsOf(message: ResponseMessage): WireToolCall[] {
  const seen = new Set<string>();
  return (listOf(message.tool_calls) ?? []).flatMap((call, index) => {
    const name = call.function?.name ?? "";
    if (name === "") return [];
    return [completeToolCall(call.id, name, call.function?.arguments, index, seen)];
  });
}

/** Providers leave out ids, or give two calls the same one; a result could then not be told to its call. */
export function completeToolCall(
  id: string | null | undefined,
  name: string,
  toolArguments: string | null | undefined,
  index: number,
  seen: Set<string>,
): WireToolCall {
  const given = id ?? "";
  const unique = given !== "" && !seen.has(given) ? given : `${given === "" ? "call" : given}_${index}`;
  seen.add(unique);
  return { id: unique, type: "function", function: { name, arguments: toolArguments ?? "" } };
}

/** A choice can fail although the answer as a whole did not: after text was generated, the status is 200. */
export function throwIfChoiceFailed(
  choice: ChatChoice | undefined,
  outcome: Pick<ChatOutcome, "text" | "provider" | "generationId">,
  headers: Headers,
  context: FailureContext,
): void {
  const error = choice?.error ?? undefined;
  if (error === undefined && choice?.finish_reason !== "error") return;
  const reason = choice?.native_finish_reason ?? "no details";
  throw errorFromWire(
    // 502 is what OpenRouter calls a provider that failed, where it can still send a status.
    error ?? { code: 502, message: `The provider stopped with an error (${reason})` },
    {
      headers,
      provider: outcome.provider,
      generationId: outcome.generationId,
      partialText: outcome.text === "" ? undefined : outcome.text,
    },
    context,
  );
}

/** An answer that holds nothing would reach the user as silence. The message says why it is empty. */
export function throwIfEmpty(
  outcome: Omit<ChatOutcome, "text"> & { readonly hasText?: boolean; readonly text?: string },
  context: FailureContext,
): void {
  const hasText = outcome.hasText ?? outcome.text !== "";
  if (hasText || outcome.toolCalls.length > 0 || outcome.images.length > 0) return;
  const { finishReason } = outcome;
  let why = `no reason given (finish reason ${finishReason ?? "missing"})`;
  let code = "empty_response";
  if (outcome.refusal !== "") {
    why = `the model refused: ${outcome.refusal}`;
    code = "refusal";
  } else if (finishReason === "content_filter") {
    why = "a content filter held it back";
    code = "content_filter";
  } else if (finishReason === "length") {
    why =
      "the token limit was used up before any text, by reasoning as a rule; raise maxTokens or lower the effort";
  } else if (outcome.reasoning !== "") {
    why = "the model only reasoned";
  }
  // The same call ends the same way, except where nothing at all explains the emptiness.
  const retryable = code === "empty_response" && finishReason !== "length";
  const hope = retryable ? "; the provider may be temporarily unavailable" : "";
  throw new OpenRouterError(`OpenRouter returned an empty answer: ${why}${hope}.`, {
    kind: "response",
    code,
    retryable,
    model: context.model,
    provider: outcome.provider,
    generationId: outcome.generationId,
  });
}
