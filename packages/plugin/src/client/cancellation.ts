/** Cancels one call, on the caller's signal or on the plugin's own decision. */
export interface Cancellation {
  readonly signal: AbortSignal;
  abort(reason?: unknown): void;
  /** Lets go of the caller's signal, which may live as long as the process. */
  release(): void;
}

export function linkCancellation(callerSignal: AbortSignal | undefined): Cancellation {
  const controller = new AbortController();
  const follow = () => controller.abort(callerSignal?.reason);
  if (callerSignal?.aborted === true) follow();
  else callerSignal?.addEventListener("abort", follow, { once: true });
  return {
    signal: controller.signal,
    abort: (reason) => controller.abort(reason),
    release: () => callerSignal?.removeEventListener("abort", follow),
  };
}
