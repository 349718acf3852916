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
      body: JSON.stringify({ model: "a/b", messages: [], stream: true }),
      signal: controller.signal,
    });
    expect(response.status).toBe(200);
    controller.abort();
    expect(await sim.requests[0]?.ended).toBe("dropped");
  });

  it("refuses what the official schemas do not know, at any depth, and accepts what they do", async () => {
    const refused = [
      { maxTokens: 5 },
      { max_tokens: "5" },
      { provider: { allowFallbacks: true } },
      { provider: { sort: "price", colour: "red" } },
      { messages: [{ role: "user", content: [{ type: "image_url", imageUrl: { url: "x" } }] }] },
      { transforms: ["middle-out"] },
      { tools: [{ type: "function", function: { name: "a", params: {} } }] },
    ];
    for (const body of refused) {
      expect([JSON.stringify(body), (await chat(body)).status]).toEqual([JSON.stringify(body), 400]);
    }
    expect(sim.violations.length).toBeGreaterThanOrEqual(refused.length);
    const accepted = [
      { max_tokens: 5, provider: { allow_fallbacks: true, max_price: { prompt: "1" } }, models: ["c/d"] },
      {
        response_format: {
          type: "json_schema",
          json_schema: {
            name: "n",
            strict: true,
            schema: { type: "object", properties: { snake_case: {} } },
          },
        },
      },
      {
        messages: [
          {
            role: "assistant",
            content: null,
            tool_calls: [{ id: "1", type: "function", function: { name: "a", arguments: "{}" } }],
          },
          { role: "tool", tool_call_id: "1", content: "ok" },
        ],
        tools: [{ type: "function", function: { name: "a", parameters: { type: "object", some_name: 1 } } }],
      },
    ];
    for (const body of accepted) {
      const answer = await chat(body);
      expect([answer.status, await answer.text()]).toEqual([200, expect.any(String)]);
    }
  });

  it("does not let a script make an answer that OpenRouter could not", async () => {
    sim.next("/chat/completions", { usage: { prompt_tokens: "three" } });
    expect((await chat({})).status).toBe(500);
    expect(sim.violations[0]).toMatch(/impossible chat answer.*prompt_tokens/);
  });

  it.each(["/models?output_modalities=all", "/key"])("answers GET %s", async (path) => {
    const answer = await fetch(`${sim.url}${path}`, { headers: { authorization: "Bearer good" } });
    expect([answer.status, await answer.json()]).toEqual([
      200,
      {
        data: expect.anything(),
        ...(path === "/key" ? {} : { links: expect.anything(), total_count: expect.any(Number) }),
      },
    ]);
  });

  it.each([
    ["/embeddings", { model: "a/b", input: ["x", "y"], dimensions: 256, encoding_format: "base64" }],
    ["/images", { model: "a/b", prompt: "A cat", n: 2 }],
    ["/audio/transcriptions", { model: "a/b", input_audio: { data: "AAAA", format: "wav" } }],
    ["/audio/speech", { model: "a/b", input: "Hi", voice: "alloy", response_format: "mp3" }],
  ])("answers POST %s", async (path, body) => {
    const answer = await fetch(`${sim.url}${path}`, {
      method: "POST",
      headers: { authorization: "Bearer good" },
      body: JSON.stringify(body),
    });
    expect([answer.status, sim.violations]).toEqual([200, []]);
  });
});
