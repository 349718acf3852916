import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Report } from "../report/report.ts";
import { bunLock, consumer, npmLock, pin, plugin, policy } from "../testing/lockfiles.ts";
import { runPinCheck } from "../testing/run-pin-check.ts";
import { type ScratchFiles, scratchRepository } from "../testing/scratch-repository.ts";

const published =
  "sha512-1QFAOhtX2TtWwie1z2MXukhjH9hBBeuWAzHzT5PtDAlsJRtlJ9AiudqDTiZhXMD06GtvN20jqBdVJD+SiXpDVg==";
const nobody = { npm_config_cache: join(import.meta.dirname, "nowhere") };

/** A consumer that npm has locked to the registry's tarball. */
function lockedConsumer(integrity: string, more: ScratchFiles = {}): string {
  const dependencies = { [plugin]: pin };
  return scratchRepository({
    ...consumer(pin),
    "package-lock.json": npmLock(
      { "": { name: "consumer", dependencies } },
      { [`node_modules/${plugin}`]: { version: pin, integrity } },
    ),
    "pins.json": policy(),
    ...more,
  });
}

async function check(root: string, artifact: string, environment: Record<string, string> = nobody) {
  const run = await runPinCheck(["--root", root, "--artifact", artifact, "--format", "json"], environment);
  const report: Report = JSON.parse(run.stdout);
  return { exitCode: run.exitCode, report, rules: report.findings.map(({ rule }) => rule) };
}

describe("a consumer that is pinned to the registry's alpha.13", () => {
  it("is told that the pin is exact, but broken, with the evidence and the advice", async () => {
    const { exitCode, report, rules } = await check(lockedConsumer(published), "registry");
    expect(exitCode).toBe(1);
    expect(rules).toEqual(["broken-artifact"]);
    const [finding] = report.findings;
    expect(finding).toMatchObject({
      severity: "error",
      file: "package.json",
      keyPath: ["dependencies", plugin],
    });
    expect(finding?.message).toContain("exact, but broken");
    expect(finding?.message).toContain("`openrouterPlugin` and `openrouterPlugin2`");
    expect(finding?.message).toContain("`@elizaos/plugin-openrouter@2.0.0-alpha.3`");
    expect(finding?.hint).toContain("pin-check verify 2.0.0-alpha.3");
  });

  it("is not told anything by --artifact off", async () => {
    expect(await check(lockedConsumer(published), "off")).toMatchObject({ exitCode: 0, rules: [] });
  });

  it("is told that nothing is known where nothing is at hand", async () => {
    const { exitCode, report, rules } = await check(lockedConsumer(published), "auto");
    expect(rules).toEqual(["unjudged-artifact"]);
    expect(report.findings[0]?.hint).toContain("--artifact registry");
    expect(exitCode).toBe(0);
  });

  it("is told when the registry serves other bytes than the lockfile asks for", async () => {
    const { exitCode, report, rules } = await check(lockedConsumer(`sha512-${"B".repeat(86)}==`), "registry");
    expect(rules).toEqual(["unjudged-artifact"]);
    expect(report.findings[0]?.message).toContain("the registry serves sha512-1QFA");
    expect(exitCode).toBe(1);
  });

  it("gets exit code 2 when the registry has no such version", async () => {
    const missing = scratchRepository({
      "package.json": { name: "consumer", dependencies: { "left-pad": "99.0.0" } },
      "package-lock.json": npmLock(
        { "": { name: "consumer", dependencies: { "left-pad": "99.0.0" } } },
        { "node_modules/left-pad": "99.0.0" },
      ),
      "pins.json": { pins: [{ package: "left-pad", version: "99.0.0" }] },
    });
    const { exitCode, report } = await check(missing, "registry");
    expect(exitCode).toBe(2);
    expect(report.unreadable[0]?.file).toBe("left-pad@99.0.0");
  });

  it("has its installed files judged, which no checksum covers", async () => {
    const folder = `node_modules/${plugin}`;
    const whole = {
      [`${folder}/package.json`]: { name: plugin, version: pin, type: "module", exports: "./index.js" },
      [`${folder}/index.js`]: "export const openrouterPlugin = {};\n",
    };
    const sound = await check(lockedConsumer(published, whole), "auto");
    expect(sound).toMatchObject({ exitCode: 0, rules: ["unjudged-artifact"] });
    expect(sound.report.findings[0]?.severity).toBe("info");

    const truncated = { ...whole, [`${folder}/index.js`]: "export { openrouterPlugin };\n" };
    const broken = await check(lockedConsumer(published, truncated), "auto");
    expect(broken).toMatchObject({ exitCode: 1, rules: ["broken-artifact"] });

    const excused = {
      ...truncated,
      [`${folder}/package.json`]: {
        name: plugin,
        version: pin,
        type: "module",
        exports: "./index.js",
        bundleCheck: { rules: { "undeclared-export": "off" } },
      },
    };
    expect((await check(lockedConsumer(published, excused), "auto")).exitCode).toBe(1);

    const other = { ...whole, [`${folder}/package.json`]: { name: plugin, version: "2.0.0-alpha.3" } };
    const stale = await check(lockedConsumer(published, other), "auto");
    expect(stale.report.findings[0]?.message).toContain("holds @elizaos/plugin-openrouter@2.0.0-alpha.3");
  });
});

describe("a workspace that the pin leads to", () => {
  const dependencies = { [plugin]: pin };
  const repository = (index: string | null): string => {
    const root = scratchRepository({
      "package.json": { name: "consumer", workspaces: ["packages/*"], dependencies },
      "packages/plugin/package.json": {
        name: plugin,
        version: pin,
        type: "module",
        exports: { ".": { import: "./index.js" } },
        files: ["index.js"],
        scripts: { prepack: "touch ran", prepare: "touch ran" },
      },
      "bun.lock": bunLock({
        workspaces: {
          "": { name: "consumer", dependencies },
          "packages/plugin": { name: plugin, version: pin },
        },
        packages: { [plugin]: [`${plugin}@workspace:packages/plugin`] },
      }),
      ...(index === null ? {} : { "packages/plugin/index.js": index }),
      "pins.json": policy({ allowWorkspace: true }),
    });
    mkdirSync(join(root, "node_modules"));
    return root;
  };

  it("is judged as packed, and none of its scripts is run", async () => {
    const root = repository("export const openrouterPlugin = {};\n");
    expect(await check(root, "auto")).toMatchObject({ exitCode: 0, rules: [] });
    const { existsSync } = await import("node:fs");
    expect(existsSync(join(root, "packages/plugin/ran"))).toBe(false);
  });

  it("fails when it is truncated", async () => {
    const { exitCode, report, rules } = await check(repository("export { openrouterPlugin };\n"), "auto");
    expect(rules).toEqual(["broken-artifact"]);
    expect(report.findings[0]?.message).toContain("as packed it is broken");
    expect(exitCode).toBe(1);
  });

  it("is not called fine when it was never built", async () => {
    const { report, rules } = await check(repository(null), "auto");
    expect(rules).toEqual(["unjudged-artifact"]);
    expect(report.findings[0]?.message).toContain("is not built");
  });
});
