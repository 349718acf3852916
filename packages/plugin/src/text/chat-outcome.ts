import { wireErrorFrom } from "../client/send.js";
import type {
  ChatChoice,
  ChatResponse,
  ResponseMessage,
  ResponseToolCall,
  WireToolCall,
} from "../client/wire.js";
import { recordsOf, textOf } from "../client/wire-values.js";
import { answerError } from "../errors/answer-error.js";
import { errorFromWire, type FailureContext } from "../errors/from-wire.js";
import { isRecord, type JsonObject } from "../routing/wire-case.js";
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

/** A whole (not streamed) answer as an outcome, whatever it came to. */
export function readChatResponse(response: ChatResponse, headers: Headers): ChatOutcome {
  const choice = choiceOf(response);
  const message = messageOf(choice?.message);
  const toolCalls = toolCallsOf(message);
  return {
    text: textOfContent(message.content),
    toolCalls,
    reasoning: textOf(message.reasoning) ?? "",
    reasoningDetails: recordsOf(message.reasoning_details),
    annotations: recordsOf(message.annotations) ?? [],
    images: imagesOf(message),
    refusal: textOf(message.refusal) ?? "",
    finishReason: inferFinishReason(textOf(choice?.finish_reason), toolCalls),
    usage: convertUsage(response.usage),
    model: textOf(response.model),
    provider: textOf(response.provider),
    generationId: textOf(response.id) ?? headers.get("x-generation-id") ?? undefined,
  };
}

/** The one choice of an answer or a chunk; the first (debug) and the last (usage) chunk of a stream have none. */
export function choiceOf(response: ChatResponse): ChatChoice | undefined {
  const [choice] = Array.isArray(response.choices) ? response.choices : [];
  return isRecord(choice) ? choice : undefined;
}

export function messageOf(message: ResponseMessage | null | undefined): ResponseMessage {
  return isRecord(message) ? message : {};
}

/** True when a model has produced something, which is then on the bill. */
export function hasOutput(outcome: Omit<ChatOutcome, "text"> & { readonly text?: string }): boolean {
  const { text = "", reasoning, refusal, toolCalls, images } = outcome;
  return text + reasoning + refusal !== "" || toolCalls.length + images.length > 0;
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
  const parts = typeof message.content === "string" ? [] : (recordsOf(message.content) ?? []);
  return [...(recordsOf(message.images) ?? []), ...parts].flatMap(
    (image) => textOf(image.image_url?.url) ?? [],
  );
}

export function textOfContent(content: ResponseMessage["content"]): string {
  if (typeof content === "string") return content;
  return (recordsOf(content) ?? [])
    .map((part) => (part.type === "text" ? (textOf(part.text) ?? "") : ""))
    .join("");
}

function toolCallsOf(message: ResponseMessage): WireToolCall[] {
  const seen = new Set<string>();
  return (recordsOf(message.tool_calls) ?? []).flatMap((call, index) => {
    const name = textOf(call.function?.name);
    if (name === undefined) return [];
    return [completeToolCall(textOf(call.id), name, argumentsOf(call), index, seen)];
  });
}

/** Providers leave out ids, or give two calls the same one; a result could then not be told to its call. */
export function completeToolCall(
  id: string | undefined,
  name: string,
  toolArguments: string,
  index: number,
  seen: Set<string>,
): WireToolCall {
  const given = id ?? "";
  const unique = given !== "" && !seen.has(given) ? given : `${given === "" ? "call" : given}_${index}`;
  seen.add(unique);
  return { id: unique, type: "function", function: { name, arguments: toolArguments } };
}

/** JSON text, or part of it; some providers send the object itself. */
export function argumentsOf(call: ResponseToolCall): string {
  const given: unknown = call.function?.arguments ?? "";
  return typeof given === "string" ? given : JSON.stringify(given);
}

/** A choice can fail although the answer as a whole did not: after text was generated, the status is 200. */
export function throwIfChoiceFailed(
  choice: ChatChoice | undefined,
  outcome: Pick<ChatOutcome, "text" | "provider" | "generationId">,
  headers: Headers,
  context: FailureContext,
): void {
  const error = wireErrorFrom(choice?.error);
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

/**
 * An answer without what was asked for would reach the user as silence. The message says why it is empty.
 *
 * @param wanted `images` where images alone are an answer too.
 */
export function throwIfEmpty(
  outcome: Omit<ChatOutcome, "text"> & { readonly hasText?: boolean; readonly text?: string },
  wanted: "text" | "images",
  context: FailureContext,
): void {
  const hasText = outcome.hasText ?? outcome.text !== "";
  const hasImages = outcome.images.length > 0;
  if (hasText || outcome.toolCalls.length > 0 || (hasImages && wanted === "images")) return;
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
  } else if (hasImages) {
    why = "it holds images, but no text; IMAGE is the model type for them";
    code = "no_text";
  } else if (outcome.reasoning !== "") {
    why = "the model only reasoned";
  }
  // The same call ends the same way, except where nothing at all explains the emptiness.
  const retryable = code === "empty_response" && finishReason !== "length";
  const hope = retryable ? "; the provider may be temporarily unavailable" : "";
  throw answerError(
    `OpenRouter returned an empty answer: ${why}${hope}.`,
    { kind: "response", code, retryable, provider: outcome.provider, generationId: outcome.generationId },
    context,
  );
}
