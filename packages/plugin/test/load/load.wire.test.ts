import process from "node:process";
import type { Behaviour } from "openrouter-sim";
import { describe, expect, it, vi } from "vitest";
import { OpenRouterError } from "../../src/index.node.js";
import { startAgent } from "../support/agent.js";
import { heapAfterCollection } from "../support/heap.js";
import { collect } from "../support/outcomes.js";
import { chat, startSim } from "../support/sim.js";

const sim = await startSim();
const settings = {
  OPENROUTER_SMALL_MODEL: "test/model",
  OPENROUTER_MAX_RETRIES: 1,
  // Far beyond what a busy machine takes; only the streams that are made to hang wait for theirs.
  OPENROUTER_TIMEOUT_MS: 60_000,
  OPENROUTER_STREAM_IDLE_TIMEOUT_MS: 5_000,
};

const error = (status: number): Behaviour => ({
  fault: "error",
  status,
  error: { code: status, message: "Injected" },
});

const callFaults: Behaviour[] = [
  error(402),
  error(429),
  error(500),
  error(529),
  { fault: "reset" },
  { fault: "reset-body" },
  { fault: "error-in-200", error: { code: 502, message: "Injected" } },
  { text: "half", choiceError: { code: 502, message: "Injected" } },
  { text: "" },
  { fault: "raw", body: "{broken" },
];

const streamFaults: Behaviour[] = [
  error(503),
  { fault: "reset" },
  { pieces: ["half "], ending: "cut" },
  { pieces: ["half "], ending: "reset" },
  { pieces: ["half "], ending: { error: { code: 502, message: "Injected" } } },
  { pieces: [], ending: { error: { code: 502, message: "Injected" } } },
  { pieces: ["half "], ending: "hang" },
];

/** Every twentieth request meets the next fault. */
function injecting(faults: readonly Behaviour[]) {
  let count = 0;
  return () => {
    count += 1;
    return count % 20 === 0 ? faults[(count / 20) % faults.length] : undefined;
  };
}

/** Right, wrong in the right way, or neither. */
async function outcomeOf(call: Promise<string>, expected: string): Promise<"answer" | "error" | string> {
  try {
    const text = await call;
    return text === expected ? "answer" : `wrong answer ${JSON.stringify(text)}`;
  } catch (thrown) {
    return OpenRouterError.isInstance(thrown) ? "error" : `wrong error ${String(thrown)}`;
  }
}

function tally(outcomes: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const outcome of outcomes) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}

function activeTimers(): number {
  return process.getActiveResourcesInfo().filter((resource) => resource === "Timeout").length;
}

describe("with one request in twenty failing", () => {
  it("every one of 1,000 concurrent calls and 200 streams ends rightly, and nothing is left over", async () => {
    const agent = await startAgent(sim, { settings });
    await agent.text({ prompt: "warm up" });
    const heapBefore = heapAfterCollection();
    const timersBefore = activeTimers();

    sim.always(chat, injecting(callFaults));
    const calls = await Promise.all(
      Array.from({ length: 1_000 }, (_, index) =>
        outcomeOf(agent.text({ prompt: `call ${index}` }), `You said: call ${index}`),
      ),
    );
    expect(Object.keys(tally(calls)).sort()).toEqual(["answer", "error"]);
    expect(tally(calls).answer).toBeGreaterThan(900);

    sim.always(chat, injecting(streamFaults));
    const streams = await Promise.all(
      Array.from({ length: 200 }, (_, index) => {
        const read = async () => {
          const result = await agent.stream({ prompt: `stream ${index}` });
          return (await collect(result.textStream)).join("");
        };
        return outcomeOf(read(), `You said: stream ${index}`);
      }),
    );
    expect(Object.keys(tally(streams)).sort()).toEqual(["answer", "error"]);
    expect(tally(streams).answer).toBeGreaterThan(170);

    // Idle connections are kept for a few seconds, in case there is more to ask.
    await vi.waitFor(async () => expect(await sim.openConnections()).toBe(0), {
      timeout: 15_000,
      interval: 200,
    });
    sim.reset();
    agent.uses.length = 0;
    expect(activeTimers()).toBeLessThanOrEqual(timersBefore + 5);
    expect(heapAfterCollection() - heapBefore).toBeLessThan(30_000_000);
  }, 120_000);
});
