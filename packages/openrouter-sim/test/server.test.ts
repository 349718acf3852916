import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type OpenRouterSim, startOpenRouterSim } from "../src/index.js";

let sim: OpenRouterSim;

beforeAll(async () => {
  sim = await startOpenRouterSim({ keys: ["good"] });
});
beforeEach(() => sim.reset());
afterAll(() => sim.close());

function chat(body: object, key = "good"): Promise<Response> {
  return fetch(`${sim.url}/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify({ model: "a/b", messages: [{ role: "user", content: "Hi" }], ...body }),
  });
}

describe("the embedded OpenRouter", () => {
  it("answers and records", async () => {
    const answer = await (await chat({})).json();
    expect(answer).toMatchObject({
      model: "a/b",
      choices: [{ message: { content: "You said: Hi" }, finish_reason: "stop" }],
      usage: { cost: expect.any(Number) },
    });
    expect(sim.requestsTo("/chat/completions")[0]?.body).toMatchObject({ model: "a/b" });
  });

  it("streams with keep-alive comments, the usage once and last, and [DONE]", async () => {
    sim.next("/chat/completions", { pieces: ["a", "b"], keepAlives: { count: 2, everyMs: 1 } });
    const lines = (await (await chat({ stream: true })).text()).split("\n").filter((line) => line !== "");
    expect(lines.filter((line) => line === ": OPENROUTER PROCESSING")).toHaveLength(2);
    expect(lines.at(-1)).toBe("data: [DONE]");
    const withUsage = lines.filter((line) => line.includes('"usage"'));
    expect(withUsage).toEqual([lines.at(-2)]);
    expect(withUsage[0]).toContain('"choices":[]');
  });

  it("refuses unknown keys and unknown routes", async () => {
    expect((await chat({}, "bad")).status).toBe(401);
    expect((await fetch(`${sim.url}/nowhere`)).status).toBe(404);
  });

  it("plays scripted faults", async () => {
    sim.next(
      "/chat/completions",
      { fault: "error", status: 429, error: { code: 429, message: "Slow" }, headers: { "retry-after": "1" } },
      { fault: "reset" },
    );
    const limited = await chat({});
    expect([limited.status, limited.headers.get("retry-after")]).toEqual([429, "1"]);
    await expect(chat({})).rejects.toThrow("fetch failed");
  });

  it("tells when a client leaves before the end", async () => {
    sim.next("/chat/completions", { pieces: ["a"], ending: "hang" });
    const controller = new AbortController();
    const response = await fetch(`${sim.url}/chat/completions`, {
      method: "POST",
      headers: { authorization: "Bearer good" },
      body: JSON.stringify({ stream: true }),
      signal: controller.signal,
    });
    expect(response.status).toBe(200);
    controller.abort();
    expect(await sim.requests[0]?.ended).toBe("dropped");
  });
});
