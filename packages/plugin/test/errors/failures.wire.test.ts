import { createServer } from "node:http";
import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { OpenRouterError } from "../../src/index.node.js";
import { startAgent, testKey } from "../support/agent.js";
import { rejectionOf } from "../support/outcomes.js";
import { chat, startSim } from "../support/sim.js";

/** What core 2.0.0-alpha.537 looks for in a message to call a failure transient. */
const transient =
  /rate limit|too many requests|temporarily unavailable|overloaded|econnreset|econnrefused|etimedout|timeout|timed out|502|503|504/i;
/** A model somebody chose: no successor steps in for it. */
const chosen = { OPENROUTER_SMALL_MODEL: "test/model" };
const noRetries = { ...chosen, OPENROUTER_MAX_RETRIES: 0 };
const sim = await startSim();

describe("an HTTP error", () => {
  it.each([
    [400, false],
    [401, false],
    [402, false],
    [403, false],
    [404, false],
    [408, true],
    [409, true],
    [413, false],
    [422, false],
    [429, true],
    [500, true],
    [502, true],
    [503, true],
    [504, true],
    [524, true],
    [529, true],
  ])("%i is typed, and retryable: %s", async (status, retryable) => {
    const agent = await startAgent(sim, { settings: noRetries });
    sim.next(chat, {
      fault: "error",
      status,
      error: {
        code: status,
        message: "Provider returned error",
        metadata: { provider_name: "Google", raw: "the reason" },
      },
      headers: { "x-request-id": "req-1", "x-generation-id": "gen-1" },
    });
    const error = await rejectionOf(agent.text({ prompt: "Hi" }));
    expect(OpenRouterError.isInstance(error)).toBe(true);
    expect(error).toMatchObject({
      kind: "api",
      status,
      retryable,
      provider: "Google",
      requestId: "req-1",
      generationId: "gen-1",
      model: "test/model",
    });
    expect(error.message).toContain("the reason");
    expect(error.message).toContain("[Google]");
    expect(transient.test(error.message)).toBe(retryable);
  });

  it.each([
    [401, /OPENROUTER_API_KEY/],
    [402, /OPENROUTER_API_KEY.*credits.*maxTokens/],
    [403, /OPENROUTER_API_KEY/],
    [404, /OPENROUTER_SMALL_MODEL.*OPENROUTER_PROVIDER_PREFERENCES/],
  ])("%i says what to do, whatever OpenRouter's own hint", async (status, advice) => {
    const agent = await startAgent(sim, { settings: chosen });
    const failing = { code: status, message: "No." };
    const hinted = { ...failing, metadata: { remedy_hint: "Ask the owner" } };
    for (const error of [failing, hinted]) {
      sim.next(chat, { fault: "error", status, error });
      const { message } = await rejectionOf(agent.text({ prompt: "Hi" }));
      expect(message).toMatch(advice);
      if (error === hinted) expect(message).toContain("Ask the owner.");
    }
  });

  it("names the constraint that left no endpoint", async () => {
    const agent = await startAgent(sim, { settings: chosen });
    const availability = {
      code: "privacy_restricted",
      retryable: false,
      constraint: "data_collection",
      excluded_by: ["zdr"],
      fallback_models: ["a/b"],
    };
    sim.next(chat, {
      fault: "error",
      status: 404,
      error: { code: 404, message: "No endpoints found", availability },
    });
    const error = await rejectionOf(agent.text({ prompt: "Hi" }));
    expect(error).toMatchObject({ code: "privacy_restricted", availability });
    expect(error.message).toMatch(/data_collection.*zdr.*a\/b/);
  });

  it.each([
    ["text", "quota of the day is used up"],
    ["JSON text", JSON.stringify({ error: { message: "quota of the day is used up" } })],
    ["an object", { error: { message: "quota of the day is used up" } }],
  ])("tells the provider's reason from metadata.raw as %s", async (_, raw) => {
    const agent = await startAgent(sim, { settings: noRetries });
    sim.next(chat, {
      fault: "error",
      status: 429,
      error: { code: 429, message: "Provider returned error", metadata: { raw } },
    });
    const error = await rejectionOf(agent.text({ prompt: "Hi" }));
    expect(error.message).toBe("OpenRouter error 429 rate limit exceeded: quota of the day is used up.");
  });

  it("tells which rules a refused input broke", async () => {
    const agent = await startAgent(sim, { settings: chosen });
    const metadata = { reasons: ["violence"], flagged_input: "kill", provider_name: "OpenAI" };
    sim.next(chat, {
      fault: "error",
      status: 403,
      error: { code: 403, message: "Input was flagged", metadata },
    });
    const error = await rejectionOf(agent.text({ prompt: "Hi" }));
    expect(error.message).toMatch(/moderation: violence, flagged input: "kill"/);
    expect(error).toMatchObject({ metadata });
  });

  it.each([
    ["a web page", "text/html", "<html><head><title>Bad gateway</title></head><body><hr></body></html>"],
    ["a web page without a title", "text/html", "<body><h1>Bad</h1>\n<p>gateway</p></body>"],
    ["text", "text/plain", "Bad gateway"],
    ["a gateway's JSON", "application/json", '{"message":"Bad gateway"}'],
    ["a framework's JSON", "application/json", '{"detail":"Bad gateway"}'],
  ])("tells the reason from %s", async (_, contentType, body) => {
    const agent = await startAgent(sim, { settings: noRetries });
    sim.next(chat, { fault: "raw", status: 502, contentType, body });
    const error = await rejectionOf(agent.text({ prompt: "Hi" }));
    expect(error).toMatchObject({ kind: "api", status: 502, retryable: true });
    expect(error.message).toBe("OpenRouter error 502 provider failed: Bad gateway.");
  });

  it.each([404, 405])("%i from something that is not OpenRouter points to the address", async (status) => {
    const agent = await startAgent(sim, { settings: chosen });
    sim.next(chat, { fault: "raw", status, contentType: "text/html", body: "<title>Not here</title><html>" });
    const { message } = await rejectionOf(agent.text({ prompt: "Hi" }));
    expect(message).toMatch(/Not here\. .*OPENROUTER_BASE_URL/);
    expect(message).not.toMatch(/OPENROUTER_SMALL_MODEL/);
  });

  it("names the constraint whatever the status", async () => {
    const agent = await startAgent(sim, { settings: noRetries });
    const availability = { code: "constraint_filtered", retryable: false, constraint: "zdr" };
    sim.next(chat, {
      fault: "error",
      status: 503,
      error: { code: 503, message: "No provider", availability },
    });
    expect((await rejectionOf(agent.text({ prompt: "Hi" }))).message).toContain("Constraint: zdr.");
  });
});

