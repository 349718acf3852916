import { type GateReport, type ReportedPackage, type StageReport, stageNames } from "../report.ts";

/** A report in which everything passed, for tests that spoil one thing of it. */
export function sampleReport(changes: Partial<GateReport> = {}): GateReport {
  return {
    tool: "release-gate",
    schemaVersion: 1,
    verdict: "open",
    exitCode: 0,
    releasable: true,
    createdAt: new Date().toISOString(),
    milliseconds: 1000,
    git: { commit: "0".repeat(40), changes: [] },
    tools: { node: "24.0.0" },
    stages: stageNames.map(
      (name): StageReport => ({ name, verdict: "passed", milliseconds: 10, reasons: [], notes: [] }),
    ),
    packages: [samplePackage()],
    ...changes,
  };
}

export function samplePackage(changes: Partial<ReportedPackage> = {}): ReportedPackage {
  return {
    name: "small",
    version: "1.0.0-alpha.1",
    directory: "packages/small",
    tarball: {
      name: "small-1.0.0-alpha.1.tgz",
      path: "tarballs/small/small-1.0.0-alpha.1.tgz",
      bytes: 3,
      integrity: `sha512-${"A".repeat(86)}==`,
    },
    files: [{ path: "package.json", bytes: 2, sha256: "0".repeat(64) }],
    manifestSha256: "0".repeat(64),
    ...changes,
  };
}
