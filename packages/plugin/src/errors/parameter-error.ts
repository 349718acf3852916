import { OpenRouterError } from "./openrouter-error.js";

/** The call asks for something that cannot be sent. */
export function parameterError(parameter: string, problem: string, cause?: unknown): OpenRouterError {
  return new OpenRouterError(`${parameter} is not usable: ${problem}.`, {
    kind: "parameter",
    code: "invalid_parameter",
    retryable: false,
    cause,
  });
}
