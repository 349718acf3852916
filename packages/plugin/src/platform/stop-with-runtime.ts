import type { IAgentRuntime } from "@elizaos/core";

const serviceType = "openrouter_files";

const watched = new WeakSet<IAgentRuntime>();

/**
 * Has something done when a runtime stops. A stopping runtime calls nothing of a plugin but the services that it
 * has started, so this is one. It is registered only once there is something to do, and after the runtime is up:
 * a runtime that is stopped before waits for services that are still to start, for ever.
 */
export function whenStopped(runtime: IAgentRuntime, stop: () => Promise<void>): void {
  if (watched.has(runtime)) return;
  watched.add(runtime);
  // Core's class of services cannot be extended here: the CJS bundle cannot load core, which is ESM only.
  const service = { stop, capabilityDescription: "Deletes temporary images when the agent stops." };
  const definition = { name: "OpenRouterFiles", serviceType, start: async () => service };
  const register = async () => {
    await runtime.initPromise;
    await Reflect.apply(runtime.registerService, runtime, [definition]);
    await runtime.getServiceLoadPromise(serviceType);
  };
  register().catch((error: unknown) => {
    runtime.logger.debug(`OpenRouter: temporary images stay until the process ends: ${String(error)}`);
  });
}
