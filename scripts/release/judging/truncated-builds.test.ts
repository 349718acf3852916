/**
 * The gate over damaged copies of the plugin's real build, with the real guard: what happened to alpha.12 and
 * alpha.13, and what else a broken build may leave behind.
 */
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { packPackage } from "../pack.ts";
import { describeErrors, judgeCandidates } from "./judge-targets.ts";
import { type TargetsVerdict, verdictOf } from "./verdict.ts";

const nodeEntry = "dist/node/index.node.js";
const browserEntry = "dist/browser/index.browser.js";
const commonJsEntry = "dist/cjs/index.node.cjs";
const entries = [nodeEntry, browserEntry, commonJsEntry];

let folder: string;
let printed: string[];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "truncated-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What is packed of the built plugin, as a package of its own. */
function copyOfPlugin(): string {
  const copy = mkdtempSync(join(folder, "plugin-"));
  for (const name of ["package.json", "README.md", "LICENSE", "dist"]) {
    const source = join("packages/plugin", name);
    if (existsSync(source)) cpSync(source, join(copy, name), { recursive: true });
  }
  // Outside the workspace `workspace:*` means nothing; nobody installs development dependencies from a tarball.
  edit(join(copy, "package.json"), (text) => JSON.stringify({ ...JSON.parse(text), devDependencies: {} }));
  return copy;
}

async function gate(packageDirectory: string): Promise<TargetsVerdict> {
  const packed = await packPackage(packageDirectory, mkdtempSync(join(folder, "packed-")));
  const configuration = resolve("packages/plugin/package.json");
  const guard = { command: resolve("node_modules/.bin/bundle-check"), cwd: process.cwd(), timeout: 60_000 };
  const targets = await judgeCandidates([{ label: "packed", packed, configuration }], guard);
  printed = describeErrors(targets);
  return verdictOf(targets);
}

function edit(file: string, change: (text: string) => string): void {
  const before = readFileSync(file, "utf8");
  const after = change(before);
  expect(after, `the damage to ${file} changes nothing`).not.toBe(before);
  writeFileSync(file, after);
}

/** Renames the binding where it is declared and leaves the export list as it was: the published breakage. */
function removeDeclaration(file: string): void {
  edit(file, (text) => text.replace(/^(?:var|const|let) openrouterPlugin\b/m, "$&Lost"));
}

describe("the gate over the plugin's build", () => {
  it("opens for the build as it is", async () => {
    const verdict = await gate(copyOfPlugin());
    expect(verdict.kind, printed.join("\n")).toBe("passed");
  });

  it.each(entries)("is shut when %s has lost the plugin's declaration", async (entry) => {
    const copy = copyOfPlugin();
    removeDeclaration(join(copy, entry));
    expect((await gate(copy)).kind).toBe("refused");
    expect(printed.join("\n")).toContain("openrouterPlugin");
  });

  it.each(entries)("is shut when %s is empty", async (entry) => {
    const copy = copyOfPlugin();
    edit(join(copy, entry), () => "");
    expect((await gate(copy)).kind).toBe("refused");
    expect(printed.join("\n")).toContain(entry);
  });

  it.each(entries)("is shut when %s is gone", async (entry) => {
    const copy = copyOfPlugin();
    rmSync(join(copy, entry));
    expect((await gate(copy)).kind).toBe("refused");
  });

  it.each(entries)("is shut when %s was cut in half", async (entry) => {
    const copy = copyOfPlugin();
    edit(join(copy, entry), (text) => text.slice(0, text.length / 2));
    expect((await gate(copy)).kind).toBe("refused");
  });

  it("is shut when an entry is one of the published truncated bundles", async () => {
    const copy = copyOfPlugin();
    edit(
      join(copy, nodeEntry),
      () => "var b = 2;\nexport { openrouterPlugin2 as default, b, openrouterPlugin };\n",
    );
    expect((await gate(copy)).kind).toBe("refused");
    expect(printed.join("\n")).toMatch(
      /^dist\/node\/index\.node\.js:2:10 undeclared-export: .*openrouterPlugin2/m,
    );
  });

  it("is shut when nothing was built", async () => {
    const copy = copyOfPlugin();
    rmSync(join(copy, "dist"), { recursive: true });
    expect((await gate(copy)).kind).toBe("refused");
  });
});