describe("an answer with status 200", () => {
  it.each([
    [
      "{error} in the body",
      { fault: "error-in-200" as const, error: { code: 502, message: "Upstream died" } },
    ],
    ["an error in the choice", { text: "partial", choiceError: { code: 502, message: "Upstream died" } }],
  ])("with %s is a failure", async (_, behaviour) => {
    const agent = await startAgent(sim, { settings: noRetries });
    sim.next(chat, behaviour);
    const error = await rejectionOf(agent.text({ prompt: "Hi" }));
    expect(error).toMatchObject({ kind: "api", status: 502, retryable: true });
    expect(error.message).toContain("Upstream died");
    expect(error.cause).toMatchObject({ code: 502, message: "Upstream died" });
  });

  it.each([
    ["a provider that stopped without a word", { text: "par", finishReason: "error" }, 502],
    [
      "an error without a status",
      { fault: "error-in-200" as const, error: { code: 0, message: "Oops" } },
      undefined,
    ],
    ["broken JSON", { fault: "raw" as const, body: "{broken" }, undefined],
    ["no object", { fault: "raw" as const, body: "[]" }, undefined],
    ["nothing", { text: "" }, undefined],
  ])("with %s is told in words that core takes for temporary", async (_, behaviour, status) => {
    const agent = await startAgent(sim, { settings: noRetries });
    sim.next(chat, behaviour);
    const error = await rejectionOf(agent.text({ prompt: "Hi" }));
    expect(error).toMatchObject({ retryable: true, status });
    expect(error.message).toMatch(transient);
  });

  it.each([
    ["nothing", { text: "" }, "empty_response", true],
    ["reasoning only", { text: "", reasoning: "Hmm." }, "empty_response", true],
    ["a used up limit", { text: "", finishReason: "length" }, "empty_response", false],
    ["a refusal", { text: "", refusal: "I cannot." }, "refusal", false],
    ["a filter", { text: "", finishReason: "content_filter" }, "content_filter", false],
  ])("that is empty for %s is a failure, streamed or not", async (_, behaviour, code, retryable) => {
    const agent = await startAgent(sim, { settings: chosen });
    sim.always(chat, behaviour);
    const expected = { kind: "response", code, retryable };
    expect(await rejectionOf(agent.text({ prompt: "Hi" }))).toMatchObject(expected);
    const streamed = await agent.stream({ prompt: "Hi" });
    expect(await rejectionOf(streamed.text)).toMatchObject(expected);
  });
});

