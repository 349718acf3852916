import { createHash } from "node:crypto";
import { relative, resolve, sep } from "node:path";
import { type RuleId, type Severity, severities } from "../findings/finding.js";
import { neutraliseJson } from "./neutralise.js";
import { count } from "./prose.js";
import type { IgnoredFinding, Report, ReportedFinding } from "./report.js";
import type { Outcome, ReportWriter } from "./writer.js";

export interface SarifRule {
  readonly id: RuleId;
  readonly severity: Severity;
  readonly summary: string;
  /** The rule's page, in Markdown. */
  readonly help: string;
}

export interface SarifOptions {
  readonly version: string;
  readonly rules: readonly SarifRule[];
  /** Absolute path of the repository; places in it are relative to it. */
  readonly workspace: string;
}

/** GitHub refuses a run with more results. */
const mostResults = 25_000;

interface Notification {
  readonly level: "error" | "warning";
  readonly message: { readonly text: string };
  readonly descriptor: { readonly id: string };
}

const levels = { error: "error", warning: "warning", info: "note" } as const satisfies Record<
  Severity,
  string
>;

/** SARIF 2.1.0, one run for all targets: code scanning refuses several runs of one tool and category. */
export function createSarifWriter(options: SarifOptions): ReportWriter {
  const outcomes: Outcome[] = [];
  return {
    target(outcome) {
      outcomes.push(outcome);
      return "";
    },
    end: () => `${neutraliseJson(JSON.stringify(createLog(outcomes, options)))}\n`,
  };
}

function createLog(outcomes: readonly Outcome[], options: SarifOptions) {
  const reports = outcomes.flatMap((outcome) => (outcome.kind === "judged" ? [outcome.report] : []));
  const failures = outcomes.flatMap((outcome) => (outcome.kind === "failed" ? [outcome.failure] : []));
  const fingerprints = new Map<string, number>();
  const all = reports.flatMap((report) =>
    [...report.findings, ...report.ignored].map((finding) => ({ finding, report })),
  );
  // Stable, so the findings of a severity stay in their order.
  all.sort(
    (left, right) => severities.indexOf(left.finding.severity) - severities.indexOf(right.finding.severity),
  );
  const notifications = failures.map(
    ({ target, error }): Notification => ({
      level: "error",
      message: { text: `${target.spec}: ${error.message}` },
      descriptor: { id: error.kind },
    }),
  );
  if (all.length > mostResults) {
    notifications.push({
      level: "warning",
      message: { text: `${count(all.length - mostResults, "less severe result")} left out of this file.` },
      descriptor: { id: "too-many-results" },
    });
  }
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "bundle-check",
            version: options.version,
            semanticVersion: options.version,
            rules: options.rules.map(({ id, severity, summary, help }) => ({
              id,
              shortDescription: { text: summary },
              help: { text: help, markdown: help },
              defaultConfiguration: { level: levels[severity] },
            })),
          },
        },
        automationDetails: { id: "bundle-check/" },
        columnKind: "utf16CodeUnits",
        invocations: [
          {
            executionSuccessful: failures.length === 0,
            toolExecutionNotifications: notifications,
          },
        ],
        results: all
          .slice(0, mostResults)
          .map(({ finding, report }) => createResult(finding, report, options, fingerprints)),
        properties: {
          targets: reports.map(({ target: { spec, name, version, integrity } }) => ({
            spec,
            name,
            version,
            integrity,
          })),
        },
      },
    ],
  };
}

function createResult(
  finding: ReportedFinding | IgnoredFinding,
  report: Report,
  options: SarifOptions,
  fingerprints: Map<string, number>,
) {
  const { line, column, endLine, endColumn, rule } = finding;
  return {
    ruleId: rule,
    ruleIndex: options.rules.findIndex(({ id }) => id === rule),
    level: levels[finding.severity],
    message: { text: `${finding.message} Consumers see: ${finding.consequence} Next step: ${finding.hint}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: artifactUri(finding.file, report, options.workspace) },
          region: {
            startLine: line,
            startColumn: column,
            ...(endLine === undefined ? {} : { endLine }),
            ...(endColumn === undefined ? {} : { endColumn }),
          },
        },
        ...(finding.reach.length === 0
          ? {}
          : { logicalLocations: finding.reach.map(({ field }) => ({ fullyQualifiedName: field })) }),
      },
    ],
    partialFingerprints: { "bundleCheckFinding/v1": fingerprint(finding, report, fingerprints) },
    ...("reason" in finding ? { suppressions: [{ kind: "external", justification: finding.reason }] } : {}),
  };
}

/** Stable across releases and rebuilds: no positions and no counts, which every build changes. */
function fingerprint(finding: ReportedFinding, report: Report, seen: Map<string, number>): string {
  const facts = [report.target.name ?? report.target.spec, finding.rule, finding.file, subjectOf(finding)];
  const key = JSON.stringify(facts);
  const repetition = seen.get(key) ?? 0;
  seen.set(key, repetition + 1);
  return createHash("sha256").update(`${key}${repetition}`).digest("hex");
}

/** The finding's arguments without numbers: names survive a rebuild, counts do not. */
function subjectOf(finding: ReportedFinding): string {
  if (finding.rule === "truncated") return "";
  return JSON.stringify(finding.args, (_key, value: unknown) =>
    typeof value === "number" ? undefined : value,
  );
}

/** Relative to the repository for a directory in it; otherwise under the name of the package. */
function artifactUri(file: string, { target }: Report, workspace: string): string {
  if (target.directory !== null) {
    const path = relative(workspace, resolve(target.directory, file));
    if (path !== ".." && !path.startsWith(`..${sep}`)) return encodePath(path.split(sep));
  }
  const folder = target.name === null ? "package" : `${target.name}@${target.version ?? ""}`;
  return encodePath([...folder.split("/"), ...file.split("/")]);
}

/** A URI reference whose first segment has no colon, and which any file name survives. */
function encodePath(segments: readonly string[]): string {
  return segments.map((segment) => encodeURIComponent(segment.toWellFormed())).join("/");
}
