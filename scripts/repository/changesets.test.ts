import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { repositoryFiles } from "./tracked-files.ts";

let scratch: string;
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), "changesets-"));
  for (const path of repositoryFiles().filter((file) =>
    /(?:^|\/)package\.json$|^\.changeset\/|^bun\.lock$/.test(file),
  )) {
    mkdirSync(dirname(join(scratch, path)), { recursive: true });
    cpSync(path, join(scratch, path));
  }
  symlinkSync(resolve("node_modules"), join(scratch, "node_modules"));
});
afterEach(() => rmSync(scratch, { recursive: true, force: true }));

function run(command: string, ...argumentList: string[]): string {
  const { status, stdout, stderr } = spawnSync(command, argumentList, { cwd: scratch, encoding: "utf8" });
  expect(status, stdout + stderr).toBe(0);
  return stdout;
}

function manifest(path: string): { version: string; dependencies?: Record<string, string> } {
  return JSON.parse(readFileSync(join(scratch, path, "package.json"), "utf8"));
}

describe("the pending changesets", () => {
  it("count up the alpha of each published package, and the root's exact pin with them", () => {
    const before = manifest("packages/plugin").version;
    expect(manifest(".").dependencies?.["@elizaos/plugin-openrouter"]).toBe(before);

    run(process.execPath, resolve("node_modules/@changesets/cli/bin.js"), "version");

    const [, line, alpha] = /^(\d+\.\d+\.\d+)-alpha\.(\d+)$/.exec(before) ?? [];
    const next = `${line}-alpha.${Number(alpha) + 1}`;
    expect(manifest("packages/plugin").version).toBe(next);
    expect(manifest(".").dependencies?.["@elizaos/plugin-openrouter"]).toBe(next);
    expect(manifest("packages/bundle-check").version).toMatch(/^0\.1\.0-alpha\.\d+$/);
    expect(readFileSync(join(scratch, "packages/plugin/CHANGELOG.md"), "utf8")).toContain(`## ${next}`);
  });
});
