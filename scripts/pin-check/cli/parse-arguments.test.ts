import { describe, expect, it } from "vitest";
import { runPinCheck } from "../testing/run-pin-check.ts";
import { type Command, parseArguments } from "./parse-arguments.ts";
import { UsageError } from "./usage-error.ts";

const common = { root: ".", policy: null, format: "text", package: null };

describe("the command line", () => {
  it.each<[string, object]>([
    ["", { command: "check", ...common, artifact: "auto" }],
    ["check", { command: "check", ...common, artifact: "auto" }],
    ["--no-artifact", { command: "check", ...common, artifact: "off" }],
    ["--artifact off --no-artifact", { command: "check", ...common, artifact: "off" }],
    ["--artifact registry", { command: "check", ...common, artifact: "registry" }],
    [
      "--root a --policy b.json -f json",
      { command: "check", ...common, root: "a", policy: "b.json", format: "json", artifact: "auto" },
    ],
    ["--format=sarif", { command: "check", ...common, format: "sarif", artifact: "auto" }],
    ["verify 1.2.3", { command: "verify", ...common, target: "1.2.3" }],
    ["verify ./dir --package a", { command: "verify", ...common, package: "a", target: "./dir" }],
    ["bump 1.2.3", { command: "bump", ...common, version: "1.2.3", isDryRun: false }],
    ["bump --workspace --dry-run", { command: "bump", ...common, version: null, isDryRun: true }],
    ["explain", { command: "explain", ...common }],
    ["--help", { command: "help" }],
  ])("%s", (line, expected) => {
    const command: Command = parseArguments(line.split(" ").filter((part) => part !== ""));
    expect(command).toEqual(expected);
  });

  it.each([
    "--unknown",
    "unknown",
    "verify",
    "verify 1.2.3 2.0.0",
    "bump",
    "bump 1.2.3 --workspace",
    "check extra",
    "explain extra",
    "--root",
    "--root --format json",
    "--format yaml",
    "--artifact maybe",
    "--artifact auto --no-artifact",
    "--dry-run",
    "--workspace",
    "explain --no-artifact",
    "explain --format sarif",
    "verify 1.2.3 --format github",
    "--help=yes",
    "--root a --root b",
  ])("refuses: %s", (line) => {
    expect(() => parseArguments(line.split(" "))).toThrow(UsageError);
  });

  it("answers wrong usage with exit code 2, on stderr alone", async () => {
    const { exitCode, stdout, stderr } = await runPinCheck(["--unknown"]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toContain("Unknown option --unknown");
  });

  it("tells how it is used", async () => {
    const { exitCode, stdout } = await runPinCheck(["--help"]);
    expect(exitCode).toBe(0);
    for (const text of ["--root DIR", "bump --workspace", "verify <version|dir|tgz>", "  3  "]) {
      expect(stdout).toContain(text);
    }
  });
});
