import { createRequire } from "node:module";
import draft04Module from "ajv-draft-04";
import formatsModule from "ajv-formats";
import { describe, expect, it } from "vitest";
import type { Finding } from "../../src/findings/finding.js";
import { createSarifWriter } from "../../src/report/sarif.js";
import type { Outcome } from "../../src/report/writer.js";
import { rules } from "../../src/rules/index.js";
import { failedOutcome, outcomeOf, reportOf, sampleFindings, tarballTarget } from "./sample-findings.js";

// Microsoft's SDK carries the schema that OASIS published with SARIF 2.1.0.
const schema = createRequire(import.meta.url)("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json");
const ajv = new draft04Module.default({ strict: false, allErrors: true, unicodeRegExp: false });
formatsModule.default(ajv);
const validate = ajv.compile(schema);

function print(outcomes: readonly Outcome[]) {
  const described = rules.map(({ id, severity, summary }) => ({ id, severity, summary, help: `# ${id}` }));
  const writer = createSarifWriter({ version: "0.1.0", rules: described, workspace: "/repository" });
  const text = outcomes.map((outcome) => writer.target(outcome)).join("") + writer.end();
  const log = JSON.parse(text);
  expect(validate(log), JSON.stringify(validate.errors?.slice(0, 5), null, 2)).toBe(true);
  return log.runs[0];
}

const directoryTarget = {
  ...tarballTarget,
  kind: "directory",
  directory: "/repository/packages/sample",
} as const;

describe("SARIF report", () => {
  it("is valid for every kind of finding, for failures and for nothing", () => {
    const all = sampleFindings();
    const ignored = all.slice(0, 3).map((finding) => ({ finding, reason: "known" }));
    const run = print([
      outcomeOf(reportOf(all, {}, tarballTarget, { ignored })),
      outcomeOf(reportOf(all, {}, directoryTarget)),
      failedOutcome,
    ]);
    expect(run.results).toHaveLength(2 * all.length + 3);
    expect(run.invocations[0].executionSuccessful).toBe(false);
    expect(print([outcomeOf(reportOf([]))]).results).toEqual([]);
  });

  it("refers to rules that it describes", () => {
    const { results, tool } = print([outcomeOf(reportOf(sampleFindings()))]);
    for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex].id).toBe(ruleId);
  });

  it("places findings in the repository, and those of a tarball under its name", () => {
    const findings = sampleFindings().slice(0, 1);
    const uri = (outcome: Outcome) =>
      print([outcome]).results[0].locations[0].physicalLocation.artifactLocation.uri;
    expect(uri(outcomeOf(reportOf(findings, {}, directoryTarget)))).toBe("packages/sample/dist/index.js");
    expect(uri(outcomeOf(reportOf(findings)))).toBe("sample%401.0.0/dist/index.js");
  });

  it("keeps fingerprints apart, and stable when a rebuild moves a finding", () => {
    const fingerprints = (findings: readonly Finding[]): string[] =>
      print([outcomeOf(reportOf(findings))]).results.map(
        (result: { partialFingerprints: Record<string, string> }) =>
          result.partialFingerprints["bundleCheckFinding/v1"],
      );
    const all = sampleFindings();
    const before = fingerprints(all);
    expect(new Set(before).size).toBe(before.length);
    const moved = all.map(
      (finding): Finding => ({ ...finding, place: { ...finding.place, line: finding.place.line + 40 } }),
    );
    expect(fingerprints(moved)).toEqual(before);
  });

  it("holds no more results than GitHub takes, the most severe first, and says so", () => {
    const [sample] = sampleFindings();
    if (sample === undefined) throw new Error("There are no samples.");
    const warnings = Array.from({ length: 25_000 }, (): Finding => ({ ...sample, severity: "warning" }));
    const run = print([outcomeOf(reportOf(warnings)), outcomeOf(reportOf([sample, sample]))]);
    expect(run.results).toHaveLength(25_000);
    expect(run.results.slice(0, 3).map(({ level }: { level: string }) => level)).toEqual([
      "error",
      "error",
      "warning",
    ]);
    expect(run.invocations[0].toolExecutionNotifications[0].message.text).toBe(
      "2 less severe results left out of this file.",
    );
  });

  it("survives hostile file names", () => {
    const [finding] = sampleFindings();
    if (finding === undefined) throw new Error("There are no samples.");
    const file = "a b%/..%2f/\ud800\u202e?#\\:é.js";
    const run = print([outcomeOf(reportOf([{ ...finding, place: { file, line: 1, column: 1 } }]))]);
    expect(run.results).toHaveLength(1);
  });
});
