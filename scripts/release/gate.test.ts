import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

let home: string;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), "gate-home-"));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

function runGateCommand(argumentList: string[], environment: NodeJS.ProcessEnv = {}) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["scripts/release/gate.ts", ...argumentList],
    {
      encoding: "utf8",
      env: { ...process.env, CI: "true", ...environment },
      timeout: 100_000,
    },
  );
  return { status, stdout, stderr };
}

describe("the gate command", () => {
  it("refuses arguments it does not know, instead of ignoring them", () => {
    expect(runGateCommand(["--tarbal", "x.tgz"])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("takes no arguments"),
    });
  });

  it("is shut with exit 3 when it cannot pack, because no Bun is there", () => {
    // The empty home serves as an empty PATH.
    expect(runGateCommand([], { PATH: home })).toMatchObject({
      status: 3,
      stderr: expect.stringContaining("GATE SHUT"),
    });
  });

  it("is shut with exit 2 when the registry is out of reach, and says what was not judged", () => {
    // A port that nothing listens on, and a home without caches or configuration.
    const registry = "http://127.0.0.1:9/";
    const { status, stdout } = runGateCommand([], {
      HOME: home,
      npm_config_registry: registry,
      NPM_CONFIG_REGISTRY: registry,
      BUN_CONFIG_REGISTRY: registry,
      npm_config_cache: join(home, "cache"),
    });
    expect(stdout).toMatch(/@elizaos\/plugin-openrouter@2\.0\.0-alpha\.12 was not judged/);
    expect(stdout).toMatch(/@elizaos\/plugin-openrouter@2\.0\.0-alpha\.13 was not judged/);
    expect(stdout).toContain("not judged is not ok");
    expect(stdout).not.toContain("GATE OPEN");
    expect(status).toBe(2);
  });
});
