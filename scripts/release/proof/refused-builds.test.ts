/**
 * Trees and tarballs that must not get through: the real bundler bug at work in a scratch clone, a loosened pin, and
 * the releases that were published truncated.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { parseReport } from "../report/read-report.ts";
import type { GateReport } from "../report/report.ts";
import { type Registry, startRegistry } from "./testing/registry.ts";
import { createScratchClone, type ScratchClone } from "./testing/scratch-clone.ts";

let clone: ScratchClone;
let registry: Registry;
let start: string;

beforeAll(async () => {
  registry = await startRegistry();
  clone = await createScratchClone();
  start = (await clone.mustRun("git", ["rev-parse", "HEAD"])).trim();
}, 600_000);
afterAll(async () => {
  // Whatever of the two came to be.
  await registry?.close();
  clone?.remove();
});
afterEach(() => clone.reset(start));

async function gate(
  ...options: string[]
): Promise<{ exitCode: number | null; output: string; report: GateReport }> {
  const { exitCode, stdout, stderr } = await clone.run(
    "bun",
    ["run", "--silent", "gate", ...options, "--json"],
    {
      timeout: 600_000,
    },
  );
  const output = stdout + stderr;
  expect(stdout, output).not.toBe("");
  return { exitCode, output, report: parseReport(JSON.parse(stdout)) };
}

const verdicts = ({ stages }: GateReport) =>
  Object.fromEntries(stages.map(({ name, verdict }) => [name, verdict]));

describe("a build that the bundler's bug has truncated", () => {
  /** The entry as it was before: nothing but re-exports, in a package that says it has no side effects. */
  async function breakTheBuild(): Promise<void> {
    const source = readFileSync(join(clone.root, "packages/plugin/src/index.node.ts"), "utf8");
    writeFileSync(
      join(clone.root, "packages/plugin/src/whole-plugin.ts"),
      source.replace("export { openrouterPlugin };", "export { openrouterPlugin };"),
    );
    const barrel =
      'export { openrouterPlugin, openrouterPlugin as default, OpenRouterError, OpenRouterSettingError, settingsFromElizaConfig } from "./whole-plugin.js";\n';
    writeFileSync(join(clone.root, "packages/plugin/src/index.node.ts"), barrel);
    expect(
      JSON.parse(readFileSync(join(clone.root, "packages/plugin/package.json"), "utf8")).sideEffects,
    ).toBe(false);
    const bundle = "npx -y bun@1.3.13 build src/index.node.ts --target=node --packages=external --outfile";
    clone.edit("packages/plugin/package.json", (text) =>
      text.replace(
        '"build": "node build.ts"',
        `"build": "node build.ts && ${bundle} dist/node/index.node.js"`,
      ),
    );
    await clone.commit("Build with Bun");
  }

  it("is refused by the gate, by `release` and by a bare publish, and nothing appears in the registry", async () => {
    await breakTheBuild();
    const { exitCode, output, report } = await gate();
    expect(exitCode, output).toBe(1);
    expect(verdicts(report)).toMatchObject({
      build: "passed",
      pack: "passed",
      "bundle-check": "refused",
      smoke: "not run",
    });
    expect(output).toMatch(/dist\/node\/index\.node\.js:\d+:\d+ undeclared-export: .*openrouterPlugin/);
    expect(output).toContain("GATE SHUT: bundle-check refused this");

    const released = await clone.run("bun", ["run", "--silent", "release"], {
      environment: registry.environment,
    });
    expect(released.stdout).toContain("bundle-check refused");
    expect(released.exitCode).toBe(1);

    const published = await clone.run("npm", ["publish"], {
      directory: "packages/plugin",
      environment: registry.environment,
    });
    expect(published.stderr).toMatch(/undeclared-export/);
    expect(published.stderr).toContain("PUBLISH REFUSED");
    expect(published.exitCode).not.toBe(0);
    expect(registry.published()).toEqual([]);
  }, 600_000);
});

describe("a loosened pin", () => {
  it("is refused by pin-check before anything is built", async () => {
    clone.edit("package.json", (text) =>
      text.replace(
        '"@elizaos/plugin-openrouter": "2.0.0-alpha.13"',
        '"@elizaos/plugin-openrouter": "^2.0.0-alpha.10"',
      ),
    );
    const { exitCode, output, report } = await gate();
    expect(exitCode, output).toBe(1);
    expect(verdicts(report)).toMatchObject({ "pin-check": "refused", build: "not run", pack: "not run" });
    expect(output).toContain("inexact-pin");
    expect(report.packages).toEqual([]);
  });
});

describe("a version without a changeset", () => {
  it("is refused before anything is built", async () => {
    clone.edit("packages/bundle-check/package.json", (text) =>
      text.replace('"0.1.0-alpha.0"', '"0.1.0-alpha.7"'),
    );
    rmSync(join(clone.root, ".changeset"), { recursive: true });
    await clone.mustRun("git", ["checkout", start, "--", ".changeset/pre.json", ".changeset/config.json"]);
    await clone.mustRun("bun", ["install", "--lockfile-only"]);
    const { exitCode, report } = await gate("--stage", "versions");
    expect(exitCode).toBe(1);
    expect(report.stages.find(({ name }) => name === "versions")?.reasons.join("\n")).toContain(
      "0.1.0-alpha.7 has neither a pending changeset nor a section",
    );
  });
});

