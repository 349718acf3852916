import { describe, expect, it } from "vitest";
import { type AgentOptions, startAgent } from "../support/agent.js";
import { rejectionOf } from "../support/outcomes.js";
import { chat, startSim } from "../support/sim.js";

const sim = await startSim();

async function bodyFor(
  settings: NonNullable<AgentOptions["settings"]>,
  params: object = {},
  type = "TEXT_LARGE",
) {
  const agent = await startAgent(sim, { settings });
  await agent.text({ prompt: "Hi", ...params }, type);
  return sim.requestsTo(chat).at(-1)?.body ?? {};
}

const everyPreference = {
  order: ["Amazon Bedrock", "anthropic"],
  only: ["azure", "google-vertex/us-east5"],
  ignore: ["deepinfra"],
  allowFallbacks: false,
  requireParameters: true,
  dataCollection: "deny",
  zdr: true,
  enforceDistillableText: true,
  quantizations: ["fp8", "bf16"],
  sort: "price",
  maxPrice: { prompt: 1, completion: "2" },
  preferredMaxLatency: { p90: 3 },
  preferredMinThroughput: 50,
};
const everyPreferenceOnTheWire = {
  order: ["Amazon Bedrock", "anthropic"],
  only: ["azure", "google-vertex/us-east5"],
  ignore: ["deepinfra"],
  allow_fallbacks: false,
  require_parameters: true,
  data_collection: "deny",
  zdr: true,
  enforce_distillable_text: true,
  quantizations: ["fp8", "bf16"],
  sort: "price",
  max_price: { prompt: "1", completion: "2" },
  preferred_max_latency: { p90: 3 },
  preferred_min_throughput: 50,
};

describe("provider preferences", () => {
  it.each([
    ["camelCase", everyPreference],
    ["snake_case", everyPreferenceOnTheWire],
  ])("reach the wire from a setting in %s", async (_, preferences) => {
    const body = await bodyFor({ OPENROUTER_PROVIDER_PREFERENCES: JSON.stringify(preferences) });
    expect(body.provider).toEqual(everyPreferenceOnTheWire);
  });

  it("reach the wire from a call, which goes before the settings", async () => {
    const body = await bodyFor(
      { OPENROUTER_PROVIDER_PREFERENCES: '{"sort":"price","zdr":true}' },
      { providerOptions: { agentName: "Tester", openrouter: { provider: { sort: "latency" } } } },
    );
    expect(body.provider).toEqual({ sort: "latency", zdr: true });
  });

  it("name providers as OpenRouter does, whatever people call them", async () => {
    const body = await bodyFor({
      OPENROUTER_PROVIDER_PREFERENCES: '{"order":["AWS Bedrock","openai","deep infra"]}',
    });
    expect(body.provider).toEqual({ order: ["Amazon Bedrock", "openai", "DeepInfra"] });
  });

  it("with an unknown provider are sent, with a warning that names the nearest", async () => {
    const agent = await startAgent(sim, {
      settings: { OPENROUTER_PROVIDER_PREFERENCES: '{"only":["Antropic"]}' },
    });
    const warnings: string[] = [];
    agent.runtime.logger.warn = (message: unknown) => {
      warnings.push(String(message));
    };
    await agent.text({ prompt: "Hi" });
    await agent.text({ prompt: "Hi" });
    expect(sim.requestsTo(chat)[0]?.body?.provider).toEqual({ only: ["Antropic"] });
    expect(warnings.filter((warning) => /"Antropic".*Anthropic/.test(warning))).toHaveLength(1);
  });

  it.each([
    ["{", /JSON/],
    ['{"colour":"red"}', /unknown preference colour/],
    ['{"sort":"beauty"}', /sort "beauty".*price/],
    ['{"order":"openai"}', /order.*list/],
  ])("that cannot be meant so are an error that says why: %s", async (value, message) => {
    const agent = await startAgent(sim, { settings: { OPENROUTER_PROVIDER_PREFERENCES: value } });
    const error = await rejectionOf(agent.text({ prompt: "Hi" }));
    expect(error).toMatchObject({ setting: "OPENROUTER_PROVIDER_PREFERENCES" });
    expect(error.message).toMatch(message);
  });
});

describe("options of a call", () => {
  it("reach the wire in camelCase or snake_case", async () => {
    const openrouter = {
      models: ["c/d"],
      plugins: [{ id: "web", maxResults: 3 }, { id: "response-healing" }],
      reasoning: { maxTokens: 500 },
      promptCacheKey: "key",
      session_id: "mine",
      topA: 0.1,
      serviceTier: "flex",
    };
    expect(await bodyFor({}, { model: "a/b:nitro", providerOptions: { openrouter } })).toMatchObject({
      model: "a/b:nitro",
      models: ["c/d"],
      plugins: [{ id: "web", max_results: 3 }, { id: "response-healing" }],
      reasoning: { max_tokens: 500 },
      prompt_cache_key: "key",
      session_id: "mine",
      top_a: 0.1,
      service_tier: "flex",
    });
  });

  it("cannot replace what elizaOS decides about", async () => {
    const agent = await startAgent(sim);
    const providerOptions = { openrouter: { messages: [] } };
    expect(await rejectionOf(agent.text({ prompt: "Hi", providerOptions }))).toMatchObject({
      kind: "parameter",
    });
  });
});

