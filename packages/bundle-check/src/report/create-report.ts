import { type Finding, severities } from "../findings/finding.js";
import type { PackageFiles, PackageTarget } from "../package-files/package-files.js";
import { describeFinding } from "./messages.js";
import type { IgnoredFinding, Report, ReportedFinding } from "./report.js";

export interface ReportInput {
  readonly target: PackageTarget;
  readonly files: PackageFiles;
  /** Version of bundle-check. */
  readonly version: string;
  readonly findings: readonly Finding[];
  readonly ignored: readonly { readonly finding: Finding; readonly reason: string }[];
  readonly disregardedConfiguration: readonly string[];
}

/** Puts findings into words and order, with the identity of what was judged. */
export function createReport(input: ReportInput): Report {
  const findings = input.findings.map(reportFinding).sort(compareFindings);
  const ignored = input.ignored
    .map(({ finding, reason }): IgnoredFinding => ({ ...reportFinding(finding), reason }))
    .sort(compareFindings);
  const { spec, kind, integrity, tarballSize, directory } = input.target;
  return {
    tool: "bundle-check",
    version: input.version,
    schemaVersion: 1,
    target: {
      spec,
      kind,
      ...readIdentity(input.files),
      integrity,
      tarballSize,
      files: input.files.paths.length,
      unpackedSize: input.files.paths.reduce((total, path) => total + input.files.size(path), 0),
      directory,
    },
    findings,
    ignored,
    disregardedConfiguration: input.disregardedConfiguration,
    summary: {
      errors: findings.filter(({ severity }) => severity === "error").length,
      warnings: findings.filter(({ severity }) => severity === "warning").length,
      infos: findings.filter(({ severity }) => severity === "info").length,
    },
  };
}

function reportFinding(finding: Finding): ReportedFinding {
  const { rule, severity, place, reach, args } = finding;
  return { rule, severity, ...place, ...describeFinding(finding), reach, args };
}

/** The same findings always come out in the same order, whatever order the rules found them in. */
function compareFindings(left: ReportedFinding, right: ReportedFinding): number {
  return (
    severities.indexOf(left.severity) - severities.indexOf(right.severity) ||
    compareText(left.file, right.file) ||
    left.line - right.line ||
    left.column - right.column ||
    compareText(left.rule, right.rule) ||
    compareText(left.message, right.message)
  );
}

/** By code unit: the order must not depend on the machine's locale. */
function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Name and version of a manifest that may be anything; a broken one is a finding, not a failure here. */
function readIdentity(files: PackageFiles): { name: string | null; version: string | null } {
  const identity: { name: string | null; version: string | null } = { name: null, version: null };
  if (!files.has("package.json")) return identity;
  try {
    const manifest: unknown = JSON.parse(files.text("package.json"));
    if (typeof manifest !== "object" || manifest === null) return identity;
    if ("name" in manifest && typeof manifest.name === "string") identity.name = manifest.name;
    if ("version" in manifest && typeof manifest.version === "string") identity.version = manifest.version;
  } catch {
    // Not JSON.
  }
  return identity;
}
