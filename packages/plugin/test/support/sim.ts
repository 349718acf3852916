import { type OpenRouterSim, type SimOptions, startOpenRouterSim } from "openrouter-sim";
import { afterAll, afterEach, expect } from "vitest";

export const chat = "/chat/completions";

/** An embedded OpenRouter for one test file; a request it finds fault with fails the test that made it. */
export async function startSim(options?: SimOptions): Promise<OpenRouterSim> {
  const sim = await startOpenRouterSim(options);
  afterEach(() => {
    const violations = [...sim.violations];
    sim.reset();
    expect(violations).toEqual([]);
  });
  afterAll(() => sim.close());
  return sim;
}
