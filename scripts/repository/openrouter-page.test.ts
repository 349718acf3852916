import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const page = readFileSync("docs/openrouter.md", "utf8");
const manifest: {
  peerDependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  agentConfig: { pluginParameters: Record<string, { default?: unknown }> };
} = JSON.parse(readFileSync("packages/plugin/package.json", "utf8"));
const parameters = manifest.agentConfig.pluginParameters;

describe("the page about OpenRouter", () => {
  it("has the sections that people look for, in this order", () => {
    expect([...page.matchAll(/^## (.+)$/gm)].map(([, title]) => title)).toEqual([
      "Installation",
      "Auto-enable",
      "Settings",
      "eliza.json",
      "Models by maker",
      "Type mapping",
      "Features",
      "Provider routing",
      "Free models",
      "Rate limits and pricing",
      "Related plugins",
      "The pin",
    ]);
  });

  it("names only settings that the plugin has", () => {
    const named = [...new Set(page.match(/\bOPENROUTER_[A-Z_]+/g))];
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((name) => !(name in parameters))).toEqual([]);
  });

  it("shows the models that the plugin uses by default, and the width of embeddings", () => {
    const models = Object.entries(parameters).filter(
      ([name, { default: value }]) => /^OPENROUTER_\w*MODEL$/.test(name) && typeof value === "string",
    );
    expect(models.length).toBeGreaterThan(5);
    const mapping = page.slice(page.indexOf("## Type mapping"), page.indexOf("## Features"));
    for (const [name, { default: model }] of models) expect(mapping, name).toContain(`\`${String(model)}\``);
    expect(mapping).toContain(`${String(parameters.OPENROUTER_EMBEDDING_DIMENSIONS?.default)} wide`);
  });

  it("names the versions of core that the plugin is tested with", () => {
    const { "@elizaos/core": newest, "elizaos-core-114": oldest = "" } = manifest.devDependencies;
    expect(page).toContain(`${oldest.replace("npm:@elizaos/core@", "")} to ${newest}`);
  });

  it("shows JSON that is JSON", () => {
    const blocks = [...page.matchAll(/^```json\n([\s\S]*?)^```$/gm)];
    expect(blocks.length).toBeGreaterThan(2);
    for (const [, json = ""] of blocks) expect(() => JSON.parse(json)).not.toThrow();
  });

  it("warns of the truncated versions", () => {
    expect(page).toMatch(/Never install `2\.0\.0-alpha\.12` or `2\.0\.0-alpha\.13`/);
  });
});
