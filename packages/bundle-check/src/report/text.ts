import type { Severity } from "../findings/finding.js";
import type { FrameLine } from "./code-frame.js";
import { comparedWith } from "./compared-with.js";
import { type FileSection, fileSections } from "./file-sections.js";
import { neutralise } from "./neutralise.js";
import { probeLines } from "./probe-lines.js";
import { count, formatBytes } from "./prose.js";
import type { Report, ReportedFinding } from "./report.js";
import type { Style } from "./style.js";
import type { Outcome, ReportWriter } from "./writer.js";

export interface TextOptions {
  readonly style: Style;
  /** Leave out warnings, infos and what was ignored. */
  readonly quiet: boolean;
}

/** The report for people. */
export function createTextWriter(options: TextOptions): ReportWriter {
  const { style } = options;
  let judged = 0;
  let failed = 0;
  let withErrors = 0;
  return {
    target(outcome) {
      if (outcome.kind === "failed") {
        failed += 1;
        // Why it was not judged is a diagnostic, which the command writes to stderr.
        return `${style.error(`✖ ${neutralise(outcome.failure.target.spec)}: not judged`)}\n\n`;
      }
      judged += 1;
      if (outcome.report.summary.errors > 0) withErrors += 1;
      return `${[...reportLines(outcome, options)].join("\n")}\n\n`;
    },
    end() {
      if (judged + failed < 2) return "";
      const notJudged = failed === 0 ? "" : `, ${failed} not judged`;
      return `${style.bold(`${count(judged, "package")} judged, ${withErrors} with errors${notJudged}`)}\n`;
    },
  };
}

function* reportLines(
  outcome: Extract<Outcome, { kind: "judged" }>,
  { style, quiet }: TextOptions,
): Iterable<string> {
  const { report } = outcome;
  yield* header(report, style);
  yield "";
  for (const section of fileSections(outcome, quiet)) {
    yield* sectionLines(section, style);
    yield "";
  }
  yield* probeLines(report, style);
  if (!quiet) yield* ignoredSection(report, style);
  yield* disregardedSection(report, style);
  yield summaryLine(report, style);
}

/** "name@version", or what the user typed when the manifest does not say. */
export function targetName({ target }: Report): string {
  if (target.name === null) return neutralise(target.spec);
  return neutralise(target.version === null ? target.name : `${target.name}@${target.version}`);
}

function header(report: Report, style: Style): string[] {
  const { target } = report;
  const sizes = [count(target.files, "file"), `${formatBytes(target.unpackedSize)} unpacked`];
  if (target.tarballSize !== null) sizes.push(`${formatBytes(target.tarballSize)} packed`);
  const comparison = comparedWith(report);
  return [
    `${style.bold(targetName(report))} ${style.dim(`(${target.kind} ${neutralise(target.spec)})`)}`,
    `  ${style.dim(sizes.join(", "))}`,
    `  ${style.dim(target.integrity === null ? "not packed, so there is no sha512" : neutralise(target.integrity))}`,
    ...(comparison === null ? [] : [`  ${style.dim(comparison)}`]),
  ];
}

function* sectionLines({ file, ways, items }: FileSection, style: Style): Iterable<string> {
  yield `  ${style.bold(neutralise(file))}`;
  for (const { field, chain } of ways) {
    const steps = chain.length === 0 ? "" : `: ${chain.map(neutralise).join(" → ")}`;
    yield style.dim(`  reached through ${neutralise(field)}${steps}`);
  }
  for (const { finding, isListed, frame, hasConsequence, hasHint } of items) {
    const title = `    ${severityLabel(finding.severity, style)} ${style.bold(finding.rule)} ${style.dim(`${finding.line}:${finding.column}`)}`;
    if (isListed) yield `${title}  ${neutralise(finding.message)}`;
    else yield* ["", title, `    ${neutralise(finding.message)}`, ...frameLines(frame, finding, style)];
    if (hasConsequence) yield `    Consumers see: ${neutralise(finding.consequence)}`;
    if (hasHint) yield `    Next step: ${neutralise(finding.hint)}`;
  }
}

function frameLines(frame: readonly FrameLine[], { severity }: ReportedFinding, style: Style): string[] {
  if (frame.length === 0) return [];
  const width = Math.max(...frame.map(({ number }) => String(number ?? "").length));
  const lines = frame.map(({ number, text, marked }) => {
    const gutter = `${marked && number !== null ? ">" : " "} ${String(number ?? "").padStart(width)} |`;
    if (number === null) return `    ${style.dim(gutter)} ${paintSeverity(severity, text, style)}`;
    return `    ${style.dim(gutter)} ${marked ? text : style.dim(text)}`.trimEnd();
  });
  return ["", ...lines, ""];
}

function severityLabel(severity: Severity, style: Style): string {
  return paintSeverity(severity, severity, style);
}

function paintSeverity(severity: Severity, text: string, style: Style): string {
  return style[severity](text);
}

function ignoredSection({ ignored }: Report, style: Style): string[] {
  if (ignored.length === 0) return [];
  const lines = ignored.map(
    ({ rule, file, line, column, reason }) =>
      `    ${rule} ${neutralise(`${file}:${line}:${column}`)}, because: ${neutralise(reason)}`,
  );
  return [`  ${style.dim(`${count(ignored.length, "finding")} ignored by configuration`)}`, ...lines, ""];
}

function disregardedSection({ disregardedConfiguration }: Report, style: Style): string[] {
  if (disregardedConfiguration.length === 0) return [];
  const keys = disregardedConfiguration.map((key) => `\`${neutralise(key)}\``).join(", ");
  return [
    `  ${style.warning("note")} The package's own configuration sets ${keys}, which was disregarded:`,
    "  a tarball may ask for stricter checks, but not excuse itself. To accept it, pass a file with --config.",
    "",
  ];
}

/** "2 errors, 1 warning". */
export function describeSummary({ summary, ignored }: Report): string {
  const parts: string[] = [];
  if (summary.errors > 0) parts.push(count(summary.errors, "error"));
  if (summary.warnings > 0) parts.push(count(summary.warnings, "warning"));
  if (summary.infos > 0) parts.push(count(summary.infos, "info"));
  if (parts.length === 0) parts.push("no problems found");
  if (ignored.length > 0) parts.push(`${ignored.length} ignored`);
  return parts.join(", ");
}

function summaryLine(report: Report, style: Style): string {
  const { errors, warnings } = report.summary;
  const text = `${targetName(report)}: ${describeSummary(report)}`;
  if (errors > 0) return style.error(`✖ ${text}`);
  return warnings > 0 ? style.warning(`▲ ${text}`) : style.success(`✔ ${text}`);
}
