import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { repositoryFiles } from "../repository/tracked-files.ts";
import { checkRepository } from "./testing/run-pin-check.ts";
import { scratchRepository, writeFiles } from "./testing/scratch-repository.ts";

const plugin = "@elizaos/plugin-openrouter";
const pin = "2.0.0-alpha.13";
const copied =
  /^(?:(?:packages\/[^/]+|bench)\/)?package\.json$|^bun\.lock$|^\.gitignore$|^scripts\/pin-check\/pins\.json$/;
const files = Object.fromEntries(
  repositoryFiles()
    .filter((path) => copied.test(path))
    .map((path) => [path, readFileSync(path, "utf8")]),
);

/** Everything of this repository that decides about its pin. */
function copyOfThisRepository(): string {
  return scratchRepository(files);
}

function replaced(path: string, from: string, to: string): Record<string, string> {
  const text = files[path] ?? "";
  if (!text.includes(from)) throw new Error(`${path} does not hold ${from}.`);
  return { [path]: text.replace(from, to) };
}

function inRoot(specifier: string): Record<string, string> {
  return replaced("package.json", `"${plugin}": "${pin}"`, `"${plugin}": ${JSON.stringify(specifier)}`);
}

function rootWith(addition: object): Record<string, string> {
  const manifest: object = JSON.parse(files["package.json"] ?? "");
  return { "package.json": JSON.stringify({ ...manifest, ...addition }, null, 2) };
}

const dependency = ["dependencies", plugin];

interface Edit {
  readonly edit: string;
  readonly files: Record<string, string>;
  readonly file: string;
  readonly keyPath: readonly string[];
  readonly rule: string;
}

const nested = `"packages": {\n    "bundle-check-bench/${plugin}": ["${plugin}@2.0.0-alpha.12", "", {}, "sha512-hxJIlvNuQAMa4TAaN9swE9jqlNBvy4gDMXM35JmbX95wpCOrZ2NYdwwnymoPVeYmZTNtB/rizf53phPpYj/5gw=="],\n`;

const edits: readonly Edit[] = [
  ...[
    "^2.0.0-alpha.13",
    "~2.0.0-alpha.13",
    "latest",
    ">=2.0.0-alpha.13",
    "2.0.0-alpha.13 || 2.0.0-alpha.12",
    "*",
  ].map((specifier) => ({
    edit: `${specifier} in the root`,
    files: inRoot(specifier),
    file: "package.json",
    keyPath: dependency,
    rule: "inexact-pin",
  })),
  ...[
    "2.0.0-alpha.130",
    "2.0.0-alpha.13-x",
    "v2.0.0-alpha.13",
    "2.0.0-alpha.13+build",
    "2.0.0-alpha.13 ",
    " 2.0.0-alpha.13",
    "2.0.0-alpha.１３",
    "2.0.0-alpha.١٣",
    "==2.0.0-alpha.13",
    "2.0.0-alpha.013",
    "2.0.0-Alpha.13",
    "2.0.0-alpha.13\u200b",
  ].map((specifier) => ({
    edit: `${JSON.stringify(specifier)}, which only looks equal`,
    files: inRoot(specifier),
    file: "package.json",
    keyPath: dependency,
    rule: "look-alike-version",
  })),
  {
    edit: "an alias to alpha.12 under another key",
    files: replaced(
      "package.json",
      '"devDependencies": {',
      `"devDependencies": {\n    "router": "npm:${plugin}@2.0.0-alpha.12",`,
    ),
    file: "package.json",
    keyPath: ["devDependencies", "router"],
    rule: "denied-version",
  },
  {
    edit: "a nested alpha.12 in bun.lock",
    files: replaced("bun.lock", '"packages": {\n', nested),
    file: "bun.lock",
    keyPath: ["packages", `bundle-check-bench/${plugin}`],
    rule: "denied-version",
  },
  {
    edit: "an override that contradicts the pin",
    files: rootWith({ overrides: { [plugin]: "2.0.0-alpha.12" } }),
    file: "package.json",
    keyPath: ["overrides", plugin],
    rule: "override-contradicts-pin",
  },
  {
    edit: "packages/plugin at another version",
    files: replaced("packages/plugin/package.json", `"version": "${pin}"`, '"version": "2.0.0-alpha.14"'),
    file: "packages/plugin/package.json",
    keyPath: ["version"],
    rule: "workspace-version",
  },
];

describe("a copy of this repository", () => {
  it("is clean", async () => {
    const { exitCode, report } = await checkRepository(copyOfThisRepository());
    expect(report.findings).toEqual([]);
    expect(report.unreadable).toEqual([]);
    expect(exitCode).toBe(0);
    expect(report.pins).toEqual([{ package: plugin, version: pin, uses: 1, instances: 1 }]);
  });

  it.each(edits)("fails with $edit", async ({ files: edited, file, keyPath, rule }) => {
    const root = copyOfThisRepository();
    writeFiles(root, edited);
    const { exitCode, report } = await checkRepository(root);
    expect(exitCode).toBe(1);
    const found = report.findings.find((finding) => finding.rule === rule);
    expect(found).toMatchObject({ severity: "error", file, keyPath });
    expect(found?.message).toMatch(/^\S.*\.$/);
  });

  it("fails as somebody else's repository, whose workspaces the shipped policy does not trust", async () => {
    const { "scripts/pin-check/pins.json": _shipped, ...foreign } = files;
    const { exitCode, report } = await checkRepository(scratchRepository(foreign));
    expect(exitCode).toBe(1);
    expect(report.findings.map(({ rule }) => rule)).toEqual(["locked-source"]);
  });
});