describe("models", () => {
  it.each([
    ["TEXT_NANO", { OPENROUTER_NANO_MODEL: "n/n" }, "n/n"],
    ["TEXT_NANO", { SMALL_MODEL: "s/s" }, "s/s"],
    ["TEXT_MEDIUM", { MEDIUM_MODEL: "m/m" }, "m/m"],
    ["TEXT_MEGA", { LARGE_MODEL: "l/l" }, "l/l"],
    ["RESPONSE_HANDLER", { OPENROUTER_SHOULD_RESPOND_MODEL: "r/r" }, "r/r"],
    ["RESPONSE_HANDLER", { NANO_MODEL: "n/n", SMALL_MODEL: "s/s" }, "n/n"],
    ["ACTION_PLANNER", { OPENROUTER_PLANNER_MODEL: "p/p" }, "p/p"],
    ["ACTION_PLANNER", { MEDIUM_MODEL: "m/m" }, "m/m"],
    ["REASONING_SMALL", { SMALL_MODEL: "s/s" }, "s/s"],
    ["REASONING_LARGE", { LARGE_MODEL: "l/l" }, "l/l"],
    ["TEXT_COMPLETION", { LARGE_MODEL: "l/l" }, "l/l"],
  ])("for %s with %j: %s", async (type, settings, model) => {
    expect((await bodyFor(settings, {}, type)).model).toBe(model);
  });

  it("have fallbacks from a setting, as text or as a list", async () => {
    const expected = { model: "google/gemini-2.5-flash", models: ["a/b", "c/d"] };
    expect(await bodyFor({ OPENROUTER_FALLBACK_MODELS: "a/b, c/d" })).toMatchObject(expected);
    const agent = await startAgent(sim);
    Object.assign(agent.runtime.character.settings ?? {}, { OPENROUTER_FALLBACK_MODELS: ["a/b", "c/d"] });
    await agent.text({ prompt: "Hi" }, "TEXT_LARGE");
    expect(sim.requestsTo(chat).at(-1)?.body).toMatchObject(expected);
  });

  it("that are retired defaults travel with their successor, until somebody chooses", async () => {
    expect(await bodyFor({}, {}, "TEXT_SMALL")).toMatchObject({
      model: "google/gemini-2.0-flash-001",
      models: ["google/gemini-2.5-flash-lite"],
    });
    const chosen = await bodyFor({ SMALL_MODEL: "google/gemini-2.0-flash-001" }, {}, "TEXT_SMALL");
    expect(chosen.models).toBeUndefined();
  });

  it.each([
    [404, "No endpoints found for google/gemini-2.0-flash-001."],
    [400, "google/gemini-2.0-flash-001 is not a valid model ID"],
    [410, "The model google/gemini-2.0-flash-001 has been deprecated"],
  ])("that are retired defaults give way to their successor after %i", async (status, message) => {
    const agent = await startAgent(sim);
    sim.next(chat, { fault: "error", status, error: { code: status, message } }, { text: "fine" });
    expect(await agent.text({ prompt: "Hi" })).toBe("fine");
    expect(sim.requestsTo(chat)[1]?.body).toMatchObject({ model: "google/gemini-2.5-flash-lite" });
    expect(sim.requestsTo(chat)[1]?.body?.models).toBeUndefined();
  });

  it("that are living defaults travel with one too, and give way once they are gone", async () => {
    expect((await bodyFor({})).models).toEqual(["~google/gemini-flash-latest"]);
    const agent = await startAgent(sim);
    const error = { code: 404, message: "No endpoints found", availability: { code: "model_deprecated" } };
    sim.next(chat, { fault: "error", status: 404, error }, { text: "fine" });
    expect(await agent.text({ prompt: "Hi" }, "TEXT_LARGE")).toBe("fine");
    expect(sim.requestsTo(chat).at(-1)?.body?.model).toBe("~google/gemini-flash-latest");
  });

  it("leave their successor at home where somebody chose fallbacks, until all are gone", async () => {
    const agent = await startAgent(sim, { settings: { OPENROUTER_FALLBACK_MODELS: "a/b" } });
    const error = { code: 404, message: "No endpoints found", availability: { code: "model_deprecated" } };
    sim.next(chat, { fault: "error", status: 404, error }, { text: "fine" });
    expect(await agent.text({ prompt: "Hi" })).toBe("fine");
    const [first, second] = sim.requestsTo(chat).slice(-2);
    expect(first?.body?.models).toEqual(["a/b"]);
    expect(second?.body?.model).toBe("google/gemini-2.5-flash-lite");
  });

  it("that somebody chose do not", async () => {
    const agent = await startAgent(sim, { settings: { SMALL_MODEL: "a/b" } });
    sim.next(chat, { fault: "error", status: 404, error: { code: 404, message: "No endpoints" } });
    const error = await rejectionOf(agent.text({ prompt: "Hi" }));
    expect(error.message).toMatch(/a\/b \(SMALL_MODEL\)/);
    expect(sim.requestsTo(chat)).toHaveLength(1);
  });
});

