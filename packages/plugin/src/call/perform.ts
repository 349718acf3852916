import { withRetries } from "../client/retry.js";
import { abortError } from "../errors/from-thrown.js";
import { OpenRouterError } from "../errors/openrouter-error.js";
import type { ModelCall } from "./model-call.js";
import type { Recovery } from "./recoveries.js";

/**
 * Sends a body until it is answered: the same again after temporary failures, and changed by each recovery at
 * most once.
 *
 * @throws OpenRouterError when nothing helps; the failure of the last try.
 */
export async function perform<Body, Result>(
  call: ModelCall,
  body: Body,
  recoveries: readonly Recovery<Body>[],
  attempt: (body: Body) => Promise<Result>,
): Promise<Result> {
  const unused = new Set(recoveries);
  let current = body;
  for (;;) {
    try {
      return await withRetries(() => attempt(current), call.budget);
    } catch (error) {
      throwIfAborted(call);
      const changed = recover(error, current, unused, call);
      if (changed === undefined) throw error;
      current = changed;
    }
  }
}

/** A call that is aborted while it waits for another try ends as aborted, not with what it waited for. */
export function throwIfAborted(call: ModelCall): void {
  const { signal } = call.cancellation;
  if (signal.aborted) throw abortError({ signal }, call.context);
}

/**
 * The body as the first recovery that can changes it; that one is used up then.
 *
 * @returns `undefined` when none has an idea, or the caller has aborted.
 */
export function recover<Body>(
  error: unknown,
  body: Body,
  unused: Set<Recovery<Body>>,
  call: ModelCall,
): Body | undefined {
  if (!OpenRouterError.isInstance(error) || call.cancellation.signal.aborted) return undefined;
  for (const recovery of unused) {
    const changed = recovery(error, body, call);
    if (changed === undefined) continue;
    unused.delete(recovery);
    return changed;
  }
  return undefined;
}
