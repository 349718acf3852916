import { describe, expect, it } from "vitest";
import { type Outcome, readOutcome } from "./judgement.ts";
import { type KnownBroken, knownBrokenReleases } from "./known-broken.ts";
import { type FakeFinding, fakeReport } from "./testing/fake-bundle-check.ts";
import { judgedCandidate, judgedKnownBroken, verdictOf } from "./verdict.ts";

const packed = { path: "/tmp/x.tgz", bytes: 10, integrity: "sha512-packed" };
const known: KnownBroken = {
  spec: "x@1.0.0",
  integrity: "sha512-known",
  evidence: [{ rule: "undeclared-export", name: "plugin" }, { rule: "truncated" }],
};
const evidence: FakeFinding[] = [{ rule: "undeclared-export", name: "plugin" }, { rule: "truncated" }];
const unreadable: Outcome = { kind: "unreadable", reason: "the registry did not answer" };
const crashed: Outcome = { kind: "failed", reason: "exit 3" };

function report(integrity: string, findings: FakeFinding[]): Outcome {
  const errors = findings.some(({ severity = "error" }) => severity === "error");
  return readOutcome({ exitCode: errors ? 1 : 0, stdout: fakeReport(integrity, findings), stderr: "" });
}
const good = judgedCandidate("packed", packed, report("sha512-packed", []));
const refusedAsKnown = judgedKnownBroken(known, report("sha512-known", evidence));

describe("the packed tarball", () => {
  it("is ok without errors, also with warnings", () => {
    const warned = report("sha512-packed", [{ rule: "missing-target", severity: "warning" }]);
    expect(judgedCandidate("packed", packed, warned)).toMatchObject({ verdict: "ok", objections: [] });
  });

  it("is refused for one error", () => {
    const outcome = report("sha512-packed", [{ rule: "truncated" }]);
    expect(judgedCandidate("packed", packed, outcome)).toMatchObject({
      verdict: "refused",
      objections: ["packed: 1 error."],
    });
  });

  it("does not count as judged when other bytes were judged", () => {
    expect(judgedCandidate("packed", packed, report("sha512-other", [])).verdict).toBe("guard failed");
  });
});

describe("a known-broken release", () => {
  it("is refused when all the known evidence is there", () => {
    expect(refusedAsKnown).toMatchObject({ verdict: "refused", objections: [] });
  });

  it.each([
    ["no finding", [], "found no error in it"],
    [
      "only warnings",
      evidence.map((finding) => ({ ...finding, severity: "warning" })),
      "found no error in it",
    ],
    [
      "only a lesser reason",
      [{ rule: "expected-export", name: "plugin" }],
      "without undeclared-export of plugin, truncated",
    ],
    [
      "another name",
      [{ rule: "undeclared-export", name: "other" }, { rule: "truncated" }],
      "undeclared-export of plugin",
    ],
    ["a part of the evidence", [{ rule: "undeclared-export", name: "plugin" }], "without truncated"],
  ])("counts as accepted with %s", (_, findings, objection) => {
    const target = judgedKnownBroken(known, report("sha512-known", findings));
    expect(target).toMatchObject({ verdict: "accepted", objections: [expect.stringContaining(objection)] });
  });

  it("is not judged when the registry serves other bytes", () => {
    expect(judgedKnownBroken(known, report("sha512-other", evidence)).verdict).toBe("not judged");
  });
});

describe("a verdict on all targets", () => {
  it("is passed only when the tarball is ok and the known-broken releases are refused", () => {
    expect(verdictOf([good, refusedAsKnown])).toEqual({ kind: "passed", objections: [] });
  });

  const bad = judgedCandidate("packed", packed, report("sha512-packed", [{ rule: "truncated" }]));
  const accepted = judgedKnownBroken(known, report("sha512-known", []));
  const absent = judgedKnownBroken(known, unreadable);
  const broken = judgedKnownBroken(known, crashed);

  it.each([
    ["an error in the tarball", [bad, refusedAsKnown], "refused"],
    ["an accepted known-broken release", [good, accepted], "refused"],
    ["one accepted among refused ones", [good, refusedAsKnown, accepted], "refused"],
    ["a registry out of reach", [good, absent], "unreadable"],
    ["one of two out of reach", [good, refusedAsKnown, absent], "unreadable"],
    ["a failed guard", [good, broken], "failed"],
    ["a failed guard on the tarball", [judgedCandidate("packed", packed, crashed), refusedAsKnown], "failed"],
    ["an unreadable tarball", [judgedCandidate("packed", packed, unreadable), refusedAsKnown], "unreadable"],
    ["a refusal and a registry out of reach", [bad, absent], "refused"],
    ["a failed guard and a registry out of reach", [good, broken, absent], "failed"],
    ["nothing to judge", [], "failed"],
  ])("is something else on %s", (_, targets, kind) => {
    const verdict = verdictOf(targets);
    expect(verdict.kind).toBe(kind);
    expect(verdict.objections.length).toBeGreaterThan(0);
  });
});

describe("the list of known-broken releases", () => {
  it("holds the two truncated publishes, with four pieces of evidence each", () => {
    expect(knownBrokenReleases.map(({ spec, evidence: pieces }) => [spec, pieces.length])).toEqual([
      ["@elizaos/plugin-openrouter@2.0.0-alpha.12", 4],
      ["@elizaos/plugin-openrouter@2.0.0-alpha.13", 4],
    ]);
  });
});
