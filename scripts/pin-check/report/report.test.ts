import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { consumer, denied, pin, plugin, policy } from "../testing/lockfiles.ts";
import { checkRepository, runPinCheck } from "../testing/run-pin-check.ts";
import { scratchRepository, writeFiles } from "../testing/scratch-repository.ts";

const loose = () => scratchRepository({ "pins.json": policy(), ...consumer("^2.0.0-alpha.13") });
const run = (root: string, format: string, environment: Record<string, string> = {}) =>
  runPinCheck(["--root", root, "--artifact", "off", "--format", format], environment);

/** Thirty workspaces with a range each. */
function many(): string {
  const files: Record<string, object> = {};
  for (let index = 0; index < 30; index += 1) {
    files[`packages/p${index}/package.json`] = { name: `p${index}`, dependencies: { [plugin]: "*" } };
  }
  return scratchRepository({
    "pins.json": policy(),
    ...consumer(pin),
    "package.json": { name: "consumer", workspaces: ["packages/*"], dependencies: { [plugin]: pin } },
    ...files,
  });
}

describe("JSON", () => {
  it("is one line with findings in the shape that programs rely on", async () => {
    const { stdout } = await run(loose(), "json");
    expect(stdout.trimEnd().split("\n")).toHaveLength(1);
    const { report } = await checkRepository(loose());
    const [finding] = report.findings;
    expect(finding).toEqual({
      rule: "inexact-pin",
      severity: "error",
      file: "package.json",
      line: 4,
      column: 5,
      keyPath: ["dependencies", plugin],
      actual: "^2.0.0-alpha.13",
      expected: pin,
      message: expect.stringContaining("is a range"),
      hint: expect.stringContaining(`\`${pin}\``),
      args: expect.objectContaining({ package: plugin, key: plugin, field: "dependencies" }),
    });
    expect(report).toMatchObject({ tool: "pin-check", schemaVersion: 1, policy: { file: "pins.json" } });
  });

  it("is sorted, the most severe first", async () => {
    const { report } = await checkRepository(many());
    const order = ["error", "warning", "info"];
    const severities = report.findings.map(({ severity }) => order.indexOf(severity));
    expect(severities).toEqual(severities.toSorted((left, right) => left - right));
    expect(report.summary.errors).toBe(report.findings.filter(({ severity }) => severity === "error").length);
  });
});

describe("text", () => {
  it("says where, what and what to do", async () => {
    const { stdout, exitCode } = await run(loose(), "text");
    expect(exitCode).toBe(1);
    expect(stdout).toContain(`error inexact-pin package.json:4 dependencies › ${plugin}`);
    expect(stdout).toContain("Next step: Write `2.0.0-alpha.13`");
    expect(stdout).toContain("✖ 1 error, 0 warnings.");
  });

  it("is coloured on a terminal's wish alone", async () => {
    const root = scratchRepository({ "pins.json": policy(), ...consumer(denied, denied) });
    expect((await run(root, "text")).stdout).not.toContain("\u001b[");
    expect((await run(root, "text", { NO_COLOR: "", FORCE_COLOR: "1" })).stdout).toContain("\u001b[");
  });
});

describe("annotations", () => {
  it("are commands with a place in the checkout", async () => {
    const root = loose();
    const { stdout } = await run(root, "github", { GITHUB_WORKSPACE: root });
    expect(stdout).toContain(
      `::error file=package.json,line=4,col=5,title=pin-check%3A inexact-pin at dependencies › ${plugin}::`,
    );
  });

  it("are never more than GitHub shows, and the rest is counted", async () => {
    const root = many();
    const summary = join(root, "summary.md");
    writeFileSync(summary, "before\n");
    const { stdout } = await run(root, "github", { GITHUB_WORKSPACE: root, GITHUB_STEP_SUMMARY: summary });
    expect(stdout.match(/^::error /gm)).toHaveLength(10);
    expect(stdout).toMatch(/::notice title=pin-check::\d+ more errors: the step summary lists them\./);
    const written = readFileSync(summary, "utf8");
    expect(written).toMatch(/^before\n## pin-check/);
    expect(written.match(/inexact-pin/g)).toHaveLength(30);
  });

  it("end with exit code 2 where the step summary cannot be written", async () => {
    const root = loose();
    const summary = join(root, "package.json", "summary.md");
    const { exitCode, stderr } = await run(root, "github", { GITHUB_STEP_SUMMARY: summary });
    expect(exitCode).toBe(2);
    expect(stderr).toContain(`The step summary cannot be written to ${summary}`);
  });

  it("tell of what could not be read", async () => {
    const root = scratchRepository({ "pins.json": policy(), ...consumer(pin), "package-lock.json": "{" });
    const { stdout, exitCode } = await run(root, "github", { GITHUB_WORKSPACE: root });
    expect(exitCode).toBe(2);
    expect(stdout).toMatch(/^::error file=package-lock\.json,.*title=pin-check%3A unreadable::/m);
  });
});

describe("the step summary", () => {
  it("shows what a repository says, and lets it write no Markdown", async () => {
    const link = "`[all is well](https://files.localhost) <b> | @team ![x](y)";
    const root = scratchRepository({
      "pins.json": policy(),
      ...consumer(`^1.0.0 ${link}`),
      [`packages/${link.replaceAll("/", "")}/package.json`]: { name: "a", dependencies: { [plugin]: link } },
      "pnpm-lock.yaml": `lockfileVersion: '9.0'\n${link}: 1\n`,
    });
    writeFiles(root, {
      "package.json": { workspaces: ["packages/*"], dependencies: { [plugin]: `^1 ${link}` } },
    });
    const summary = join(root, "summary.md");
    await run(root, "github", { GITHUB_WORKSPACE: root, GITHUB_STEP_SUMMARY: summary });
    const written = readFileSync(summary, "utf8");
    expect(written).toContain("all is well");
    // Nothing of it outside of a span of code but what is escaped.
    const prose = written.replaceAll(/\\[^A-Za-z0-9\s]/g, "").replaceAll(/`[^`\n]*`/g, "");
    expect(prose).not.toMatch(/[[\]<>`]|@team|https/);
    for (const line of written.split("\n").filter((row) => row.startsWith("| "))) {
      expect(line.replaceAll("\\|", "").match(/\|/g)).toHaveLength(5);
    }
  });
});

describe("SARIF", () => {
  it("has a rule for every result, and fingerprints that differ", async () => {
    const root = many();
    const { stdout } = await run(root, "sarif", { GITHUB_WORKSPACE: root });
    const log = JSON.parse(stdout);
    expect(log.version).toBe("2.1.0");
    const [{ tool, results, invocations }] = log.runs;
    expect(invocations).toEqual([{ executionSuccessful: true, toolExecutionNotifications: [] }]);
    expect(results.length).toBeGreaterThan(30);
    for (const { ruleId, ruleIndex, locations } of results) {
      expect(tool.driver.rules[ruleIndex].id).toBe(ruleId);
      expect(locations[0].physicalLocation.artifactLocation.uri).not.toMatch(/^\/|^\.\./);
      expect(locations[0].physicalLocation.region.startLine).toBeGreaterThan(0);
    }
    for (const { help } of tool.driver.rules) expect(help.markdown).toContain("## How to fix");
    const fingerprints = results.map((result: { partialFingerprints: object }) =>
      JSON.stringify(result.partialFingerprints),
    );
    expect(new Set(fingerprints).size).toBe(results.length);
  });
});
