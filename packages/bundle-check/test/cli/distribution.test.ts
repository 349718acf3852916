import { readdirSync, readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { describe, expect, it } from "vitest";
import { rules } from "../../src/rules/index.js";

const dist = new URL("../../dist/", import.meta.url);
const bundles = readdirSync(dist).filter((name) => name.endsWith(".js"));

describe("what is published", () => {
  it.each(bundles)("%s needs nothing that is not in Node or beside it", (name) => {
    const text = readFileSync(new URL(name, dist), "utf8");
    const imports = [...text.matchAll(/^(?:import|export)\b[^;"]*"([^"]+)";$/gm)].map(
      ([, specifier = ""]) => specifier,
    );
    for (const specifier of imports) {
      expect(isBuiltin(specifier) || bundles.includes(specifier.replace("./", "")), specifier).toBe(true);
    }
    // esbuild's stand-in for a `require` that Node does not have here; the rule about it only mentions its words.
    expect(text).not.toMatch(/throw Error\(['"`]Dynamic require of/);
  });

  it("has the page of every rule", () => {
    const pages = readdirSync(new URL("rules/", dist));
    for (const { id } of rules) expect(pages).toContain(`${id}.md`);
  });

  it("has the licences of what is bundled", () => {
    const text = readFileSync(new URL("THIRD-PARTY-LICENSES.txt", dist), "utf8");
    for (const name of ["acorn", "assemblyscript", "globals", "jsonc-parser", "semver", "tar"])
      expect(text).toMatch(new RegExp(`^${name} \\d`, "m"));
    expect(text).not.toContain("vitest");
  });
});
