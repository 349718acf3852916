/** The composite action's own script, run as a runner would run it; only where npx gets the package from differs. */
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { readManifest } from "../release/packages.ts";

const action: { runs: { steps: { run: string; env: Record<string, string> }[] } } = parse(
  readFileSync("packages/bundle-check/action.yml", "utf8"),
);
const [step] = action.runs.steps;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "action-"));
  mkdirSync(join(folder, "bin"));
  const guard = resolve("node_modules/.bin/bundle-check");
  // Notes what is asked for, and starts the guard of this repository with the rest.
  writeFileSync(
    join(folder, "bin/npx"),
    `#!/bin/sh\necho "$1 $2" > "${folder}/asked"\nshift 2\nexec "${guard}" "$@"\n`,
  );
  chmodSync(join(folder, "bin/npx"), 0o755);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function writePackage(name: string, code: string): void {
  mkdirSync(join(folder, name));
  writeFileSync(
    join(folder, name, "package.json"),
    JSON.stringify({ name, version: "1.0.0", license: "MIT", type: "module", exports: "./index.js" }),
  );
  writeFileSync(join(folder, name, "index.js"), code);
}

function runAction(inputs: Readonly<Record<string, string>>): { status: number | null; output: string } {
  const unset = Object.fromEntries(Object.keys(step?.env ?? {}).map((name) => [name, ""]));
  const environment = { ...unset, ACTION_PATH: resolve("packages/bundle-check"), ...inputs };
  const { status, stdout, stderr } = spawnSync(
    "bash",
    ["--noprofile", "--norc", "-eo", "pipefail", "-c", step?.run ?? ""],
    {
      cwd: folder,
      encoding: "utf8",
      env: {
        ...process.env,
        PATH: `${join(folder, "bin")}${delimiter}${process.env.PATH}`,
        GITHUB_STEP_SUMMARY: "",
        ...environment,
      },
    },
  );
  return { status, output: stdout + stderr };
}

describe("the composite action", () => {
  it("passes a good package, with the guard in the version of its own commit", () => {
    writePackage("good", "export const answer = 42;\n");
    const { status, output } = runAction({ TARGET: "good" });
    expect(status, output).toBe(0);
    const { version } = readManifest("packages/bundle-check/package.json");
    expect(readFileSync(join(folder, "asked"), "utf8").trim()).toBe(`--yes @elizaos/bundle-check@${version}`);
  });

  it("fails for a truncated one among several, and annotates it", () => {
    writePackage("good", "export const answer = 42;\n");
    writePackage("truncated", "export { plugin };\n");
    const { status, output } = runAction({ TARGET: "good truncated" });
    expect(output).toMatch(/^::error .*undeclared-export/m);
    expect(status).toBe(1);
  });

  it.each(["good\ntruncated", "good\n  truncated\n", "\ngood\ttruncated"])(
    "judges all of several, whatever separates them: %j",
    (targets) => {
      writePackage("good", "export const answer = 42;\n");
      writePackage("truncated", "export { plugin };\n");
      const { status, output } = runAction({ TARGET: targets });
      expect(output).toMatch(/^::error .*undeclared-export/m);
      expect(status).toBe(1);
    },
  );

  it.each(["", " ", "\n"])(
    "refuses %j: an earlier step that named nothing must not pass for a good package",
    (target) => {
      writeFileSync(
        join(folder, "package.json"),
        JSON.stringify({ name: "here", version: "1.0.0", license: "MIT" }),
      );
      const { status, output } = runAction({ TARGET: target });
      expect(output).toContain("::error title=bundle-check::");
      expect(status).toBe(2);
    },
  );

  it("hands its other inputs on", () => {
    writePackage("good", "export const answer = 42;\n");
    expect(runAction({ TARGET: "good", MAX_WARNINGS: "many" })).toMatchObject({ status: 2 });
    expect(runAction({ TARGET: "good", CONFIG: "absent.json" })).toMatchObject({ status: 2 });
    writeFileSync(join(folder, "promise.json"), JSON.stringify({ expectedExports: ["plugin"] }));
    expect(runAction({ TARGET: "good", CONFIG: "promise.json" })).toMatchObject({ status: 1 });
  });

  it("takes nothing in its inputs for a command or an option", () => {
    writePackage("good", "export const answer = 42;\n");
    expect(runAction({ TARGET: "$(touch gone) ; touch gone" }).status).toBe(2);
    expect(runAction({ TARGET: "--version" }).status).toBe(2);
    expect(spawnSync("ls", [join(folder, "gone")]).status).not.toBe(0);
  });
});