describe("an answer that costs too much", () => {
  it.each(["2000", "2,000"])(
    "is asked for once more with the %s tokens the credit allows",
    async (tokens) => {
      const agent = await startAgent(sim, { settings: { SMALL_MODEL: "a/b" } });
      const message = `This request requires more credits, or fewer max_tokens. You requested up to 65535 tokens, but can only afford ${tokens}.`;
      sim.always(chat, (request) =>
        Number(request.body?.max_tokens ?? 65_535) > 2000
          ? { fault: "error", status: 402, error: { code: 402, message } }
          : { text: "short" },
      );
      expect(await agent.text({ prompt: "Hi" })).toBe("short");
      expect(sim.requestsTo(chat).map((request) => request.body?.max_tokens)).toEqual([undefined, 2000]);
    },
  );
});

describe("sessions", () => {
  it("stick to the room core is at work in, unless told not to", async () => {
    const agent = await startAgent(sim, { settings: { SMALL_MODEL: "a/b" } });
    const room = "11111111-2222-3333-4444-555555555555";
    agent.runtime.startRun(room);
    await agent.text({ prompt: "Hi" });
    expect(sim.requestsTo(chat)[0]?.body?.session_id).toBe(`elizaos:${agent.runtime.agentId}:${room}`);
    expect((await bodyFor({ OPENROUTER_SESSION_STICKINESS: false })).session_id).toBeUndefined();
  });
});

describe("reasoning", () => {
  it("takes its effort from the settings, and the call's own before", async () => {
    expect((await bodyFor({ OPENROUTER_REASONING_EFFORT: "high" })).reasoning).toEqual({ effort: "high" });
    const providerOptions = { openrouter: { reasoning: { max_tokens: 100 } } };
    const body = await bodyFor({ OPENROUTER_REASONING_EFFORT: "high" }, { providerOptions });
    // Both together are an error at OpenRouter.
    expect(body.reasoning).toEqual({ max_tokens: 100 });
    expect((await bodyFor({})).reasoning).toBeUndefined();
  });
});

describe("experiments", () => {
  const settings = { OPENROUTER_SMALL_MODEL: "model-a=70,model-b=30" };

  it("draw one model for each room, as often as the weights say, and tell which", async () => {
    const agent = await startAgent(sim, { settings });
    const drawn = new Map<string, string>();
    for (let index = 0; index < 100; index += 1) {
      const room = `00000000-0000-0000-0000-${String(index).padStart(12, "0")}` as const;
      agent.runtime.startRun(room);
      await agent.text({ prompt: "Hi" });
      await agent.text({ prompt: "Again" });
      const [first, second] = sim.requestsTo(chat).slice(-2);
      expect(first?.body?.model).toBe(second?.body?.model);
      drawn.set(room, String(first?.body?.model));
    }
    const share = [...drawn.values()].filter((model) => model === "model-a").length / drawn.size;
    expect(share).toBeGreaterThan(0.6);
    expect(share).toBeLessThan(0.8);
    const arm = sim.requestsTo(chat).at(-1)?.body?.model;
    expect(agent.uses.at(-1)).toMatchObject({ experiment: { setting: "OPENROUTER_SMALL_MODEL", arm } });
  });

  it("never draw a model whose weight is zero", async () => {
    const agent = await startAgent(sim, { settings: { OPENROUTER_SMALL_MODEL: "model-a=0,model-b=5" } });
    for (let index = 0; index < 20; index += 1) {
      agent.runtime.startRun(`00000000-0000-0000-0000-${String(index).padStart(12, "0")}`);
      await agent.text({ prompt: "Hi" });
    }
    expect(new Set(sim.requestsTo(chat).map(({ body }) => body?.model))).toEqual(new Set(["model-b"]));
  });

  it.each([
    "model-a=70,model-b",
    "model-a=-1,model-b=1",
    "model-a=0,model-b=0",
    "model-a=,model-b=1",
    "model a",
  ])("are refused as %s", async (value) => {
    const agent = await startAgent(sim, { settings: { OPENROUTER_SMALL_MODEL: value } });
    expect(await rejectionOf(agent.text({ prompt: "Hi" }))).toMatchObject({
      setting: "OPENROUTER_SMALL_MODEL",
    });
  });
});
