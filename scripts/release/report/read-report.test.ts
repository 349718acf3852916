import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parseReport, ReportError, readReportFile } from "./read-report.ts";
import { samplePackage, sampleReport } from "./testing/sample-report.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "read-report-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("a gate report", () => {
  it("is read as it was written", () => {
    const report = sampleReport();
    expect(parseReport(JSON.parse(JSON.stringify(report)))).toEqual(report);
  });

  it("is absent when there is no file", () => {
    expect(readReportFile(join(folder, "report.json"))).toBeUndefined();
  });

  it.each(["", "{", "null", "[]", '"open"', '{"tool":"release-gate"}'])("is refused as %j", (text) => {
    const path = join(folder, "report.json");
    writeFileSync(path, text);
    expect(() => readReportFile(path)).toThrow(ReportError);
  });

  it.each([
    ["another tool", { tool: "x" }],
    ["another schema", { schemaVersion: 2 }],
    ["an unknown verdict", { verdict: "fine" }],
    ["an unknown exit code", { exitCode: 4 }],
    ["no commit", { git: { changes: [] } }],
    ["stages that are no list", { stages: {} }],
    ["an unknown stage", { stages: [{ name: "luck", verdict: "passed" }] }],
    [
      "an integrity that is no sha512",
      { packages: [{ ...samplePackage(), tarball: { integrity: "sha1-x" } }] },
    ],
    ["a file without a hash", { packages: [{ ...samplePackage(), files: [{ path: "x", bytes: 1 }] }] }],
  ])("is refused with %s", (_, changes) => {
    expect(() => parseReport({ ...sampleReport(), ...changes })).toThrow();
  });

  it("is either understood or refused, whatever it holds", () => {
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.constantFrom("stages", "packages", "git", "tools", "verdict"),
        (value, key) => {
          try {
            expect(parseReport({ ...sampleReport(), [key]: value }).tool).toBe("release-gate");
          } catch (error) {
            expect(error).toBeInstanceOf(Error);
          }
        },
      ),
    );
  });
});
