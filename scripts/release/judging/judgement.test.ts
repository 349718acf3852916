import { describe, expect, it } from "vitest";
import { readOutcome } from "./judgement.ts";
import { fakeReport } from "./testing/fake-bundle-check.ts";

const clean = fakeReport("sha512-x", []);
const broken = fakeReport("sha512-x", [{ rule: "undeclared-export", name: "openrouterPlugin" }]);

describe("an answer of bundle-check", () => {
  it("is a judgement without errors on exit 0", () => {
    expect(readOutcome({ exitCode: 0, stdout: clean, stderr: "" })).toMatchObject({
      kind: "judged",
      judgement: { errors: 0, warnings: 0, integrity: "sha512-x", findings: [] },
    });
  });

  it("is a judgement with its errors and their names on exit 1", () => {
    expect(readOutcome({ exitCode: 1, stdout: broken, stderr: "" })).toMatchObject({
      kind: "judged",
      judgement: {
        errors: 1,
        findings: [{ rule: "undeclared-export", name: "openrouterPlugin", line: 1 }],
      },
    });
  });

  it("is unreadable on exit 2, with the reason it gave", () => {
    expect(readOutcome({ exitCode: 2, stdout: "", stderr: "the registry did not answer\n" })).toEqual({
      kind: "unreadable",
      reason: "exit 2: the registry did not answer",
    });
  });

  it.each([
    ["a tool failure", { exitCode: 3, stdout: "", stderr: "out of memory" }, "exit 3: out of memory"],
    ["an unknown exit code", { exitCode: 139, stdout: clean, stderr: "" }, "exit 139"],
    [
      "a command that could not start",
      { exitCode: null, stdout: "", stderr: "", interruption: "ENOENT" },
      "ENOENT",
    ],
    ["garbage", { exitCode: 0, stdout: "all good!", stderr: "" }, "not valid JSON"],
    ["silence", { exitCode: 0, stdout: "", stderr: "" }, "JSON"],
    [
      "a crash with exit 1",
      { exitCode: 1, stdout: "", stderr: "Cannot find module dist/bin.js" },
      "Cannot find module",
    ],
    ["a cut report", { exitCode: 1, stdout: broken.slice(0, -40), stderr: "" }, "JSON"],
    [
      "another tool's report",
      { exitCode: 0, stdout: '{"tool":"publint"}', stderr: "" },
      "not a bundle-check report",
    ],
    ["several targets", { exitCode: 0, stdout: `[${clean}]`, stderr: "" }, "not a bundle-check report"],
    [
      "exit 0 with errors",
      { exitCode: 0, stdout: broken, stderr: "" },
      "exit 0 contradicts a report with 1 errors",
    ],
    ["exit 1 without errors", { exitCode: 1, stdout: clean, stderr: "" }, "exit 1 contradicts"],
    [
      "a summary that hides errors",
      { exitCode: 0, stdout: broken.replace('"errors":1', '"errors":0'), stderr: "" },
      "lists 1 errors and counts 0",
    ],
    [
      "findings of unknown severity",
      { exitCode: 0, stdout: fakeReport("x", [{ rule: "r", severity: "fatal" }]), stderr: "" },
      'unknown severity "fatal"',
    ],
  ])("is a failed guard on %s", (_, result, reason) => {
    const outcome = readOutcome(result);
    expect(outcome.kind).toBe("failed");
    expect(outcome).toMatchObject({ reason: expect.stringContaining(reason) });
  });
});
