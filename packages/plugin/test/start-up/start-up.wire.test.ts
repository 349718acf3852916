import { describeModel } from "openrouter-sim";
import { describe, expect, it, vi } from "vitest";
import openrouterPlugin from "../../src/index.node.js";
import { startAgent, testKey } from "../support/agent.js";
import { newestCore } from "../support/cores.js";
import { startSim } from "../support/sim.js";

const sim = await startSim();

/** Registers the plugin with a logger that is listened to, and waits until the report has said something. */
async function reportFor(
  settings: Record<string, string>,
  expected: RegExp,
  secrets: Record<string, string> = { OPENROUTER_API_KEY: testKey },
): Promise<string[]> {
  const { AgentRuntime, InMemoryDatabaseAdapter } = await newestCore.load();
  const runtime = new AgentRuntime({
    character: { name: "T", bio: [], settings: { OPENROUTER_BASE_URL: sim.url, ...settings }, secrets },
    adapter: new InMemoryDatabaseAdapter(),
    logLevel: "fatal",
  });
  const lines: string[] = [];
  for (const level of ["debug", "info", "warn", "error"] as const) {
    runtime.logger[level] = (message: unknown) => {
      lines.push(`${level}: ${message}`);
    };
  }
  await runtime.registerPlugin(openrouterPlugin);
  await vi.waitFor(() => expect(lines.join("\n")).toMatch(expected), { timeout: 5_000 });
  expect(lines.join("\n")).not.toContain(testKey);
  return lines;
}

describe("the start-up report", () => {
  it("tells what the key is good for", async () => {
    await reportFor({}, /info: .*valid: \$7\.50 of \$10\.00 left; 990 of 1000 requests to free models/);
  });

  it("warns when the credit is used up or the key expires", async () => {
    sim.next("/key", { body: { limit_remaining: 0 } });
    await reportFor({}, /warn: .*credit is used up/);
    sim.next("/key", { body: { expires_at: new Date(Date.now() + 86_400_000).toISOString() } });
    await reportFor({}, /warn: .*expires on/);
  });

  it("survives a model list in which nothing is what it should be", async () => {
    const odd = {
      id: "google/gemini-2.0-flash-001",
      supported_parameters: {},
      architecture: { output_modalities: 5 },
    };
    const data = [null, 5, { id: 5 }, { ...odd, context_length: "many", expiration_date: 5 }, { id: "a/b" }];
    sim.always("/models", { fault: "raw", body: JSON.stringify({ data }) });
    await reportFor({}, /gemini-2.5-flash .*is not among/);
    const agent = await startAgent(sim);
    await vi.waitFor(() => expect(sim.requestsTo("/models").length).toBeGreaterThan(1));
    expect(await agent.text({ prompt: "Hi", temperature: 1 })).toBe("You said: Hi");
    expect(await agent.text({ prompt: "Hi", temperature: 1 })).toBe("You said: Hi");
  });

  it("ends when the plugin is unloaded", async () => {
    sim.always("/key", { fault: "hang" });
    const agent = await startAgent(sim);
    await vi.waitFor(() => expect(sim.requestsTo("/key")).toHaveLength(1));
    const started = performance.now();
    await agent.runtime.unloadPlugin("openrouter");
    expect(await sim.requestsTo("/key")[0]?.ended).toBe("dropped");
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it("says of a check of the key that takes too long that it did", async () => {
    sim.always("/key", { fault: "hang" });
    const { timeout } = AbortSignal;
    const sooner = vi
      .spyOn(AbortSignal, "timeout")
      .mockImplementation((ms) => timeout.call(AbortSignal, ms / 100));
    const lines = await reportFor({}, /the key could not be checked/);
    sooner.mockRestore();
    expect(lines.join("\n")).toMatch(/debug: .*could not be checked: no answer within 10000 ms/);
  });

  it("has nothing against a setting that only browsers read", async () => {
    const lines = await reportFor({ OPENROUTER_BROWSER_BASE_URL: "/api/openrouter" }, /valid/);
    expect(lines.join("\n")).not.toContain("OPENROUTER_BROWSER_BASE_URL");
  });

  it("does not call a wrong key valid", async () => {
    sim.next("/key", {
      fault: "error",
      status: 401,
      error: { code: 401, message: `No user for ${testKey}` },
    });
    const lines = await reportFor({}, /error: .*does not accept the key.*OPENROUTER_API_KEY/);
    expect(lines.join("\n")).not.toMatch(/is valid/);
  });

  it("warns of models that are gone or going, and names the successor of a default", async () => {
    const going = describeModel({ id: "a/going", expirationDate: "2020-01-01" });
    sim.next("/models", { body: { data: [going.entry] } });
    const lines = await reportFor(
      { LARGE_MODEL: "a/going:nitro", OPENROUTER_NANO_MODEL: "a/gone=1,~x/alias=1" },
      /a\/gone \(OPENROUTER_NANO_MODEL\)[\s\S]*whisper/,
    );
    const text = lines.join("\n");
    expect(text).toMatch(/a\/going:nitro \(LARGE_MODEL\) goes away on 2020-01-01/);
    expect(text).toMatch(/gemini-2\.0-flash-001 .*gemini-2\.5-flash-lite is used in its place/);
    expect(text).not.toContain("~x/alias");
  });

  it("names settings that are not allowed, and a missing key", async () => {
    await reportFor({ OPENROUTER_TIMEOUT_MS: "soon" }, /warn: .*OPENROUTER_TIMEOUT_MS is "soon"/);
    await reportFor({}, /warn: .*OPENROUTER_API_KEY is not set/, {});
  });

  it("holds nothing up, and forgives a network that is down", async () => {
    sim.always("/key", { fault: "hang" });
    sim.always("/models", { fault: "hang" });
    const agent = await startAgent(sim);
    expect(await agent.text({ prompt: "Hi" })).toBe("You said: Hi");
    await agent.runtime.unloadPlugin("openrouter");
    await reportFor(
      { OPENROUTER_BASE_URL: "http://127.0.0.1:9/api/v1" },
      /debug: .*key could not be checked/,
    );
  });
});

describe("the model list", () => {
  it("keeps parameters from models that do not take them, whatever they are called", async () => {
    const agent = await startAgent(sim, { settings: { OPENROUTER_SMALL_MODEL: "sim/reasoner" } });
    await vi.waitFor(() => expect(sim.requestsTo("/models")).toHaveLength(1));
    await vi.waitFor(async () => {
      await agent.text({
        prompt: "Hi",
        temperature: 0.5,
        topP: 0.9,
        seed: 7,
        maxTokens: 50,
        stopSequences: ["X"],
      });
      expect(sim.requestsTo("/chat/completions").at(-1)?.body?.temperature).toBeUndefined();
    });
    expect(sim.requestsTo("/chat/completions").at(-1)?.body).toMatchObject({
      seed: 7,
      max_tokens: 50,
      stop: ["X"],
    });
    expect(sim.requestsTo("/models")).toHaveLength(1);
    await agent.use("IMAGE_DESCRIPTION", {
      imageUrl: "https://example.com/a.png",
      temperature: 0.5,
      model: "sim/reasoner",
    });
    expect(sim.requestsTo("/chat/completions").at(-1)?.body).not.toHaveProperty("temperature");
    await agent.text({ prompt: "Hi", temperature: 0.5, model: "openai/o3-unlisted" });
    expect(sim.requestsTo("/chat/completions").at(-1)?.body?.temperature).toBe(0.5);
  });
});
