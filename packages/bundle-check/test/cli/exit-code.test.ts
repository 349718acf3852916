import { describe, expect, it } from "vitest";
import { exitCodeOf, type Verdict } from "../../src/cli/exit-code.js";

const judged = (errors: number, warnings: number): Verdict => ({
  kind: "judged",
  summary: { errors, warnings, infos: 9 },
});
const unreadable: Verdict = { kind: "failed", cause: "unreadable-target" };
const misconfigured: Verdict = { kind: "failed", cause: "invalid-configuration" };
const defect: Verdict = { kind: "failed", cause: "tool-failure" };
const any = Number.POSITIVE_INFINITY;

describe("exit code", () => {
  it.each<[string, Verdict[], number, number]>([
    ["clean", [judged(0, 0)], any, 0],
    ["infos only", [judged(0, 0), judged(0, 0)], 0, 0],
    ["warnings", [judged(0, 5)], any, 0],
    ["as many warnings as allowed", [judged(0, 5)], 5, 0],
    ["more warnings than allowed", [judged(0, 6)], 5, 1],
    ["more warnings than allowed over all targets", [judged(0, 3), judged(0, 3)], 5, 1],
    ["an error", [judged(1, 0)], any, 1],
    ["an error in one of several", [judged(0, 0), judged(2, 0), judged(0, 0)], any, 1],
    ["unreadable", [unreadable], any, 2],
    ["unreadable beside an error", [judged(1, 0), unreadable, judged(1, 0)], any, 2],
    ["invalid configuration", [misconfigured], any, 2],
    ["unreadable beside too many warnings", [unreadable, judged(0, 9)], 0, 2],
    ["a defect is the worst", [unreadable, defect, judged(1, 0)], any, 3],
  ])("%s", (_name, verdicts, maxWarnings, expected) => {
    expect(exitCodeOf(verdicts, maxWarnings)).toBe(expected);
  });
});
