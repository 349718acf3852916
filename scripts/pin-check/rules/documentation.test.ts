import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createOptionsTable } from "../cli/help.ts";
import { commands, exitCodes } from "../cli/options.ts";
import { rules } from "./index.ts";

const root = join(import.meta.dirname, "..", "..", "..");
const pages = join(root, "docs", "pin-rules");
const ids = rules.map(({ id }) => id);
const sections = ["What", "Why", "Consequences", "Common causes", "How to fix"];
const read = (name: string): string => readFileSync(join(pages, `${name}.md`), "utf8");

describe("the pages of the rules", () => {
  it("are one for each rule", () => {
    const names = readdirSync(pages).map((name) => name.replace(/\.md$/, ""));
    expect(names.filter((name) => name !== "README").sort()).toEqual([...ids].sort());
  });

  it.each(rules.map((rule) => [rule.id, rule] as const))("%s has its fixed sections", (id, { severity }) => {
    const [title, blank, summary, ...rest] = read(id).split("\n");
    expect(title).toBe(`# ${id}`);
    expect(blank).toBe("");
    expect(summary).toContain(`Severity: ${severity}`);
    const headings = rest.filter((line) => line.startsWith("#")).map((line) => line.replace(/^#+ /, ""));
    expect(headings).toEqual(sections);
    for (const [, target = ""] of read(id).matchAll(/\]\(([\w-]+)\.md\)/g)) expect(ids).toContain(target);
  });
});

describe("the index", () => {
  const index = read("README");

  it("lists the rules as the code has them", () => {
    const rows = index.split("\n").filter((line) => line.startsWith("| ["));
    expect(rows).toEqual(
      rules.map(({ id, severity, summary }) => `| [${id}](${id}.md) | ${severity} | ${summary} |`),
    );
  });

  it("shows the options, the commands and the exit codes as the code has them", () => {
    expect(index).toContain(createOptionsTable());
    for (const { usage } of commands)
      expect(index).toContain(usage.replace("pin-check", "bun run pin-check"));
    for (const { code, meaning } of exitCodes) expect(index).toContain(`| ${code} | ${meaning} |`);
  });
});
