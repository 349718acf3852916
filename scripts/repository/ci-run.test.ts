import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "ci-run-"));
  mkdirSync(join(folder, "bin"));
  cpSync(".ci", join(folder, ".ci"), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the real script with an `npx` that notes what it was asked and fails for the scripts named. */
function runCi(...failing: string[]): { status: number | null; lines: string[]; calls: string[] } {
  const log = join(folder, "calls.log");
  const npx = `#!/bin/sh
echo "$@ CI=$CI stdin=$(cat | wc -c)" >> "${log}"
for last; do :; done
case "$last" in test:count) echo "7 passed, 0 failed" ;; esac
case " ${failing.join(" ")} " in *" $last "*) exit 5 ;; esac
`;
  writeFileSync(join(folder, "bin", "npx"), npx);
  chmodSync(join(folder, "bin", "npx"), 0o755);
  const { status, stdout } = spawnSync("bash", [join(folder, ".ci", "run")], {
    cwd: tmpdir(),
    encoding: "utf8",
    input: "something to read",
    env: { ...process.env, CI: "", PATH: `${join(folder, "bin")}${delimiter}${process.env.PATH}` },
  });
  return { status, lines: stdout.trim().split("\n"), calls: readFileSync(log, "utf8").trim().split("\n") };
}

describe(".ci/run", () => {
  it("runs verify, then gate, without standard input and with CI set", () => {
    const { status, calls } = runCi();
    expect(status).toBe(0);
    expect(calls.slice(0, 2)).toEqual([
      expect.stringMatching(/^-y bun@\S+ run verify CI=true stdin=0$/),
      expect.stringMatching(/^-y bun@\S+ run gate CI=true stdin=0$/),
    ]);
  });

  it("ends with the counted tests alone on the last line", () => {
    expect(runCi().lines.at(-1)).toBe("7 passed, 0 failed");
  });

  it.each([[["verify"]], [["gate"]], [["verify", "gate"]]])(
    "fails when %j fails, after running both",
    (failing) => {
      const { status, lines, calls } = runCi(...failing);
      expect(status).toBe(1);
      expect(calls).toHaveLength(3);
      expect(lines.join("\n")).toMatch(
        new RegExp(`^CI took \\d+ s\\. Failed commands: ${failing.length}\\.$`, "m"),
      );
      expect(lines.filter((line) => line.startsWith("FAILED (exit 5)"))).toHaveLength(failing.length);
    },
  );

  it("fails when the tests cannot be counted", () => {
    expect(runCi("test:count").status).toBe(1);
  });
});
