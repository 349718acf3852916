import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterEach, describe, expect, it, vi } from "vitest";
import browserPlugin from "../../src/index.browser.js";
import { startAgent, testKey } from "../support/agent.js";
import { cores } from "../support/cores.js";
import { rejectionOf } from "../support/outcomes.js";
import { chat, startSim } from "../support/sim.js";

const sim = await startSim();

afterEach(() => vi.unstubAllEnvs());

// Core 2.0.0-alpha.114's own browser bundle does not load, so there the plugin's browser file runs over the
// node build of core.
describe.each(cores)("in a browser, on core $version", (core) => {
  const proxied = () => ({
    core,
    plugin: browserPlugin,
    settings: { OPENROUTER_BROWSER_BASE_URL: sim.url, OPENROUTER_BASE_URL: "http://127.0.0.1:9" },
  });

  it.each([true, false])("a proxy gets no key, whether the settings hold one (%s) or not", async (key) => {
    const agent = await startAgent(sim, { ...proxied(), key });
    expect(await agent.text({ prompt: "Hi" })).toBe("You said: Hi");
    expect(await agent.use("TEXT_EMBEDDING", { text: "Hi" })).toHaveLength(1536);
    expect(await (await agent.stream({ prompt: "Hi" })).text).toBe("You said: Hi");
    for (const request of sim.requests) {
      expect(request.headers.authorization).toBeUndefined();
      expect(JSON.stringify(request.headers)).not.toContain(testKey);
    }
    expect(sim.requestsTo("/key")).toEqual([]);
  });

  it("a proxy may be a path on the server of the page", async () => {
    const { origin, pathname } = new URL(sim.url);
    vi.stubGlobal("location", new URL("/chat/room?x#y", origin));
    const agent = await startAgent(sim, {
      ...proxied(),
      settings: { OPENROUTER_BROWSER_BASE_URL: pathname },
    });
    expect(await agent.text({ prompt: "Hi" })).toBe("You said: Hi");
    vi.unstubAllGlobals();
    const error = await rejectionOf(agent.text({ prompt: "Hi" }));
    expect(error).toMatchObject({ kind: "setting", setting: "OPENROUTER_BROWSER_BASE_URL" });
  });

  it("a key of the runtime's own is used without a proxy, with one warning", async () => {
    // Without a key at first: the warning would be out before anybody listens.
    const agent = await startAgent(sim, { core, plugin: browserPlugin, key: false });
    const warnings: string[] = [];
    agent.runtime.logger.warn = (message: unknown) => {
      warnings.push(String(message));
    };
    agent.runtime.setSetting("OPENROUTER_API_KEY", testKey, true);
    await agent.text({ prompt: "Hi" });
    await agent.text({ prompt: "Hi" });
    expect(sim.requestsTo(chat)[0]?.headers.authorization).toBe(`Bearer ${testKey}`);
    expect(warnings.filter((warning) => warning.includes("whoever has the page"))).toHaveLength(1);
  });

  it("a key in the environment, where bundlers bake things in, is never used", async () => {
    vi.stubEnv("OPENROUTER_API_KEY", testKey);
    const agent = await startAgent(sim, { core, plugin: browserPlugin, key: false });
    const error = await rejectionOf(agent.text({ prompt: "Hi" }));
    expect(error.message).toMatch(/OPENROUTER_BROWSER_BASE_URL/);
    expect(sim.requests).toEqual([]);
  });
});

it("the bundles of core 2.0.0-alpha.537 and the plugin for browsers work together", async () => {
  const script = `
    import { AgentRuntime, InMemoryDatabaseAdapter } from "@elizaos/core";
    import openrouterPlugin from "./dist/browser/index.browser.js";
    const runtime = new AgentRuntime({
      character: { name: "T", bio: [], settings: { OPENROUTER_BROWSER_BASE_URL: "${sim.url}" } },
      adapter: new InMemoryDatabaseAdapter(),
      logLevel: "fatal",
    });
    await runtime.registerPlugin(openrouterPlugin);
    console.log(import.meta.resolve("@elizaos/core"));
    console.log(await runtime.useModel("TEXT_SMALL", { prompt: "Hi" }));
    process.exit(0);`;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--conditions=browser", "--input-type=module", "--eval", script],
    { cwd: fileURLToPath(new URL("../..", import.meta.url)) },
  );
  expect(stdout).toMatch(/index\.browser\.js/);
  expect(stdout).toMatch(/You said: Hi/);
});
