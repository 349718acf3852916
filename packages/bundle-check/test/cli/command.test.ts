import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { rules } from "../../src/rules/index.js";
import { brokenPackage, createWorkspace, goodPackage, manifest, type Workspace } from "./sample-packages.js";
import { runCommand, transcript } from "./spawn-command.js";

let workspace: Workspace;

beforeAll(async () => {
  workspace = createWorkspace();
  workspace.addDirectory("good", goodPackage);
  workspace.addDirectory("broken", brokenPackage);
  await workspace.addTarball("good.tgz", goodPackage);
  await workspace.addTarball("broken.tgz", brokenPackage);
  const excuses = {
    rules: { truncated: "off" },
    ignores: [{ rule: "undeclared-export", reason: "trust me" }],
  };
  await workspace.addTarball("excused.tgz", {
    ...brokenPackage,
    "package.json": manifest({ name: "excused", bundleCheck: excuses }),
  });
  writeFileSync(join(workspace.path, "excuses.json"), JSON.stringify(excuses, null, 2));
  workspace.addDirectory("typo", {
    ...goodPackage,
    "package.json": manifest({ bundleCheck: { minLine: 3 } }),
  });
  workspace.addDirectory("unused", {
    ...goodPackage,
    "package.json": manifest({
      name: "unused",
      bundleCheck: { ignores: [{ rule: "missing-module", name: "./gone.js", reason: "it was optional" }] },
    }),
  });
  writeFileSync(join(workspace.path, "garbage.tgz"), "this is no archive");
});
afterAll(() => workspace.remove());

const run = (argv: readonly string[], environment?: Record<string, string>) =>
  runCommand(argv, workspace.path, environment);

describe("transcripts", () => {
  it.each([
    ["good", ["good"]],
    ["broken", ["broken.tgz"]],
    ["broken-as-is", ["--as-is", "broken"]],
    ["broken-json", ["broken.tgz", "-f", "json"]],
    ["broken-github", ["--as-is", "broken", "--format", "github"]],
    ["several", ["good.tgz", "gone.tgz", "broken.tgz", "--quiet"]],
    ["garbage", ["garbage.tgz"]],
    ["excused-by-itself", ["excused.tgz"]],
    ["excused-by-the-user", ["broken.tgz", "--config", "excuses.json"]],
    ["unused-ignore", ["--as-is", "unused", "--max-warnings", "0"]],
    ["invalid-configuration", ["--as-is", "typo"]],
    ["missing-configuration", ["good.tgz", "broken.tgz", "--config", "gone.json"]],
    ["unknown-option", ["--as-it", "good"]],
    ["unknown-rule", ["--explain", "undeclared-exports"]],
    ["help", ["--help"]],
  ])("%s", async (name, argv) => {
    await expect(transcript(argv, await run(argv))).toMatchFileSnapshot(`snapshots/${name}.md`);
  });
});

describe("JSON", () => {
  it.each([
    [["broken.tgz"], 1],
    [["gone.tgz"], 2],
    [["good.tgz", "gone.tgz", "broken.tgz"], 2],
    [["broken.tgz", "--config", "gone.json"], 2],
  ])("parses line by line, whatever happens: %j", async (argv, expected) => {
    const { stdout, exitCode } = await run([...argv, "--format", "json"]);
    expect(exitCode).toBe(expected);
    for (const line of stdout.trimEnd().split("\n")) expect(() => JSON.parse(line)).not.toThrow();
  });

  it("is an array with an entry for each of several targets", async () => {
    const { stdout } = await run(["good.tgz", "gone.tgz", "broken.tgz", "--format", "json"]);
    expect(JSON.parse(stdout)).toMatchObject([
      { target: { name: "good" }, summary: { errors: 0 } },
      {
        tool: "bundle-check",
        schemaVersion: 1,
        target: { spec: "gone.tgz" },
        error: { kind: "unreadable-target" },
      },
      { target: { name: "broken", version: "1.0.0", integrity: expect.stringMatching(/^sha512-/) } },
    ]);
  });
});

