/** What a status means, in the words elizaOS looks for when it asks whether a failure is transient. */
const meanings: ReadonlyMap<number, string> = new Map([
  [400, "bad request"],
  [401, "authentication failed"],
  [402, "payment required"],
  [403, "refused"],
  [404, "not found"],
  [408, "request timeout"],
  [409, "conflict, temporarily unavailable"],
  [413, "request too large"],
  [422, "unprocessable request"],
  [429, "rate limit exceeded"],
  [500, "internal server error, temporarily unavailable"],
  [502, "provider failed"],
  [503, "no provider available"],
  [504, "provider timeout"],
  [524, "provider timeout"],
  [529, "provider overloaded"],
]);

export function meaningOfStatus(status: number): string {
  return meanings.get(status) ?? (status >= 500 ? "temporarily unavailable" : "request failed");
}

export function isRetryableStatus(status: number): boolean {
  return status === 408 || status === 409 || status === 429 || status >= 500;
}

/** Providers name an error type in a stream where an HTTP status can no longer be sent. */
const statusOfType: ReadonlyMap<string, number> = new Map([
  ["authentication", 401],
  ["payment_required", 402],
  ["permission_denied", 403],
  ["content_policy_violation", 403],
  ["refusal", 403],
  ["not_found", 404],
  ["payload_too_large", 413],
  ["unprocessable", 422],
  ["rate_limit_exceeded", 429],
  ["server", 500],
  ["provider_unavailable", 503],
  ["timeout", 504],
  ["provider_overloaded", 529],
  ["context_length_exceeded", 400],
  ["max_tokens_exceeded", 400],
  ["token_limit_exceeded", 400],
  ["string_too_long", 400],
  ["invalid_request", 400],
  ["invalid_prompt", 400],
  ["precondition_failed", 400],
]);

/**
 * The status of a failure, from whatever tells it.
 *
 * @param code OpenRouter's numeric code, sometimes as text, or an OpenAI-style name.
 */
export function statusFrom(
  httpStatus: number | undefined,
  code: number | string | null | undefined,
  errorType: string | undefined,
): number | undefined {
  const numeric = typeof code === "string" && /^\d{3}$/.test(code) ? Number(code) : code;
  if (typeof numeric === "number" && numeric >= 400 && numeric <= 599) return numeric;
  if (httpStatus !== undefined && httpStatus >= 300) return httpStatus;
  if (errorType !== undefined && statusOfType.has(errorType)) return statusOfType.get(errorType);
  return typeof numeric === "string" ? statusOfType.get(numeric) : undefined;
}