describe("a connection", () => {
  it.each([200, 500])("that falls silent within an answer of status %i ends", async (status) => {
    const agent = await startAgent(sim, { settings: { ...noRetries, OPENROUTER_TIMEOUT_MS: 200 } });
    sim.next(chat, { fault: "hang-body", status });
    expect(await rejectionOf(agent.text({ prompt: "Hi" }))).toMatchObject({ retryable: true });
    expect(await sim.requestsTo(chat)[0]?.ended).toBe("dropped");
  });

  it("that trickles ends when its time is over", async () => {
    const agent = await startAgent(sim, { settings: { ...noRetries, OPENROUTER_TIMEOUT_MS: 300 } });
    const server = createServer((_, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      const trickle = setInterval(() => response.write(" "), 50);
      response.on("close", () => clearInterval(trickle));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = typeof address === "object" ? address?.port : undefined;
    agent.runtime.setSetting("OPENROUTER_BASE_URL", `http://127.0.0.1:${port}`);
    expect(await rejectionOf(agent.text({ prompt: "Hi" }))).toMatchObject({ kind: "timeout" });
    await new Promise((resolve) => server.close(resolve));
  });
});

describe("the key", () => {
  it("appears in no part of an error, even when the provider repeats it", async () => {
    const agent = await startAgent(sim, { settings: chosen });
    sim.next(chat, {
      fault: "error",
      status: 401,
      error: {
        code: `Bearer ${testKey}`,
        // Long enough to be cut in the middle of the key.
        message: `Incorrect key ${testKey} ${"x".repeat(560)}${testKey}`,
        metadata: {
          raw: `key ${testKey}`,
          headers: [`Bearer ${testKey}`],
          provider_name: testKey,
          [testKey]: true,
        },
      },
      headers: { "x-request-id": testKey, "x-generation-id": testKey },
    });
    const error = await rejectionOf(agent.text({ prompt: "Hi" }));
    for (const text of [
      inspect(error, { depth: 10, showHidden: true }),
      JSON.stringify(error),
      error.stack,
    ]) {
      expect(text).not.toContain(testKey.slice(0, 16));
    }
  });

  it("is asked for by name when it is missing", async () => {
    const agent = await startAgent(sim, { key: false });
    const error = await rejectionOf(agent.text({ prompt: "Hi" }));
    expect(error).toMatchObject({ kind: "setting", setting: "OPENROUTER_API_KEY", retryable: false });
    expect(sim.requestsTo(chat)).toEqual([]);
  });
});
