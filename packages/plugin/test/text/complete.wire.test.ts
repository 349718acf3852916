import { describe, expect, it } from "vitest";
import { startAgent, testKey } from "../support/agent.js";
import { cores } from "../support/cores.js";
import { rejectionOf } from "../support/outcomes.js";
import { chat, startSim } from "../support/sim.js";

/** Settings under which the plugin adds nothing of its own to a request. */
const plain = { OPENROUTER_SMALL_MODEL: "test/model", OPENROUTER_SESSION_STICKINESS: false };
const sim = await startSim({ keys: [testKey] });

describe.each(cores)("a text call on core $version", (core) => {
  it("answers with the model's text", async () => {
    const agent = await startAgent(sim, { core });
    sim.next(chat, { text: "Hello there." });
    expect(await agent.text({ prompt: "Hi" })).toBe("Hello there.");
    expect(sim.requestsTo(chat)).toHaveLength(1);
  });

  it("streams when a chunk callback is given", async () => {
    const agent = await startAgent(sim, { core });
    sim.next(chat, { pieces: ["Hel", "lo ", "there."] });
    const chunks: string[] = [];
    const text = await agent.use("TEXT_LARGE", {
      prompt: "Hi",
      onStreamChunk: (chunk: string) => {
        chunks.push(chunk);
      },
    });
    expect(text).toBe("Hello there.");
    expect(chunks).toEqual(["Hel", "lo ", "there."]);
  });

  it("reports its use", async () => {
    const agent = await startAgent(sim, { core });
    sim.next(chat, {
      text: "Hello.",
      provider: "Google",
      model: "google/gemini-2.0-flash-001:resolved",
      id: "gen-1",
      usage: {
        prompt_tokens: 10,
        completion_tokens: 5,
        total_tokens: 15,
        cost: 0.0021,
        is_byok: true,
        cost_details: { upstream_inference_cost: 0.02 },
        prompt_tokens_details: { cached_tokens: 4, cache_write_tokens: 3 },
        completion_tokens_details: { reasoning_tokens: 2 },
      },
    });
    await agent.text({ prompt: "Hi" });
    expect(agent.uses).toHaveLength(1);
    expect(agent.uses[0]).toMatchObject({
      type: "TEXT_SMALL",
      source: "openrouter",
      provider: "openrouter",
      upstreamProvider: "Google",
      requestedModel: "google/gemini-2.0-flash-001",
      model: "google/gemini-2.0-flash-001:resolved",
      generationId: "gen-1",
      tokens: { prompt: 10, completion: 5, total: 15, cached: 4, cacheWrite: 3, reasoning: 2 },
      cost: 0.0021,
      upstreamCost: 0.02,
      isByok: true,
      finishReason: "stop",
      streamed: false,
    });
    expect(agent.uses[0]?.latencyMs).toBeGreaterThan(0);
  });
});

describe("the request", () => {
  it("goes to the default models with the key, and holds nothing that was not asked for", async () => {
    const agent = await startAgent(sim);
    await agent.text({ prompt: "Hi" });
    await agent.text({ prompt: "Hi" }, "TEXT_LARGE");
    const [small, large] = sim.requestsTo(chat);
    expect(small?.headers.authorization).toBe(`Bearer ${testKey}`);
    expect(small?.body).toEqual({
      model: "google/gemini-2.0-flash-001",
      // A default travels with its successor; see the tests of routing.
      models: ["google/gemini-2.5-flash-lite"],
      messages: [{ role: "user", content: "Hi" }],
      session_id: `elizaos:${agent.runtime.agentId}`,
      // Core's own doing: the character's name.
      user: "Tester",
    });
    expect(large?.body).toEqual({
      model: "google/gemini-2.5-flash",
      models: ["~google/gemini-flash-latest"],
      messages: [{ role: "user", content: "Hi" }],
      session_id: `elizaos:${agent.runtime.agentId}`,
      user: "Tester",
    });
  });

  it("carries every sampling parameter core knows, the system prompt and stop sequences", async () => {
    const agent = await startAgent(sim, { system: "You are terse.", settings: plain });
    await agent.text({
      prompt: "Hi",
      maxTokens: 100,
      temperature: 0,
      topP: 0.9,
      topK: 40,
      minP: 0.1,
      seed: 7,
      repetitionPenalty: 1.1,
      frequencyPenalty: 0.2,
      presencePenalty: 0.3,
      stopSequences: ["END"],
      user: "someone",
    });
    expect(sim.requestsTo(chat)[0]?.body).toEqual({
      model: "test/model",
      messages: [
        { role: "system", content: "You are terse." },
        { role: "user", content: "Hi" },
      ],
      max_tokens: 100,
      temperature: 0,
      top_p: 0.9,
      top_k: 40,
      min_p: 0.1,
      seed: 7,
      repetition_penalty: 1.1,
      frequency_penalty: 0.2,
      presence_penalty: 0.3,
      stop: ["END"],
      user: "someone",
    });
  });

  it("leaves out what core passes without meaning", async () => {
    const agent = await startAgent(sim, {
      settings: { ...plain, DEFAULT_MAX_TOKENS: "", DEFAULT_TOP_P: "abc" },
    });
    await agent.text({ prompt: "Hi", stopSequences: [] });
    expect(Object.keys(sim.requestsTo(chat)[0]?.body ?? {}).sort()).toEqual(["messages", "model", "user"]);
  });

  it.each([{ signal: {} }, { stopSequences: 5 }])(
    "is refused with %j, which nothing could heed",
    async (params) => {
      const agent = await startAgent(sim, { settings: plain });
      const error = await rejectionOf(agent.use("TEXT_SMALL", { prompt: "Hi", ...params }));
      expect(error).toMatchObject({ kind: "parameter", code: "invalid_parameter" });
      expect(sim.requestsTo(chat)).toEqual([]);
    },
  );

  it("takes one stop sequence for a list of one", async () => {
    const agent = await startAgent(sim, { settings: plain });
    await agent.use("TEXT_SMALL", { prompt: "Hi", stopSequences: "END", signal: null });
    expect(sim.requestsTo(chat)[0]?.body?.stop).toEqual(["END"]);
  });

  it.each([
    "TEXT_SMALL",
    "OBJECT_SMALL",
    "TEXT_EMBEDDING",
    "IMAGE",
    "IMAGE_DESCRIPTION",
    "TRANSCRIPTION",
    "TEXT_TO_SPEECH",
    "TEXT_TOKENIZER_ENCODE",
    "TEXT_TOKENIZER_DECODE",
  ])("of %s without parameters is told what is missing", async (type) => {
    const agent = await startAgent(sim, { settings: plain });
    expect(await rejectionOf(agent.use(type, undefined))).toMatchObject({ kind: "parameter" });
  });

  it("sends attribution under both names, and none of the SDK's headers", async () => {
    const agent = await startAgent(sim, {
      settings: { OPENROUTER_HTTP_REFERER: "https://app.example", OPENROUTER_X_TITLE: "My app" },
    });
    await agent.text({ prompt: "Hi" });
    const headers = sim.requestsTo(chat)[0]?.headers ?? {};
    expect(headers["http-referer"]).toBe("https://app.example");
    expect(headers["x-openrouter-title"]).toBe("My app");
    expect(headers["x-title"]).toBe("My app");
    expect(Object.keys(headers).filter((name) => /stainless|openai/.test(name))).toEqual([]);
  });
});