describe("files", () => {
  it("writes the report to a file, in a folder that need not exist, and says so", async () => {
    const { stdout, stderr, exitCode } = await run([
      "broken.tgz",
      "-f",
      "json",
      "-o",
      "reports/new/report.json",
    ]);
    expect({ stdout, exitCode }).toEqual({ stdout: "", exitCode: 1 });
    expect(stderr).toMatch(
      /^bundle-check: \d+ errors, 0 warnings; the report is in reports\/new\/report\.json\n$/,
    );
    const report = JSON.parse(readFileSync(join(workspace.path, "reports/new/report.json"), "utf8"));
    expect(report.target.name).toBe("broken");
  });

  it.runIf(process.platform === "linux")("ends with 2 where no folder can be made for the file", async () => {
    const { stderr, exitCode } = await run(["good.tgz", "-o", "/proc/none/of/these/report.txt"]);
    expect(stderr).toMatch(/^bundle-check: The report cannot be written to \/proc\/none/);
    expect(exitCode).toBe(2);
  });

  it("says in place of a report that nothing was judged", async () => {
    const { stderr, exitCode } = await run(["gone.tgz", "-o", "reports/of/none.html", "-f", "html"]);
    expect(stderr).toContain("0 errors, 0 warnings, 1 not judged; the report is in");
    expect(exitCode).toBe(2);
  });

  it("ends with 2 when the file cannot be written", async () => {
    const { stderr, exitCode } = await run(["good.tgz", "-o", "good.tgz/report.txt"]);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^bundle-check: The report cannot be written to good\.tgz\/report\.txt: /);
  });

  it("appends the step summary of GitHub Actions", async () => {
    const summary = join(workspace.path, "summary.md");
    writeFileSync(summary, "before\n");
    await run(["broken.tgz", "-f", "github"], { GITHUB_STEP_SUMMARY: summary });
    expect(readFileSync(summary, "utf8")).toMatch(/^before\n### ❌ `broken@1\.0\.0`/);
  });
});

describe("one configuration for several targets", () => {
  it("counts an ignore as unused only when no target needed it", async () => {
    const together = await run(["broken.tgz", "good.tgz", "-c", "excuses.json", "-f", "json"]);
    expect(JSON.parse(together.stdout).map(({ findings }: { findings: unknown[] }) => findings)).toEqual([
      [],
      [],
    ]);
    const alone = await run(["good.tgz", "-c", "excuses.json", "-f", "json"]);
    expect(JSON.parse(alone.stdout).findings).toMatchObject([
      { rule: "unused-ignore", file: "excuses.json", line: 6 },
    ]);
  });
});

describe("rules", () => {
  it("are listed for people and for programs", async () => {
    const { stdout } = await run(["--list-rules"]);
    for (const { id, severity } of rules) expect(stdout).toMatch(new RegExp(`^${id} +${severity} +\\S`, "m"));
    const json = await run(["--list-rules", "--format", "json"]);
    expect(JSON.parse(json.stdout).map(({ id }: { id: string }) => id)).toEqual(rules.map(({ id }) => id));
  });

  it.each(rules.map(({ id }) => id))("%s is explained", async (id) => {
    const { stdout, exitCode } = await run(["--explain", id]);
    expect(exitCode).toBe(0);
    const page = readFileSync(new URL(`../../../../docs/rules/${id}.md`, import.meta.url), "utf8");
    expect(stdout).toBe(page);
  });
});

describe("colour", () => {
  it("is used when asked for and never in a file", async () => {
    const coloured = await run(["broken.tgz"], { NO_COLOR: "", FORCE_COLOR: "1" });
    expect(coloured.stdout).toContain("\u001b[31m");
    const plain = await run(["broken.tgz"]);
    expect(plain.stdout).not.toContain("\u001b");
    await run(["broken.tgz", "-o", "report.txt"], { NO_COLOR: "", FORCE_COLOR: "1" });
    expect(readFileSync(join(workspace.path, "report.txt"), "utf8")).toBe(plain.stdout);
  });
});
