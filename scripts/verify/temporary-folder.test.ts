import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import process from "node:process";
import { expect, it, vi } from "vitest";
import useTemporaryFolder from "./temporary-folder.ts";
import { testedWorkspaces } from "./workspaces.ts";

it("is where tests and what they start write, and is gone with everything in it at their end", () => {
  const outer = tmpdir();
  vi.stubEnv("TMPDIR", outer);
  const clearAway = useTemporaryFolder();
  const inner = tmpdir();
  expect(dirname(inner)).toBe(outer);
  expect(process.env.TMPDIR).toBe(inner);
  writeFileSync(join(inner, "left by a test"), "");
  clearAway();
  vi.unstubAllEnvs();
  expect(existsSync(inner)).toBe(false);
  expect(existsSync(outer)).toBe(true);
});

it.each(testedWorkspaces("."))("takes in what the tests of $directory leave", ({ directory }) => {
  expect(readFileSync(join(directory, "vitest.config.ts"), "utf8")).toMatch(
    /globalSetup: "(?:\.\.\/\.\.\/)?scripts\/verify\/temporary-folder\.ts"/,
  );
  expect(tmpdir()).toMatch(/[/\\]tests-\w+$/);
});
