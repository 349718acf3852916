import type { RuleId, Severity } from "../findings/finding.js";
import { createCodeFrame, SourceLines } from "./code-frame.js";
import { comparedWith } from "./compared-with.js";
import { neutralise } from "./neutralise.js";
import { probeLines } from "./probe-lines.js";
import { count, formatBytes } from "./prose.js";
import type { Report, ReportedFinding } from "./report.js";
import type { Style } from "./style.js";
import type { Outcome, ReportWriter } from "./writer.js";

/** Findings of one rule in one file that get a code frame; the others are still listed, one line each. */
const framesPerRule = 8;
/** Files of an import chain that are named. */
const chainLength = 6;

/** Findings about a file as a whole: a frame around its first line would show nothing. */
const aboutWholeFile: ReadonlySet<RuleId> = new Set([
  "truncated",
  "empty-entry",
  "export-mismatch",
  "expected-export",
  "lost-export",
  "lost-code",
  "lost-source",
  "probe-failed",
  "probe-not-run",
  "leaked-secret",
  "leaked-file",
]);

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
  { report, readSource }: Extract<Outcome, { kind: "judged" }>,
  { style, quiet }: TextOptions,
): Iterable<string> {
  yield* header(report, style);
  yield "";
  const shown = quiet ? report.findings.filter(({ severity }) => severity === "error") : report.findings;
  const secretive = filesWithSecrets(report);
  for (const [file, findings] of groupByFile(shown)) {
    yield* fileSection(file, findings, secretive.has(file) ? undefined : readSource(file), style);
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

/** A frame around any finding in these files might print the secret along with it, into a log that many can read. */
function filesWithSecrets({ findings, ignored }: Report): ReadonlySet<string> {
  return new Set(
    [...findings, ...ignored].filter(({ rule }) => rule === "leaked-secret").map(({ file }) => file),
  );
}

/** Findings arrive with the most severe first, so the file with the worst finding comes first. */
function groupByFile(findings: readonly ReportedFinding[]): Map<string, ReportedFinding[]> {
  const groups = new Map<string, ReportedFinding[]>();
  for (const finding of findings) {
    const group = groups.get(finding.file);
    if (group === undefined) groups.set(finding.file, [finding]);
    else group.push(finding);
  }
  return groups;
}

function* fileSection(
  file: string,
  findings: readonly ReportedFinding[],
  text: string | undefined,
  style: Style,
): Iterable<string> {
  const source = text === undefined ? undefined : new SourceLines(text);
  yield `  ${style.bold(neutralise(file))}`;
  yield* reachLines(file, findings, style);
  const seen = new Map<string, number>();
  for (const [index, finding] of findings.entries()) {
    const number = (seen.get(finding.rule) ?? 0) + 1;
    seen.set(finding.rule, number);
    const title = `    ${severityLabel(finding.severity, style)} ${style.bold(finding.rule)} ${style.dim(`${finding.line}:${finding.column}`)}`;
    if (number > framesPerRule) {
      yield `${title}  ${neutralise(finding.message)}`;
    } else {
      yield* ["", title, `    ${neutralise(finding.message)}`];
      if (source !== undefined && !aboutWholeFile.has(finding.rule))
        yield* frameLines(source, finding, style);
    }
    // Several findings of one cause read better with its consequence and the next step once, after the last.
    const next = findings[index + 1];
    const isListed = number > framesPerRule && next?.rule === finding.rule;
    if (!isListed && next?.consequence !== finding.consequence) {
      yield `    Consumers see: ${neutralise(finding.consequence)}`;
    }
    if (next?.hint !== finding.hint) yield `    Next step: ${neutralise(finding.hint)}`;
  }
}

/** How consumers get to the file, once per file: the finding with the most ways knows them all. */
function reachLines(file: string, findings: readonly ReportedFinding[], style: Style): string[] {
  // A finding in the manifest says itself which field it is about.
  if (file === "package.json") return [];
  const ways = findings.reduce(
    (most, { reach }) => (reach.length > most.length ? reach : most),
    findings[0]?.reach ?? [],
  );
  return ways.map(({ field, chain }) => {
    const isDirect = chain.length <= 1;
    const shown =
      chain.length <= chainLength ? chain : [...chain.slice(0, 2), "…", ...chain.slice(2 - chainLength)];
    const steps = isDirect ? "" : `: ${shown.map(neutralise).join(" → ")}`;
    return style.dim(`  reached through ${neutralise(field)}${steps}`);
  });
}

function frameLines(source: SourceLines, finding: ReportedFinding, style: Style): string[] {
  const frame = createCodeFrame(source, finding);
  if (frame.length === 0) return [];
  const width = Math.max(...frame.map(({ number }) => String(number ?? "").length));
  const lines = frame.map(({ number, text, marked }) => {
    const gutter = `${marked && number !== null ? ">" : " "} ${String(number ?? "").padStart(width)} |`;
    if (number === null) return `    ${style.dim(gutter)} ${paintSeverity(finding.severity, text, style)}`;
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