describe("a given tarball", () => {
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "published-"));
    const specs = ["1.5.17", "2.0.0-alpha.3", "2.0.0-alpha.12", "2.0.0-alpha.13"].map(
      (version) => `@elizaos/plugin-openrouter@${version}`,
    );
    await clone.mustRun("npm", ["pack", ...specs, "--ignore-scripts", "--pack-destination", folder]);
    await clone.mustRun("bun", ["run", "--silent", "build"]);
  }, 180_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const tarball = (version: string): string => join(folder, `elizaos-plugin-openrouter-${version}.tgz`);

  it.each(["2.0.0-alpha.12", "2.0.0-alpha.13"])(
    "is refused when it is the published %s, with the known evidence",
    async (version) => {
      const { exitCode, output, report } = await gate("--tarball", tarball(version));
      expect(exitCode, output).toBe(1);
      expect(verdicts(report)).toMatchObject({
        build: "not run",
        "bundle-check": "refused",
        install: "not run",
      });
      const direct = await clone.run("node_modules/.bin/bundle-check", [
        tarball(version),
        "--config",
        "packages/plugin/package.json",
        "--format",
        "json",
      ]);
      const judged: { findings: { severity: string; message: string }[] } = JSON.parse(direct.stdout);
      const errors = judged.findings.filter(({ severity }) => severity === "error");
      expect(errors.length).toBeGreaterThan(3);
      for (const { message } of errors) expect(output).toContain(message);
      expect(report.releasable).toBe(false);
    },
  );

  it.each(["1.5.17", "2.0.0-alpha.3"])(
    "is not called truncated when it is the published %s",
    async (version) => {
      const { exitCode, output, report } = await gate(
        "--tarball",
        tarball(version),
        "--stage",
        "bundle-check",
        "--stage",
        "smoke",
      );
      expect(exitCode, output).toBe(0);
      expect(verdicts(report)).toMatchObject({
        "bundle-check": "passed",
        smoke: "passed",
        install: "not run",
      });
      expect(report).toMatchObject({ verdict: "partial", releasable: false });
      expect(output).toContain("such a report cannot release");
    },
  );

  it.each([
    ["a file that is no tarball", "package.json", /no readable package/],
    ["a path that leads nowhere", "no-such.tgz", /There is no tarball/],
  ])("is refused with exit 2 when it is %s, and the last report is still there", async (_, path, why) => {
    writeFileSync(join(clone.root, ".gate-report-probe"), "");
    const { exitCode, stdout, stderr } = await clone.run("bun", [
      "run",
      "--silent",
      "gate",
      "--tarball",
      path,
    ]);
    expect(stdout + stderr).toMatch(why);
    expect(exitCode).toBe(2);
    expect(
      parseReport(JSON.parse(readFileSync(join(clone.root, "gate-report/report.json"), "utf8"))),
    ).toBeDefined();
  });
});

describe("a run that leaves something out", () => {
  it("says so with --offline, and its report cannot release", async () => {
    const { exitCode, output, report } = await gate("--offline");
    expect(exitCode, output).toBe(0);
    expect(verdicts(report)).toMatchObject({
      "bundle-check": "passed",
      "known-broken": "not run",
      comparison: "not run",
      install: "not run",
      conversation: "not run",
    });
    expect(report).toMatchObject({ verdict: "partial", releasable: false });
    const released = await clone.run("bun", ["run", "--silent", "release"], {
      environment: registry.environment,
    });
    expect(released.stdout).toContain("install not run");
    expect(released.exitCode).toBe(1);
  });
});

describe("a machine on which something is missing", () => {
  const withCache = (environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv => ({
    ...environment,
    npm_config_cache: mkdtempSync(join(tmpdir(), "empty-cache-")),
  });

  it("shuts the gate with exit 3 when no Bun is there", async () => {
    const environment = withCache({ PATH: "/nowhere" });
    const { exitCode, stdout } = await clone.run(process.execPath, ["scripts/release/gate.ts"], {
      environment,
    });
    expect(stdout).toContain("GATE SHUT");
    expect(exitCode).toBe(3);
  });

  it("shuts the gate with exit 2 when the registry is out of reach, and says what was not judged", async () => {
    // A port that nothing listens on.
    const registryOutOfReach = "http://127.0.0.1:9/";
    const environment = withCache({
      npm_config_registry: registryOutOfReach,
      NPM_CONFIG_REGISTRY: registryOutOfReach,
      BUN_CONFIG_REGISTRY: registryOutOfReach,
    });
    const { exitCode, stdout } = await clone.run("bun", ["run", "--silent", "gate"], { environment });
    expect(stdout).toMatch(/@elizaos\/plugin-openrouter@2\.0\.0-alpha\.12 was not judged/);
    expect(stdout).toMatch(/@elizaos\/plugin-openrouter@2\.0\.0-alpha\.13 was not judged/);
    expect(stdout).toContain("not judged is not ok");
    expect(stdout).not.toContain("GATE OPEN");
    expect(exitCode).toBe(2);
  });
});
