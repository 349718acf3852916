import type { FailureContext } from "./from-wire.js";
import { OpenRouterError, type OpenRouterErrorDetails } from "./openrouter-error.js";
import { redactCause, redactText } from "./redact.js";

/**
 * An error that the plugin itself finds in an answer, or in the lack of one. Everything that it tells may have come
 * over the wire, so everything is redacted.
 */
export function answerError(
  message: string,
  details: Omit<OpenRouterErrorDetails, "model" | "metadata" | "availability">,
  context: FailureContext,
): OpenRouterError {
  const { secrets, model } = context;
  const clean = (text: string | undefined) => (text === undefined ? undefined : redactText(text, secrets));
  return new OpenRouterError(redactText(message, secrets), {
    ...details,
    model,
    provider: clean(details.provider),
    requestId: clean(details.requestId),
    generationId: clean(details.generationId),
    partialText: clean(details.partialText),
    cause: details.cause === undefined ? undefined : redactCause(details.cause, secrets),
  });
}
