import process from "node:process";
import type { OpenRouterSim } from "openrouter-sim";

/** Where an example's agent talks to, as character settings and secrets. */
export interface Connection {
  readonly settings: Record<string, string>;
  readonly secrets: Record<string, string>;
  close(): Promise<void>;
}

/**
 * OpenRouter itself when `OPENROUTER_API_KEY` is set, else a server inside this process that plays it.
 *
 * @param script prepares the embedded server for what the example will ask.
 */
export async function connect(script?: (sim: OpenRouterSim) => void): Promise<Connection> {
  const key = process.env.OPENROUTER_API_KEY;
  if (key) {
    console.log("Talking to OpenRouter.\n");
    return { settings: {}, secrets: { OPENROUTER_API_KEY: key }, close: async () => undefined };
  }
  console.log("OPENROUTER_API_KEY is not set: an embedded server answers in OpenRouter's place.\n");
  const { startOpenRouterSim } = await import("openrouter-sim");
  const sim = await startOpenRouterSim();
  script?.(sim);
  return {
    settings: { OPENROUTER_BASE_URL: sim.url },
    secrets: { OPENROUTER_API_KEY: "sk-or-v1-for-the-embedded-server" },
    close: () => sim.close(),
  };
}
