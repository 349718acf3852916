import { mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { shouldEnable } from "../../src/auto-enable.js";
import openrouterPlugin, { settingsFromElizaConfig } from "../../src/index.node.js";
import { startAgent } from "../support/agent.js";
import { rejectionOf } from "../support/outcomes.js";
import { chat, startSim } from "../support/sim.js";

const sim = await startSim();
const profile = {
  provider: "openrouter",
  mode: "api_key",
  model: "anthropic/claude-sonnet-4.5",
  providerPreferences: { order: ["Anthropic", "AWS Bedrock"], allowFallbacks: true },
};
const config = {
  auth: { profiles: { "other:default": { provider: "openai" }, "openrouter:default": profile } },
};
const onTheWire = {
  model: "anthropic/claude-sonnet-4.5",
  provider: { order: ["Anthropic", "Amazon Bedrock"], allow_fallbacks: true },
};

afterEach(() => vi.unstubAllEnvs());

describe("eliza.json", () => {
  it("becomes settings", () => {
    expect(settingsFromElizaConfig(config)).toEqual({
      OPENROUTER_SMALL_MODEL: profile.model,
      OPENROUTER_LARGE_MODEL: profile.model,
      OPENROUTER_PROVIDER_PREFERENCES: JSON.stringify(profile.providerPreferences),
    });
    expect(settingsFromElizaConfig(config, "other:default")).toEqual({});
    for (const nothing of [undefined, null, "text", {}, { auth: { profiles: [] } }]) {
      expect(settingsFromElizaConfig(nothing)).toEqual({});
    }
  });

  it("routes by model type, and names fallbacks and plugins", async () => {
    const routed = {
      ...profile,
      providerPreferences: { sort: "price", TEXT_LARGE: { sort: "latency" } },
      fallbackModels: { TEXT_LARGE: ["a/b"] },
      plugins: ["web"],
    };
    const settings = settingsFromElizaConfig({ auth: { profiles: { routed } } });
    const agent = await startAgent(sim, { settings: { ...settings } });
    await agent.text({ prompt: "Hi" }, "TEXT_LARGE");
    await agent.text({ prompt: "Hi" });
    const [large, small] = sim.requestsTo(chat).map(({ body }) => body);
    expect(large).toMatchObject({ provider: { sort: "latency" }, models: ["a/b"], plugins: [{ id: "web" }] });
    expect(small).toMatchObject({ provider: { sort: "price" }, plugins: [{ id: "web" }] });
    expect(small).not.toHaveProperty("models");
  });

  it("is found where the host keeps it, read again when it changes, and gives way to settings", async () => {
    const folder = mkdtempSync(join(tmpdir(), "eliza-"));
    const file = join(folder, "eliza.json");
    writeFileSync(file, JSON.stringify(config));
    const agent = await startAgent(sim);
    const bodyNow = async () => {
      await agent.text({ prompt: "Hi" });
      return sim.requestsTo(chat).at(-1)?.body;
    };
    vi.stubEnv("ELIZA_STATE_DIR", folder);
    expect(await bodyNow()).toMatchObject(onTheWire);
    vi.stubEnv("ELIZA_STATE_DIR", "/nonexistent");
    vi.stubEnv("ELIZA_CONFIG_PATH", file);
    expect(await bodyNow()).toMatchObject(onTheWire);
    const changed = { auth: { profiles: { x: { ...profile, model: "a/b" } } } };
    writeFileSync(file, JSON.stringify(changed));
    utimesSync(file, new Date(), new Date(Date.now() + 5_000));
    expect(await bodyNow()).toMatchObject({ model: "a/b" });
    writeFileSync(file, "{broken");
    utimesSync(file, new Date(), new Date(Date.now() + 10_000));
    expect(await bodyNow()).toMatchObject({ model: "google/gemini-2.0-flash-001" });
    vi.stubEnv("SMALL_MODEL", "c/d");
    expect(await bodyNow()).toMatchObject({ model: "c/d" });
    rmSync(folder, { recursive: true });
  });

  it.each([
    [
      "is no JSON",
      (file: string) => writeFileSync(file, '{"key": "sk-or-v1-hidden", // a note'),
      /it is no JSON/,
    ],
    ["leads in a circle", (file: string) => symlinkSync(file, file), /ELOOP/],
    ["is a folder", (file: string) => mkdirSync(file), /EISDIR/],
  ])("that %s stops no call, but is told once", async (_, make, reason) => {
    const folder = mkdtempSync(join(tmpdir(), "eliza-"));
    const file = join(folder, "eliza.json");
    make(file);
    const agent = await startAgent(sim);
    const warn = vi.spyOn(agent.runtime.logger, "warn");
    vi.stubEnv("ELIZA_CONFIG_PATH", file);
    for (let call = 0; call < 2; call += 1) expect(await agent.text({ prompt: "Hi" })).toBe("You said: Hi");
    const told = warn.mock.calls.map(([message]) => String(message)).filter((line) => line.includes(file));
    expect(told).toEqual([expect.stringMatching(reason)]);
    expect(told[0]).not.toContain("hidden");
    rmSync(folder, { recursive: true });
  });

  it("is named as the place that a wrong value comes from", async () => {
    const agent = await startAgent(sim);
    const wrong = { auth: { profiles: { x: { ...profile, providerPreferences: { sort: "luck" } } } } };
    Object.assign(agent.runtime.character.settings ?? {}, wrong);
    const error = await rejectionOf(agent.text({ prompt: "Hi" }));
    expect(error).toMatchObject({ kind: "setting", setting: "OPENROUTER_PROVIDER_PREFERENCES" });
    expect(error.message).toMatch(/luck.*eliza\.json/);
  });

  it("works inside a character too", async () => {
    const agent = await startAgent(sim);
    Object.assign(agent.runtime.character.settings ?? {}, config);
    await agent.text({ prompt: "Hi" });
    expect(sim.requestsTo(chat)[0]?.body).toMatchObject(onTheWire);
  });
});

describe("auto-enable", () => {
  it("goes by the key in the environment, in the plugin and in a module of its own", () => {
    expect(openrouterPlugin.autoEnable).toEqual({ envKeys: ["OPENROUTER_API_KEY"] });
    expect(shouldEnable({ env: { OPENROUTER_API_KEY: "sk-or-v1-x" } })).toBe(true);
    expect(shouldEnable({ env: { OPENROUTER_API_KEY: " " } })).toBe(false);
    expect(shouldEnable({ env: {} })).toBe(false);
  });
});
