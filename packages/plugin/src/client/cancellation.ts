import { parameterError } from "../errors/parameter-error.js";

/** Cancels one call, on the caller's signal or on the plugin's own decision. */
export interface Cancellation {
  readonly signal: AbortSignal;
  abort(reason?: unknown): void;
  /** Lets go of the caller's signal, which may live as long as the process. */
  release(): void;
}

/** @throws OpenRouterError of kind `parameter` for what is no signal: an abort that nobody hears is none. */
export function linkCancellation(callerSignal: AbortSignal | null | undefined): Cancellation {
  if (callerSignal && typeof callerSignal.addEventListener !== "function") {
    throw parameterError("signal", "it is no AbortSignal");
  }
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
