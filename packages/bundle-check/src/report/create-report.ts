import type { ComparedBaseline } from "../baseline/compared-baseline.js";
import type { Finding } from "../findings/finding.js";
import { compareFindings, type Judgement } from "../judge.js";
import type { PackageFiles, PackageTarget } from "../package-files/package-files.js";
import type { ProbeResult } from "../probes/arguments.js";
import { describeFinding } from "./messages.js";
import type { IgnoredFinding, Report, ReportedFinding } from "./report.js";

export interface ReportInput {
  readonly target: PackageTarget;
  readonly files: PackageFiles;
  readonly identity: Pick<Judgement, "name" | "version">;
  /** Version of bundle-check. */
  readonly version: string;
  readonly findings: readonly Finding[];
  readonly ignored: readonly { readonly finding: Finding; readonly reason: string }[];
  readonly disregardedConfiguration: readonly string[];
  readonly baseline?: ComparedBaseline;
  readonly probes?: readonly ProbeResult[];
}

/** Puts findings into words and order, with the identity of what was judged. */
export function createReport(input: ReportInput): Report {
  // Configuration changes severities, so the order of the judgement no longer holds.
  const findings = [...input.findings].sort(compareFindings).map(reportFinding);
  const ignored = [...input.ignored]
    .sort((left, right) => compareFindings(left.finding, right.finding))
    .map(({ finding, reason }): IgnoredFinding => ({ ...reportFinding(finding), reason }));
  const { spec, kind, integrity, tarballSize, directory } = input.target;
  return {
    tool: "bundle-check",
    version: input.version,
    schemaVersion: 1,
    target: {
      spec,
      kind,
      name: input.identity.name,
      version: input.identity.version,
      integrity,
      tarballSize,
      files: input.files.paths.length,
      unpackedSize: input.files.paths.reduce((total, path) => total + input.files.size(path), 0),
      directory,
    },
    ...(input.baseline === undefined ? {} : { baseline: input.baseline }),
    ...(input.probes === undefined ? {} : { probes: input.probes }),
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
