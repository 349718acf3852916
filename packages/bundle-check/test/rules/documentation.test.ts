import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ruleIds } from "../../src/configuration/subject.js";
import { describeFinding } from "../../src/report/messages.js";
import { rules } from "../../src/rules/index.js";
import { judgeFixture } from "./fixture.js";
import { fixturesByRule } from "./fixtures/index.js";

const pages = new URL("../../../../docs/rules/", import.meta.url);
const ids = rules.map(({ id }) => id);
const sections = ["What", "Why", "Consequences", "Common causes", "How to fix"];

function namesIn(folder: URL, extension: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(extension))
    .map((name) => name.slice(0, -extension.length));
}

describe("every rule has", () => {
  it("a page, and every page a rule", () => {
    expect(
      namesIn(pages, ".md")
        .filter((name) => name !== "README")
        .sort(),
    ).toEqual([...ids].sort());
  });

  it("a file of fixtures, and every file a rule", () => {
    const files = namesIn(new URL("fixtures/", import.meta.url), ".ts").filter((name) => name !== "index");
    expect(files.sort()).toEqual([...ids].sort());
    expect(Object.keys(fixturesByRule)).toEqual(ids);
  });

  it("a name in the configuration", () => {
    expect(ruleIds).toEqual([...ids].sort());
  });

  it.each(ids)("a text for each of its findings: %s", (id) => {
    const findings = fixturesByRule[id].flatMap(judgeFixture).filter(({ rule }) => rule === id);
    expect(findings.length).toBeGreaterThan(0);
    for (const finding of findings) {
      const text = describeFinding(finding);
      for (const part of Object.values(text)) {
        expect(part).toMatch(/^\S.*[.)]$/s);
        expect(part).not.toMatch(/undefined is|\[object|NaN/);
      }
    }
  });
});

describe("every page", () => {
  it.each(rules.map((rule) => [rule.id, rule] as const))("has its fixed sections: %s", (id, rule) => {
    const page = readFileSync(new URL(`${id}.md`, pages), "utf8");
    const [title, blank, summary, ...rest] = page.split("\n");
    expect(title).toBe(`# ${id}`);
    expect(blank).toBe("");
    expect(summary).toMatch(/^[^.]+(\.[^.]+)*\. Severity: /);
    expect(summary).toContain(`Severity: ${rule.severity}`);
    const headings = rest.filter((line) => /^#/.test(line)).map((line) => line.replace(/^#+ /, ""));
    expect(headings).toEqual(sections);
    for (const [, target = ""] of page.matchAll(/\]\(([\w-]+)\.md\)/g)) expect(ids).toContain(target);
  });

  it("is listed in the index", () => {
    const index = readFileSync(new URL("README.md", pages), "utf8");
    const rows = index.split("\n").filter((line) => line.startsWith("| ["));
    expect(rows).toEqual(
      rules.map(({ id, severity, summary }) => `| [${id}](${id}.md) | ${severity} | ${summary} |`),
    );
  });
});
