import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import manifest from "../../package.json" with { type: "json" };
import { pluginParameters, settingsTable } from "../../scripts/settings-documents.js";

/** The cells of a Markdown table, row by row: the formatter pads them. */
function cells(table: string): string[][] {
  return table
    .split("\n")
    .filter((line) => line.startsWith("|") && !/^\|[\s|-]+$/.test(line))
    .map((line) => line.split("|").map((cell) => cell.trim()));
}

describe("the settings", () => {
  it("are in agentConfig as the table in the code has them", () => {
    expect(manifest.agentConfig.pluginParameters).toEqual(pluginParameters());
  });

  it("are in the README as the table in the code has them", async () => {
    const readme = await readFile(new URL("../../README.md", import.meta.url), "utf8");
    const section = readme.match(/<!-- settings:[\s\S]*<!-- \/settings -->/)?.[0] ?? "";
    expect(cells(section)).toEqual(cells(settingsTable()));
  });
});
