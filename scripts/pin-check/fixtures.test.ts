import { describe, expect, it } from "vitest";
import { readFixtures } from "./fixtures/fixtures.ts";
import { denied, pin, pinned } from "./fixtures/scenarios.ts";
import { checkRepository } from "./testing/run-pin-check.ts";
import { scratchRepository } from "./testing/scratch-repository.ts";

const policy = { pins: [{ package: pinned, version: pin, denied: [denied], allowWorkspace: true }] };

/** Repositories as real package managers left them: the whole check, and not only the reader. */
describe("the check of a repository with a lockfile of", () => {
  it.each(readFixtures())("$name", async ({ files, holds, lockfile }) => {
    // `bun.lockb` stays what it is, byte by byte.
    expect(lockfile.length).toBeGreaterThan(0);
    const root = scratchRepository({ ...Object.fromEntries(files), "pins.json": policy });
    const { exitCode, report } = await checkRepository(root);
    expect(report.unreadable).toEqual([]);
    const errors = report.findings.filter(({ severity }) => severity === "error");
    if (holds) expect(errors).toEqual([]);
    else expect(errors).not.toEqual([]);
    expect(exitCode).toBe(holds ? 0 : 1);
  });
});
