import type { WireError } from "../client/wire.js";
import { textOf } from "../client/wire-values.js";
import { type AdviceContext, adviceFor } from "./advice.js";
import { OpenRouterError } from "./openrouter-error.js";
import { reasonOf } from "./reason.js";
import { redactMembers, redactText } from "./redact.js";
import { isRetryableStatus, meaningOfStatus, statusFrom } from "./status.js";

/** What was asked, and what may not be repeated, when a failure is turned into an error. */
export interface FailureContext extends AdviceContext {
  readonly secrets: readonly string[];
}

/** Where the failure came from, besides the error body itself. */
export interface FailureSource {
  readonly httpStatus?: number | undefined;
  readonly headers?: Headers | undefined;
  readonly provider?: string | undefined;
  readonly requestId?: string | undefined;
  readonly generationId?: string | undefined;
  readonly partialText?: string | undefined;
  readonly cause?: unknown;
}

/** An error body, from wherever on the wire, as the error callers see. */
export function errorFromWire(
  body: WireError,
  source: FailureSource,
  context: FailureContext,
): OpenRouterError {
  const { secrets } = context;
  // Before anything is cut or put together: half a key is no longer found.
  const error = redactMembers(body, secrets);
  const clean = (text: string | null | undefined) => (text ? redactText(text, secrets) : undefined);
  const errorType = textOf(error.metadata?.error_type) ?? textOf(error.type);
  const status = statusFrom(source.httpStatus, error.code, errorType);
  const provider = textOf(error.metadata?.provider_name) ?? clean(source.provider);
  const availability = recordOf(error.availability);
  const metadata = recordOf(error.metadata);
  const told = availability?.retryable;
  const isTemporary = status !== undefined && isRetryableStatus(status);
  // OpenRouter's own word on whether another try can help counts more than the status.
  const retryable = typeof told === "boolean" ? told : status === undefined || isTemporary;
  const meaning = status === undefined ? "" : ` ${status} ${meaningOfStatus(status)}`;
  // elizaOS goes by the words, so what the status does not say they have to.
  const head = retryable && !isTemporary ? `${meaning}, temporarily unavailable` : meaning;
  const advice = adviceFor(status, error, context);
  const message =
    `OpenRouter error${head}${provider === undefined ? "" : ` [${provider}]`}: ${endWithStop(reasonOf(error))}` +
    (advice === undefined || advice === "" ? "" : ` ${advice}`);
  return new OpenRouterError(redactText(message, secrets), {
    kind: "api",
    status,
    code: textOf(availability?.code) ?? codeOf(error.code) ?? status,
    errorType,
    provider,
    model: context.model,
    requestId: clean(source.requestId ?? source.headers?.get("x-request-id")),
    generationId: clean(source.generationId ?? source.headers?.get("x-generation-id")),
    retryable,
    retryAfterMs: retryAfterMs(source.headers, availability, metadata),
    metadata,
    availability,
    partialText: clean(source.partialText),
    // Nothing was thrown where the error came with status 200; then it is what OpenRouter sent.
    cause: source.cause ?? error,
  });
}

function codeOf(code: unknown): string | number | undefined {
  return typeof code === "number" ? code : textOf(code);
}

function recordOf(value: Record<string, unknown> | null | undefined): Record<string, unknown> | undefined {
  return typeof value === "object" && value !== null ? value : undefined;
}

function endWithStop(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}

/**
 * `Retry-After-Ms`, which the SDK knows too, is exact; `Retry-After` is seconds or a date; `availability.retry_after`
 * and `metadata.retry_after` are seconds.
 */
function retryAfterMs(
  headers: Headers | undefined,
  availability: Record<string, unknown> | undefined,
  metadata: Record<string, unknown> | undefined,
): number | undefined {
  const exact = Number(headers?.get("retry-after-ms") || Number.NaN);
  if (Number.isFinite(exact)) return Math.max(0, exact);
  const header = headers?.get("retry-after") ?? undefined;
  for (const value of [header, availability?.retry_after, metadata?.retry_after]) {
    if (value === undefined || value === null || value === "") continue;
    const seconds = Number(value);
    if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
    const date = typeof value === "string" ? Date.parse(value) : Number.NaN;
    if (!Number.isNaN(date)) return Math.max(0, date - Date.now());
  }
  return undefined;
}
