import { afterEach, describe, expect, it, vi } from "vitest";
import { startAgent, testKey } from "../support/agent.js";
import { rejectionOf } from "../support/outcomes.js";
import { chat, startSim } from "../support/sim.js";

const sim = await startSim();

afterEach(() => vi.unstubAllEnvs());

async function modelWith(settings: Record<string, string>): Promise<unknown> {
  const agent = await startAgent(sim, { settings });
  await agent.text({ prompt: "Hi" });
  return sim.requestsTo(chat).at(-1)?.body?.model;
}

describe("a setting", () => {
  it("comes from the runtime before the environment", async () => {
    vi.stubEnv("OPENROUTER_SMALL_MODEL", "from/environment");
    expect(await modelWith({ OPENROUTER_SMALL_MODEL: "from/runtime" })).toBe("from/runtime");
    expect(await modelWith({})).toBe("from/environment");
  });

  it("goes by its own name before the general one", async () => {
    vi.stubEnv("OPENROUTER_SMALL_MODEL", "own/name");
    expect(await modelWith({ SMALL_MODEL: "general/name" })).toBe("own/name");
    vi.unstubAllEnvs();
    expect(await modelWith({ SMALL_MODEL: "general/name" })).toBe("general/name");
  });

  it("counts as unset when it is empty", async () => {
    vi.stubEnv("OPENROUTER_SMALL_MODEL", "");
    expect(await modelWith({ OPENROUTER_SMALL_MODEL: "", SMALL_MODEL: "  " })).toBe(
      "google/gemini-2.0-flash-001",
    );
  });

  it("is read at each call", async () => {
    const agent = await startAgent(sim);
    await agent.text({ prompt: "Hi" });
    agent.runtime.setSetting("OPENROUTER_SMALL_MODEL", "changed/model");
    agent.runtime.setSetting("OPENROUTER_API_KEY", "another-key", true);
    await agent.text({ prompt: "Hi" });
    expect(sim.requestsTo(chat).at(-1)?.body?.model).toBe("changed/model");
    expect(sim.requestsTo(chat).at(-1)?.headers.authorization).toBe("Bearer another-key");
  });

  it("that keeps changing does not pile up clients, each with its list of models", async () => {
    const agent = await startAgent(sim);
    const listsAfter = async (title: string) => {
      agent.runtime.setSetting("OPENROUTER_X_TITLE", title);
      await agent.text({ prompt: "Hi" });
      // The list is asked for beside the call.
      await new Promise((resolve) => setTimeout(resolve, 50));
      return sim.requestsTo("/models").length;
    };
    let lists = 0;
    for (let title = 0; title < 9; title += 1) lists = await listsAfter(`Title ${title}`);
    expect(await listsAfter("Title 8")).toBe(lists);
    expect(await listsAfter("Title 0")).toBe(lists + 1);
  });

  it("belongs to one runtime only", async () => {
    const first = await startAgent(sim, { secrets: { OPENROUTER_API_KEY: "first-key" } });
    const second = await startAgent(sim, { secrets: { OPENROUTER_API_KEY: "second-key" } });
    await Promise.all([first.text({ prompt: "Hi" }), second.text({ prompt: "Hi" })]);
    expect(
      sim
        .requestsTo(chat)
        .map((request) => request.headers.authorization)
        .sort(),
    ).toEqual(["Bearer first-key", "Bearer second-key"]);
  });

  it.each([
    ["OPENROUTER_TIMEOUT_MS", "soon", /OPENROUTER_TIMEOUT_MS is "soon".*milliseconds/],
    ["OPENROUTER_MAX_RETRIES", "-1", /OPENROUTER_MAX_RETRIES is "-1".*0 to 10/],
    ["OPENROUTER_BASE_URL", "openrouter.ai", /OPENROUTER_BASE_URL is "openrouter.ai".*URL/],
    ["OPENROUTER_BASE_URL", "http://localhost/v1#top", /OPENROUTER_BASE_URL.*fragment/],
    ["OPENROUTER_BASE_URL", "http://me:hidden@localhost", /^(?!.*hidden).*OPENROUTER_BASE_URL.*password/],
    ["OPENROUTER_BASE_URL", "ftp://me:hidden@localhost", /^(?!.*hidden).*OPENROUTER_BASE_URL/],
    ["OPENROUTER_BASE_URL", "https://me:hidden@", /^(?!.*hidden).*OPENROUTER_BASE_URL/],
    ["OPENROUTER_BASE_URL", "http://localhost/v1#", /OPENROUTER_BASE_URL.*fragment/],
    ["OPENROUTER_FALLBACK_MODELS", `${testKey} =`, /^(?!.*0123456789abcdef).*FALLBACK_MODELS.*no model id/],
    ["OPENROUTER_PROVIDER_PREFERENCES", `{"${testKey}":1}`, /^(?!.*0123456789abcdef).*unknown preference/],
    ["OPENROUTER_BASE_URL", testKey, /OPENROUTER_BASE_URL is "\[redacted\]"/],
    ["OPENROUTER_SMALL_MODEL", `a ${testKey}`, /OPENROUTER_SMALL_MODEL is "a \[redacted\]"/],
    ["OPENROUTER_SMALL_MODEL", `${testKey}=0`, /OPENROUTER_SMALL_MODEL is "\[redacted\]=0"/],
    ["OPENROUTER_X_TITLE", "two\nlines", /OPENROUTER_X_TITLE.*HTTP header/],
    ["OPENROUTER_X_TITLE", "de\u007fleted", /OPENROUTER_X_TITLE.*HTTP header/],
    ["OPENROUTER_PROVIDER_PREFERENCES", '{"constructor":1}', /unknown preference constructor/],
    ["OPENROUTER_FALLBACK_MODELS", '{"TEXT_SMALL":null}', /OPENROUTER_FALLBACK_MODELS.*no list of models/],
  ])("%s with a value that is not allowed is an error that says so", async (name, value, message) => {
    const agent = await startAgent(sim, { settings: { [name]: value } });
    const error = await rejectionOf(agent.text({ prompt: "Hi" }));
    expect(error).toMatchObject({ name: "OpenRouterSettingError", kind: "setting", setting: name });
    expect(error.message).toMatch(message);
    expect(sim.requestsTo(chat)).toEqual([]);
  });

  it.each([
    ["OPENROUTER_USAGE_LOG_LEVEL", "verbose", "TEXT_SMALL"],
    ["OPENROUTER_USAGE_LOG_LEVEL", "verbose", "TEXT_EMBEDDING"],
    ["OPENROUTER_TOOL_EXECUTION_MAX_STEPS", "0", "TEXT_SMALL"],
    ["OPENROUTER_SAVE_IMAGES", "ja", "IMAGE"],
    ["OPENROUTER_AUTO_CLEANUP_IMAGES", "nein", "IMAGE"],
  ])("%s, here %s, is checked before anything of %s is paid for", async (name, value, type) => {
    const agent = await startAgent(sim, { settings: { [name]: value } });
    const error = await rejectionOf(agent.use(type, { prompt: "Hi", text: "Hi" }));
    expect(error).toMatchObject({ kind: "setting", setting: name });
    expect(sim.requests.filter(({ method }) => method === "POST")).toEqual([]);
    expect(agent.uses).toEqual([]);
  });

  it("that core refuses to give out is an error like any other", async () => {
    const agent = await startAgent(sim);
    // What core does in production as long as it has no salt of its own; it remembers the salt, so not here.
    agent.runtime.getSetting = (name) => {
      if (!name.startsWith("OPENROUTER_")) return null;
      throw new Error("SECRET_SALT must be set");
    };
    const error = await rejectionOf(agent.text({ prompt: "Hi" }));
    expect(error).toMatchObject({ name: "OpenRouterSettingError", kind: "setting" });
    expect(error.message).toMatch(/SECRET_SALT/);
  });

  it("ignores OpenAI's own environment", async () => {
    vi.stubEnv("OPENAI_API_KEY", "openai-key");
    vi.stubEnv("OPENAI_BASE_URL", "http://127.0.0.1:9");
    vi.stubEnv("OPENAI_ORG_ID", "org-1");
    vi.stubEnv("OPENAI_CUSTOM_HEADERS", "X-Custom: yes");
    await (await startAgent(sim)).text({ prompt: "Hi" });
    const headers = sim.requestsTo(chat)[0]?.headers ?? {};
    expect(headers["openai-organization"]).toBeUndefined();
    expect(headers["x-custom"]).toBeUndefined();
  });
});
