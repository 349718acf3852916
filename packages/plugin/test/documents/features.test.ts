import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";

const page = await readFile(new URL("../../../../docs/plugin/features.md", import.meta.url), "utf8");
const rows = page
  .split("\n")
  .map((line) => /^\| (.+?) +\| .*? \| `([^`]+)` +\| (.+?) +\|$/.exec(line))
  .filter((match) => match !== null)
  .map(([, feature = "", file = "", title = ""]) => ({ feature, file, title }));

describe("the page of features", () => {
  it("has rows", () => {
    expect(rows.length).toBeGreaterThan(60);
  });

  it.each(rows)("names a test that exists for: $feature", async ({ file, title }) => {
    const tests = await readFile(new URL(`../${file}`, import.meta.url), "utf8");
    expect(tests).toContain(title);
  });
});
