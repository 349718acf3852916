import type { Facts } from "../facts.ts";
import { type Finding, severities } from "../findings/finding.ts";
import type { Unreadable } from "../repository/repository.ts";
import { describeFinding } from "./messages.ts";
import type { Report, ReportedFinding, ReportedUnreadable } from "./report.ts";

export function createReport(root: string, facts: Facts, findings: readonly Finding[]): Report {
  const reported = findings.map(reportFinding).sort(compareFindings);
  const number = (severity: Finding["severity"]) =>
    reported.filter((finding) => finding.severity === severity).length;
  const { policy, repository } = facts;
  return {
    tool: "pin-check",
    schemaVersion: 1,
    root,
    policy: { file: policy.file, source: policy.source },
    pins: policy.pins.map((pin) => ({
      package: pin.package,
      version: pin.version,
      uses: facts.usesOf(pin).length,
      instances: facts.instancesOf(pin).length,
    })),
    findings: reported,
    unreadable: repository.unreadable.map(reportUnreadable),
    summary: { errors: number("error"), warnings: number("warning"), infos: number("info") },
  };
}

/** The report when not even the policy or the root could be read. */
export function createUnreadableReport(root: string, unreadable: readonly Unreadable[]): Report {
  return {
    tool: "pin-check",
    schemaVersion: 1,
    root,
    policy: null,
    pins: [],
    findings: [],
    unreadable: unreadable.map(reportUnreadable),
    summary: { errors: 0, warnings: 0, infos: 0 },
  };
}

function reportFinding(finding: Finding): ReportedFinding {
  const { rule, severity, place, actual, expected, args } = finding;
  const { file, line, column, keyPath } = place;
  return {
    rule,
    severity,
    file,
    line,
    column,
    keyPath,
    actual,
    expected,
    ...describeFinding(finding),
    args,
  };
}

function reportUnreadable({ file, line, reason, remedy }: Unreadable): ReportedUnreadable {
  return { file, line, message: reason, hint: remedy };
}

function compareFindings(left: ReportedFinding, right: ReportedFinding): number {
  return (
    severities.indexOf(left.severity) - severities.indexOf(right.severity) ||
    compareText(left.file, right.file) ||
    left.line - right.line ||
    left.column - right.column ||
    compareText(left.rule, right.rule) ||
    compareText(JSON.stringify(left.keyPath), JSON.stringify(right.keyPath)) ||
    compareText(left.message, right.message)
  );
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
