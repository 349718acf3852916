import type { Behaviour } from "openrouter-sim";
import { describe, expect, it } from "vitest";
import { startAgent } from "../support/agent.js";
import { rejectionOf } from "../support/outcomes.js";
import { chat, startSim } from "../support/sim.js";

/** A model somebody chose: no successor steps in for it. */
const chosen = { OPENROUTER_SMALL_MODEL: "test/model" };
const sim = await startSim();

describe("another try", () => {
  it("follows temporary failures, as long as the budget lasts", async () => {
    const agent = await startAgent(sim, { settings: { ...chosen, OPENROUTER_MAX_RETRIES: 1 } });
    const overloaded = { fault: "error" as const, status: 529, error: { code: 529, message: "Overloaded" } };
    sim.next(chat, overloaded, { text: "fine" }, overloaded, overloaded, { text: "too late" });
    expect(await agent.text({ prompt: "Hi" })).toBe("fine");
    expect(await rejectionOf(agent.text({ prompt: "Hi" }))).toMatchObject({ status: 529 });
    expect(sim.requestsTo(chat)).toHaveLength(4);
  });

  it.each([
    ["seconds", () => ({ "retry-after": "1" }), 950],
    ["a date", () => ({ "retry-after": new Date(Date.now() + 2_000).toUTCString() }), 950],
    ["milliseconds, which are exact", () => ({ "retry-after-ms": "700", "retry-after": "3600" }), 650],
  ])("waits as long as OpenRouter asks, in %s", async (_, headers, atLeastMs) => {
    const agent = await startAgent(sim, { settings: chosen });
    const error = { code: 429, message: "Slow down" };
    sim.next(chat, { fault: "error", status: 429, error, headers: headers() }, { text: "fine" });
    const start = performance.now();
    expect(await agent.text({ prompt: "Hi" })).toBe("fine");
    expect(performance.now() - start).toBeGreaterThan(atLeastMs);
  });

  it("is not waited for once the caller aborts", async () => {
    const agent = await startAgent(sim, { settings: chosen });
    const controller = new AbortController();
    // Told when the wait begins.
    agent.runtime.logger.debug = (message: unknown) => {
      if (/Trying again in/.test(String(message))) controller.abort();
    };
    sim.always(chat, {
      fault: "error",
      status: 429,
      error: { code: 429, message: "Slow down" },
      headers: { "retry-after": "30" },
    });
    const call = agent.text({ prompt: "Hi", signal: controller.signal });
    expect(await rejectionOf(call)).toMatchObject({ name: "AbortError", kind: "abort" });
    expect(sim.requestsTo(chat)).toHaveLength(1);
  });

  it.each<[string, Behaviour]>([
    ["empty", { text: "" }],
    ["malformed", { fault: "raw", body: "[]" }],
  ])("does not follow an answer that is %s, and perhaps paid for", async (_, answer) => {
    const agent = await startAgent(sim, { settings: chosen });
    sim.next(chat, answer, { text: "once more" });
    expect(await rejectionOf(agent.text({ prompt: "Hi" }))).toMatchObject({
      kind: "response",
      retryable: true,
    });
    expect(sim.requestsTo(chat)).toHaveLength(1);
  });

  it("with the successor of a default is made once, also where the stream itself refuses it", async () => {
    const agent = await startAgent(sim);
    const gone = { code: 404, message: "No endpoints found" };
    sim.next(chat, { fault: "error", status: 404, error: gone }, { pieces: [], ending: { error: gone } });
    const { text } = await agent.stream({ prompt: "Hi" });
    expect(await rejectionOf(text)).toMatchObject({ status: 404 });
    expect(sim.requestsTo(chat)).toHaveLength(2);
  });

  it("goes by what OpenRouter knows of the model's availability", async () => {
    const agent = await startAgent(sim, { settings: chosen });
    const capacity = { code: "capacity_exhausted", retryable: true, retry_after: 0.05 };
    const region = { code: "region_restricted", retryable: false };
    const failing = (status: number, availability: object): Behaviour => ({
      fault: "error",
      status,
      error: { code: status, message: "Not now", availability: { ...availability } },
    });
    // A status that is not repeated as a rule, and one that is.
    sim.next(chat, failing(404, capacity), { text: "fine" }, failing(503, region), { text: "too late" });
    expect(await agent.text({ prompt: "Hi" })).toBe("fine");
    expect(await rejectionOf(agent.text({ prompt: "Hi" }))).toMatchObject({ status: 503, retryable: false });
    expect(sim.requestsTo(chat)).toHaveLength(3);
  });

  it("does not wait for minutes, but says how long it would take", async () => {
    const agent = await startAgent(sim, { settings: chosen });
    sim.next(chat, {
      fault: "error",
      status: 429,
      error: { code: 429, message: "Slow down" },
      headers: { "retry-after": "3600" },
    });
    const error = await rejectionOf(agent.text({ prompt: "Hi" }));
    expect(error).toMatchObject({ retryAfterMs: 3_600_000, headers: { "retry-after": "3600" } });
    expect(sim.requestsTo(chat)).toHaveLength(1);
  });
});
