import { describe, expect, it } from "vitest";
import { createJsonWriter } from "../../src/report/json.js";
import { failedOutcome, outcomeOf, reportOf, sampleFindings } from "./sample-findings.js";

describe("JSON report", () => {
  it("is one object on one line for one target", () => {
    const writer = createJsonWriter({ several: false });
    const report = reportOf(sampleFindings());
    const text = writer.target(outcomeOf(report)) + writer.end();
    expect(text.split("\n")).toHaveLength(2);
    expect(JSON.parse(text)).toEqual(report);
  });

  it("has the documented keys", () => {
    const report = reportOf(sampleFindings());
    expect(Object.keys(report)).toEqual([
      "tool",
      "version",
      "schemaVersion",
      "target",
      "findings",
      "ignored",
      "disregardedConfiguration",
      "summary",
    ]);
    expect(report.target).toMatchObject({ name: "sample", version: "1.0.0", integrity: "sha512-c2FtcGxl" });
    for (const finding of report.findings) {
      expect(finding).toMatchObject({
        rule: expect.any(String),
        severity: "error",
        file: expect.any(String),
        line: expect.any(Number),
        column: expect.any(Number),
        message: expect.any(String),
        hint: expect.any(String),
      });
    }
    expect(report.summary).toEqual({ errors: report.findings.length, warnings: 0, infos: 0 });
  });

  it("is an array on one line for several targets, with an entry for those not judged", () => {
    const writer = createJsonWriter({ several: true });
    const text = writer.target(outcomeOf(reportOf([]))) + writer.target(failedOutcome) + writer.end();
    expect(text.trimEnd()).not.toContain("\n");
    expect(JSON.parse(text)).toMatchObject([
      { summary: { errors: 0 } },
      { target: { spec: "gone.tgz" }, error: { kind: "unreadable-target" } },
    ]);
  });
});
