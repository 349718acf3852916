import type { OpenAI } from "openai";
import type { WireError } from "../client/wire.js";
import { answerError } from "./answer-error.js";
import { errorFromWire, type FailureContext } from "./from-wire.js";
import { OpenRouterError } from "./openrouter-error.js";
import { redactCause, redactText } from "./redact.js";

/** The SDK's error classes, taken from the SDK once it is loaded. */
export type SdkErrors = Pick<
  typeof OpenAI,
  "APIError" | "APIConnectionError" | "APIConnectionTimeoutError" | "APIUserAbortError"
>;

/** Facts about a failed request that the thrown value does not hold. */
export interface RequestFacts {
  /** The caller's signal: when it is aborted, whatever was thrown is the abort's doing. */
  readonly signal?: AbortSignal | undefined;
  readonly headers?: Headers | undefined;
  readonly provider?: string | undefined;
  readonly generationId?: string | undefined;
  readonly partialText?: string | undefined;
  readonly timeoutMs?: number | undefined;
}

/** Turns whatever the SDK, `fetch` or a stream threw into an {@link OpenRouterError}. */
export function errorFromThrown(
  thrown: unknown,
  sdk: SdkErrors,
  facts: RequestFacts,
  context: FailureContext,
): OpenRouterError {
  if (facts.signal?.aborted === true) return abortError(facts, context, thrown);
  const own = ownErrorWithin(thrown);
  if (own !== undefined) return withFacts(own, facts, context);
  if (thrown instanceof sdk.APIConnectionTimeoutError) {
    return answerError(
      `OpenRouter request timed out: no complete answer within ${facts.timeoutMs ?? "the allowed"} ms ` +
        "(OPENROUTER_TIMEOUT_MS).",
      { kind: "timeout", code: "request_timeout", retryable: true, cause: thrown },
      context,
    );
  }
  if (thrown instanceof sdk.APIUserAbortError) return abortError(facts, context, thrown);
  if (thrown instanceof sdk.APIConnectionError) return connectionError(thrown, facts, context);
  if (thrown instanceof sdk.APIError) {
    return errorFromWire(
      wireErrorOf(thrown.error, thrown.message),
      {
        ...facts,
        httpStatus: thrown.status,
        headers: thrown.headers ?? facts.headers,
        requestId: thrown.requestID ?? undefined,
        cause: redactCause(thrown, context.secrets),
      },
      { ...context, isForeign: thrown.error === undefined },
    );
  }
  if (thrown instanceof SyntaxError) {
    return answerError(
      "OpenRouter sent an answer that is not valid JSON; it may be temporarily unavailable.",
      { kind: "response", code: "malformed_response", retryable: true, ...originOf(facts), cause: thrown },
      context,
    );
  }
  return connectionError(thrown, facts, context);
}

/** An error of the plugin's own with what its thrower could not know; the transport knows no secrets either. */
function withFacts(
  own: OpenRouterError,
  facts: RequestFacts,
  { secrets, model }: FailureContext,
): OpenRouterError {
  const clean = (text: string | undefined) => (text === undefined ? undefined : redactText(text, secrets));
  return new OpenRouterError(redactText(own.message, secrets), {
    ...own,
    model: own.model ?? model,
    provider: own.provider ?? clean(facts.provider),
    requestId: clean(own.requestId),
    generationId: own.generationId ?? clean(facts.generationId),
    partialText: own.partialText ?? clean(facts.partialText),
    cause: own.cause,
  });
}

/** The error of a call that its caller cancelled. */
export function abortError(facts: RequestFacts, context: FailureContext, thrown?: unknown): OpenRouterError {
  const cause: unknown = facts.signal?.reason ?? thrown;
  return answerError(
    "The OpenRouter call was aborted by its caller.",
    { kind: "abort", code: "aborted", retryable: false, ...originOf(facts), cause },
    context,
  );
}

function connectionError(thrown: unknown, facts: RequestFacts, context: FailureContext): OpenRouterError {
  const code = systemCode(thrown);
  return answerError(
    // "temporarily unavailable" is what elizaOS recognises when the system gives no code it knows.
    `OpenRouter connection failed, temporarily unavailable${code === undefined ? "" : ` (${code})`}: ${innermostMessage(thrown)}`,
    {
      kind: "connection",
      code: code ?? "connection_error",
      retryable: true,
      ...originOf(facts),
      cause: thrown,
    },
    context,
  );
}

/** Who was answering when it failed, and what had come. */
function originOf({ provider, generationId, partialText }: RequestFacts) {
  return { provider, generationId, partialText };
}

/** The transport's own errors reach here wrapped by `fetch` and the SDK. */
function ownErrorWithin(thrown: unknown): OpenRouterError | undefined {
  for (const link of causesOf(thrown)) {
    if (OpenRouterError.isInstance(link)) return link;
  }
  return undefined;
}

function systemCode(thrown: unknown): string | undefined {
  for (const link of causesOf(thrown)) {
    if (link instanceof Error && "code" in link && typeof link.code === "string") return link.code;
  }
  return undefined;
}

function innermostMessage(thrown: unknown): string {
  let message = String(thrown);
  for (const link of causesOf(thrown)) if (link instanceof Error) message = link.message;
  return message;
}

function* causesOf(thrown: unknown): Generator<unknown> {
  const deepest = 8;
  let link = thrown;
  for (let depth = 0; depth < deepest && link !== undefined && link !== null; depth += 1) {
    yield link;
    link = link instanceof Error ? link.cause : undefined;
  }
}

/** The `error` member of a body is an object, sometimes a bare text, and missing when the body is no JSON. */
function wireErrorOf(body: unknown, fallbackMessage: string): WireError {
  if (typeof body === "string" && body !== "") return { message: body };
  if (typeof body === "object" && body !== null) return body;
  // The SDK puts the status, which is told already, before a body that is no JSON, and says so when there is none.
  return { message: fallbackMessage.replace(/^\d{3} (?:status code \(no body\)$)?/, "") };
}
