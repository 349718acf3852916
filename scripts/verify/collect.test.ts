import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { collectResults } from "./collect.ts";
import { reportPath, testedWorkspaces } from "./workspaces.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "collect-"));
  for (const name of ["tested", "untested"]) mkdirSync(join(root, "packages", name), { recursive: true });
  mkdirSync(join(root, "bench"));
  writeFileSync(join(root, "package.json"), '{"workspaces":["packages/*","bench"]}');
  writeFileSync(join(root, "bench/package.json"), '{"scripts":{"test":"vitest run"}}');
  writeFileSync(join(root, "packages/tested/package.json"), '{"scripts":{"test":"vitest run"}}');
  writeFileSync(join(root, "packages/untested/package.json"), '{"scripts":{"build":"tsc"}}');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe("collecting the results", () => {
  it("expects a report of the root and of every workspace with a test script", () => {
    expect(testedWorkspaces(root).map(({ directory }) => directory)).toEqual([
      ".",
      "bench",
      "packages/tested",
    ]);
  });

  it("names the workspaces without a report instead of counting them as passed", () => {
    expect(collectResults(testedWorkspaces(root))).toMatchObject({
      total: { passed: 0, failed: 0 },
      missing: [".", "bench", "packages/tested"],
    });
  });

  it("counts what vitest itself wrote, failures and unloadable files too", () => {
    symlinkSync(resolve("node_modules"), join(root, "node_modules"));
    const tests = {
      "passes.test.mjs":
        'import { it } from "vitest"; it("a", () => {}); it("b", () => {}); it.skip("c", () => {});',
      "fails.test.mjs": 'import { it } from "vitest"; it("d", () => { throw new Error("no"); });',
      "breaks.test.mjs": 'import "./no-such-file.mjs";',
    };
    for (const [name, text] of Object.entries(tests)) writeFileSync(join(root, name), text);
    const { status } = spawnSync(
      process.execPath,
      [
        resolve("node_modules/vitest/vitest.mjs"),
        "run",
        "--root",
        root,
        "--reporter=json",
        `--outputFile.json=${reportPath}`,
      ],
      { cwd: root, encoding: "utf8" },
    );
    expect(status).toBe(1);
    const { workspaces } = collectResults(testedWorkspaces(root));
    expect(workspaces[0]).toEqual({ directory: ".", counts: { passed: 2, failed: 2, skipped: 1 } });
  });
});
