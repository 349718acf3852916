import type { ChatChoice, ChatResponse } from "../client/wire.js";
import { errorFromWire, type FailureContext } from "../errors/from-wire.js";
import { OpenRouterError } from "../errors/openrouter-error.js";
import { type CallUsage, convertUsage } from "../usage/convert-usage.js";

/** What one chat answer came to, streamed or not. */
export interface ChatOutcome {
  readonly text: string;
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
  const outcome: ChatOutcome = {
    text: choice?.message?.content ?? "",
    finishReason: choice?.finish_reason ?? undefined,
    usage: convertUsage(response.usage),
    model: response.model ?? undefined,
    provider: response.provider ?? undefined,
    generationId: response.id ?? headers.get("x-generation-id") ?? undefined,
  };
  throwIfChoiceFailed(choice, outcome, headers, context);
  throwIfEmpty(
    outcome,
    choice?.message?.reasoning ?? undefined,
    choice?.message?.refusal ?? undefined,
    context,
  );
  return outcome;
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
  throw errorFromWire(
    error ?? {
      message: `The provider stopped with an error (${choice?.native_finish_reason ?? "no details"})`,
    },
    {
      headers,
      provider: outcome.provider,
      generationId: outcome.generationId,
      partialText: outcome.text === "" ? undefined : outcome.text,
    },
    context,
  );
}

/** An answer without text would reach the user as silence. The message says why there is none. */
export function throwIfEmpty(
  outcome: ChatOutcome,
  reasoning: string | undefined,
  refusal: string | undefined,
  context: FailureContext,
): void {
  if (outcome.text !== "") return;
  const { finishReason } = outcome;
  let why: string;
  let code = "empty_response";
  if (refusal !== undefined && refusal !== "") {
    why = `the model refused: ${refusal}`;
    code = "refusal";
  } else if (finishReason === "content_filter") {
    why = "a content filter held it back";
    code = "content_filter";
  } else if (finishReason === "length") {
    why =
      "the token limit was used up before any text, by reasoning as a rule; raise maxTokens or lower the effort";
  } else if (reasoning !== undefined && reasoning !== "") {
    why = "the model only reasoned";
  } else {
    why = `no reason given (finish reason ${finishReason ?? "missing"})`;
  }
  throw new OpenRouterError(`OpenRouter returned an empty answer: ${why}.`, {
    kind: "response",
    code,
    // The same call ends the same way, except where nothing at all explains the emptiness.
    retryable: code === "empty_response" && finishReason !== "length",
    model: context.model,
    provider: outcome.provider,
    generationId: outcome.generationId,
  });
}
