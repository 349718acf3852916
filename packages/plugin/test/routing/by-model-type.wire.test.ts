import { describe, expect, it } from "vitest";
import { startAgent } from "../support/agent.js";
import { rejectionOf } from "../support/outcomes.js";
import { chat, startSim } from "../support/sim.js";

const sim = await startSim();

describe("settings by model type", () => {
  const settings = {
    OPENROUTER_PROVIDER_PREFERENCES: JSON.stringify({
      sort: "price",
      zdr: true,
      TEXT_LARGE: { sort: "latency", order: ["AWS Bedrock"] },
      IMAGE: { only: ["openai"] },
      TEXT_EMBEDDING: { sort: "throughput" },
    }),
    OPENROUTER_FALLBACK_MODELS: '{"TEXT_LARGE":["a/b","c/d"],"default":"e/f"}',
    OPENROUTER_PLUGINS: '{"TEXT_LARGE":[{"id":"web","maxResults":3},"file-parser"]}',
    OPENROUTER_SMALL_MODEL: "test/small",
    OPENROUTER_LARGE_MODEL: "test/large",
  };

  async function bodyFor(type: string, params: object = {}) {
    const agent = await startAgent(sim, { settings });
    await agent.text({ prompt: "Hi", ...params }, type);
    return sim.requestsTo(chat).at(-1)?.body ?? {};
  }

  it("hold for their type, and what is said for all for the others", async () => {
    expect(await bodyFor("TEXT_LARGE")).toMatchObject({
      models: ["a/b", "c/d"],
      provider: { sort: "latency", zdr: true, order: ["Amazon Bedrock"] },
      plugins: [{ id: "web", max_results: 3 }, { id: "file-parser" }],
    });
    const small = await bodyFor("TEXT_SMALL");
    expect(small).toMatchObject({ models: ["e/f"], provider: { sort: "price", zdr: true } });
    expect(small).not.toHaveProperty("plugins");
  });

  it("hold for images and embeddings too", async () => {
    const agent = await startAgent(sim, { settings });
    await agent.use("IMAGE", { prompt: "A cat" });
    await agent.use("TEXT_EMBEDDING", { text: "Hi" });
    expect(sim.requestsTo("/images")[0]?.body?.provider).toEqual({ sort: "price", only: ["openai"] });
    expect(sim.requestsTo("/embeddings")[0]?.body?.provider).toEqual({ sort: "throughput", zdr: true });
  });

  it("give way to the call", async () => {
    const openrouter = { provider: { sort: "price" }, models: [], plugins: [] };
    const body = await bodyFor("TEXT_LARGE", { providerOptions: { openrouter } });
    expect(body.provider).toEqual({ sort: "price", zdr: true, order: ["Amazon Bedrock"] });
    expect(body).not.toHaveProperty("models");
    expect(body.plugins).toEqual([]);
  });

  it("heal whole answers only", async () => {
    const agent = await startAgent(sim, { settings: { OPENROUTER_PLUGINS: "web, response-healing" } });
    await agent.text({ prompt: "Hi" });
    await (await agent.stream({ prompt: "Hi" })).text;
    const plugins = sim.requestsTo(chat).map(({ body }) => body?.plugins);
    expect(plugins).toEqual([[{ id: "web" }, { id: "response-healing" }], [{ id: "web" }]]);
  });

  it.each([
    ["OPENROUTER_PROVIDER_PREFERENCES", '{"TEXT_HUGE":{}}', /unknown preference/],
    ["OPENROUTER_PROVIDER_PREFERENCES", '{"TEXT_LARGE":{"sort":"beauty"}}', /sort "beauty"/],
    ["OPENROUTER_FALLBACK_MODELS", '{"TEXT_HUGE":["a/b"]}', /TEXT_HUGE.*TEXT_LARGE/],
    ["OPENROUTER_FALLBACK_MODELS", '{"TEXT_LARGE":[]}', /empty list/],
    ["OPENROUTER_FALLBACK_MODELS", "[", /model ids/],
    ["OPENROUTER_PLUGINS", '[{"name":"web"}]', /names no plugin/],
    ["OPENROUTER_PLUGINS", "{", /plugin ids/],
  ])("that cannot be meant so are an error that says why: %s=%s", async (setting, value, message) => {
    const agent = await startAgent(sim, { settings: { [setting]: value } });
    const error = await rejectionOf(agent.text({ prompt: "Hi" }));
    expect(error).toMatchObject({ setting });
    expect(error.message).toMatch(message);
  });
});
