import { OpenRouterError } from "../errors/openrouter-error.js";

export interface RetryOptions {
  readonly maxRetries: number;
  readonly signal: AbortSignal;
  /** Told before each wait. */
  readonly onRetry?: (error: OpenRouterError, waitMs: number) => void;
}

const firstWaitMs = 500;
const longestBackoffMs = 8_000;

/** Asked to wait longer than this, a call fails at once: whoever waits for it has better uses for a minute. */
const longestRequestedWaitMs = 60_000;

/** The tries one call has left. elizaOS repeats failed calls too, so there are few. */
export class RetryBudget {
  readonly #options: RetryOptions;
  #used = 0;

  constructor(options: RetryOptions) {
    this.#options = options;
  }

  /**
   * Waits as long as OpenRouter asks, else twice as long each time.
   *
   * @returns false when the error is not worth another try, none is left, or the caller has aborted.
   */
  async allowsAnother(error: unknown): Promise<boolean> {
    if (this.#used >= this.#options.maxRetries || !isWorthRepeating(error)) return false;
    const waitMs = error.retryAfterMs ?? backoffMs(this.#used);
    this.#used += 1;
    this.#options.onRetry?.(error, waitMs);
    await sleep(waitMs, this.#options.signal);
    return !this.#options.signal.aborted;
  }
}

/**
 * Runs an attempt until it succeeds or the budget refuses another try.
 *
 * @throws whatever the last attempt threw.
 */
export async function withRetries<Result>(
  attempt: () => Promise<Result>,
  budget: RetryBudget,
): Promise<Result> {
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (!(await budget.allowsAnother(error))) throw error;
    }
  }
}

function isWorthRepeating(error: unknown): error is OpenRouterError {
  return (
    OpenRouterError.isInstance(error) &&
    error.retryable &&
    // An empty or malformed answer was generated, and perhaps paid for: the caller decides about another.
    error.kind !== "response" &&
    (error.retryAfterMs ?? 0) <= longestRequestedWaitMs
  );
}

/** Up to a quarter less than the full wait, so that agents that failed together do not return together. */
function backoffMs(retry: number): number {
  return Math.min(firstWaitMs * 2 ** retry, longestBackoffMs) * (1 - Math.random() / 4);
}

/** Ends early, without an error, when the signal aborts. */
function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const finish = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", finish);
      resolve();
    };
    const timer = setTimeout(finish, ms);
    signal.addEventListener("abort", finish, { once: true });
    if (signal.aborted) finish();
  });
}
