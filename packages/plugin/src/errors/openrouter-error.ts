/**
 * What went wrong, from the caller's point of view:
 *
 * - `api`: OpenRouter or the provider behind it reported an error (over HTTP, in a 200 body, or mid-stream);
 * - `connection`: no answer, or the connection broke;
 * - `timeout`: the answer, or the next part of a stream, did not come in time;
 * - `abort`: the caller cancelled;
 * - `response`: an answer came but is not usable (empty, malformed, cut short);
 * - `setting`: a setting is missing or has a value that is not allowed;
 * - `parameter`: the call itself asks for something impossible.
 */
export type OpenRouterErrorKind =
  | "api"
  | "connection"
  | "timeout"
  | "abort"
  | "response"
  | "setting"
  | "parameter";

/** Everything an {@link OpenRouterError} can tell besides its message. */
export interface OpenRouterErrorDetails {
  readonly kind: OpenRouterErrorKind;
  /** HTTP status, or the code OpenRouter put into a 200 answer or a stream. */
  readonly status?: number | undefined;
  /** The machine-readable code: an availability code, a system error such as `ECONNRESET`, or the status. */
  readonly code?: string | number | undefined;
  /** OpenRouter's `metadata.error_type`, for example `context_length_exceeded`. */
  readonly errorType?: string | undefined;
  /** The provider behind OpenRouter that failed, for example `Google`. */
  readonly provider?: string | undefined;
  /** The model that was asked for. */
  readonly model?: string | undefined;
  readonly requestId?: string | undefined;
  /** OpenRouter's generation id (`gen-…`), for its activity page and `GET /generation`. */
  readonly generationId?: string | undefined;
  /** True when the same call may succeed later without any change. */
  readonly retryable: boolean;
  /** How long OpenRouter asks to wait before another try, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
  /** OpenRouter's `error.metadata` with anything secret removed. */
  readonly metadata?: Readonly<Record<string, unknown>> | undefined;
  /** OpenRouter's `error.availability`: why no endpoint could serve the call, and what could. */
  readonly availability?: Readonly<Record<string, unknown>> | undefined;
  /** Text the model had produced before the failure, when there was any. */
  readonly partialText?: string | undefined;
  readonly cause?: unknown;
}

/** Shared by every copy of the package, so that `isInstance` works across the ESM and the CJS bundle. */
const marker: unique symbol = Symbol.for("@elizaos/plugin-openrouter/error");

/**
 * The one error class of this plugin. It does not name itself within: a bundler would give it another name, and the
 * world would see it. Its message holds the status and the words elizaOS looks for when it
 * decides whether a failure is transient; it never holds the API key.
 */
export class OpenRouterError extends Error implements OpenRouterErrorDetails {
  readonly [marker] = true;
  readonly kind: OpenRouterErrorKind;
  readonly status: number | undefined;
  readonly code: string | number | undefined;
  readonly errorType: string | undefined;
  readonly provider: string | undefined;
  readonly model: string | undefined;
  readonly requestId: string | undefined;
  readonly generationId: string | undefined;
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;
  /** `retry-after` in seconds where OpenRouter sent one: elizaOS reads it from here. */
  readonly headers: Readonly<Record<string, string>>;
  readonly metadata: Readonly<Record<string, unknown>> | undefined;
  readonly availability: Readonly<Record<string, unknown>> | undefined;
  readonly partialText: string | undefined;

  constructor(message: string, details: OpenRouterErrorDetails) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    // Callers everywhere recognise a cancellation by this name.
    this.name = details.kind === "abort" ? "AbortError" : "OpenRouterError";
    this.kind = details.kind;
    this.status = details.status;
    this.code = details.code;
    this.errorType = details.errorType;
    this.provider = details.provider;
    this.model = details.model;
    this.requestId = details.requestId;
    this.generationId = details.generationId;
    this.retryable = details.retryable;
    this.retryAfterMs = details.retryAfterMs;
    this.headers =
      details.retryAfterMs === undefined ? {} : { "retry-after": String(details.retryAfterMs / 1000) };
    this.metadata = details.metadata;
    this.availability = details.availability;
    this.partialText = details.partialText;
  }

  /** Recognises errors of this plugin, whichever of its bundles made them. */
  static isInstance(value: unknown): value is OpenRouterError {
    return typeof value === "object" && value !== null && marker in value;
  }
}
