import { createHash } from "node:crypto";
import { relative, resolve, sep } from "node:path";
import type { Severity } from "../findings/finding.ts";
import { rules } from "../rules/index.ts";
import { renderJson } from "./json.ts";
import type { Report, ReportedFinding } from "./report.ts";

/** GitHub refuses a run with more results. */
const mostResults = 25_000;
const levels = { error: "error", warning: "warning", info: "note" } as const satisfies Record<
  Severity,
  string
>;

/** SARIF 2.1.0 with one run; places are relative to the checkout. */
export function renderSarif(report: Report, workspace: string, pages: ReadonlyMap<string, string>): string {
  const seen = new Map<string, number>();
  const notifications = report.unreadable.map(({ file, message, hint }) => ({
    level: "error",
    message: { text: `${file}: ${message} ${hint}` },
    descriptor: { id: "unreadable" },
  }));
  return renderJson({
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "pin-check",
            rules: rules.map(({ id, severity, summary }) => {
              const help = pages.get(id) ?? summary;
              return {
                id,
                shortDescription: { text: summary },
                help: { text: help, markdown: help },
                defaultConfiguration: { level: levels[severity] },
              };
            }),
          },
        },
        automationDetails: { id: "pin-check/" },
        columnKind: "utf16CodeUnits",
        invocations: [
          {
            executionSuccessful: report.unreadable.length === 0,
            toolExecutionNotifications: notifications,
          },
        ],
        results: report.findings
          .slice(0, mostResults)
          .map((finding) => createResult(finding, report, workspace, seen)),
      },
    ],
  });
}

function createResult(
  finding: ReportedFinding,
  { root }: Report,
  workspace: string,
  seen: Map<string, number>,
) {
  const { rule, severity, file, line, column, keyPath, message, hint } = finding;
  return {
    ruleId: rule,
    ruleIndex: rules.findIndex(({ id }) => id === rule),
    level: levels[severity],
    message: { text: `${message} Next step: ${hint}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: artifactUri(root, file, workspace) },
          region: { startLine: line, startColumn: column },
        },
        ...(keyPath.length === 0 ? {} : { logicalLocations: [{ fullyQualifiedName: keyPath.join(".") }] }),
      },
    ],
    partialFingerprints: { "pinCheckFinding/v1": fingerprint(finding, seen) },
  };
}

/** Stable while other lines come and go: no positions. */
function fingerprint({ rule, file, keyPath, actual }: ReportedFinding, seen: Map<string, number>): string {
  const key = JSON.stringify([rule, file, keyPath, actual]);
  const repetition = seen.get(key) ?? 0;
  seen.set(key, repetition + 1);
  return createHash("sha256").update(`${key}${repetition}`).digest("hex");
}

/** Relative to the checkout where the file lies in it, else as the report names it. */
function artifactUri(root: string, file: string, workspace: string): string {
  const path = relative(workspace, resolve(root, file));
  const isInside = path !== "" && path !== ".." && !path.startsWith(`..${sep}`);
  const segments = isInside ? path.split(sep) : file.split("/");
  return segments.map((segment) => encodeURIComponent(segment.toWellFormed())).join("/");
}
