import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { afterEach, expect, it, vi } from "vitest";
import useTemporaryFolder from "./temporary-folder.ts";
import { testedWorkspaces } from "./workspaces.ts";

const outer = tmpdir();

function useFolder() {
  for (const name of ["TMPDIR", "TMP", "TEMP"]) vi.stubEnv(name, outer);
  const clearAway = useTemporaryFolder();
  return { folder: tmpdir(), clearAway };
}

afterEach(() => vi.unstubAllEnvs());

it("is where tests and what they start write, and is gone with everything in it at their end", () => {
  const { folder, clearAway } = useFolder();
  expect(dirname(folder)).toBe(outer);
  expect([process.env.TMPDIR, process.env.TMP, process.env.TEMP]).toEqual([folder, folder, folder]);
  writeFileSync(join(folder, "left by a test"), "");
  clearAway();
  expect(existsSync(folder)).toBe(false);
  expect(existsSync(outer)).toBe(true);
});

it("takes away what runs have left that were ended, and nothing else", () => {
  const ended = spawnSync(process.execPath, ["-e", ""]).pid;
  const abandoned = join(outer, `openrouter-tests-${ended}-aBcDeF`);
  const others = [`openrouter-tests-${process.pid}-aBcDeF`, "openrouter-tests-x-1", `tests-${ended}-aBcDeF`];
  for (const name of [abandoned, ...others.map((other) => join(outer, other))]) mkdirSync(name);
  const { clearAway } = useFolder();
  clearAway();
  expect(existsSync(abandoned)).toBe(false);
  for (const other of others) expect(existsSync(join(outer, other)), other).toBe(true);
});

it.each(testedWorkspaces("."))("takes in what the tests of $directory leave", async ({ directory }) => {
  const configuration = await import(pathToFileURL(resolve(directory, "vitest.config.ts")).href);
  const { globalSetup } = configuration.default.test;
  expect(resolve(directory, globalSetup)).toBe(resolve(import.meta.dirname, "temporary-folder.ts"));
});

it("is in use here", () => {
  expect(outer).toMatch(/[/\\]openrouter-tests-\d+-\w+$/);
});
