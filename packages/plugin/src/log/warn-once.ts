import type { IAgentRuntime } from "@elizaos/core";

const warned = new WeakMap<IAgentRuntime, Set<string>>();

/** Logs a warning the first time a runtime has reason for it: settings are read at every call. */
export function warnOnce(runtime: IAgentRuntime, message: string): void {
  const seen = warned.get(runtime) ?? new Set();
  if (seen.has(message)) return;
  warned.set(runtime, seen.add(message));
  runtime.logger.warn(`OpenRouter: ${message}`);
}
