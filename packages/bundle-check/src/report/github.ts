import { relative, resolve, sep } from "node:path";
import type { Severity } from "../findings/finding.js";
import { createMarkdown } from "./markdown.js";
import { neutralise } from "./neutralise.js";
import { count } from "./prose.js";
import type { Report, ReportedFinding } from "./report.js";
import { describeSummary, targetName } from "./text.js";
import type { Outcome, ReportWriter } from "./writer.js";

/** GitHub shows this many annotations of each kind per step and drops the others without a word. */
const annotationsPerKind = 10;
/** GitHub discards a whole step summary that is larger than 1 MiB. */
const longestSummary = 1_000_000;

export interface GithubOptions {
  /** Absolute path that annotation paths are relative to: the checked-out repository. */
  readonly workspace: string;
  /** Whether git has the file. Annotations on build output, which git ignores, are not shown in a diff. */
  readonly isTracked: (absolutePath: string) => boolean;
  /** 1-based line of a key in a JSON text; undefined when the key is not there. */
  readonly lineOfKey: (json: string, keyPath: readonly string[]) => number | undefined;
}

export interface GithubWriter extends ReportWriter {
  /** Markdown for the step summary, at most as many bytes as there is room for. */
  stepSummary(bytesTaken: number): string;
}

type Command = "error" | "warning" | "notice";

interface Annotation {
  readonly command: Command;
  readonly properties: Readonly<Record<string, string | number | undefined>>;
  readonly message: string;
}

const commands = { error: "error", warning: "warning", info: "notice" } as const satisfies Record<
  Severity,
  Command
>;

/** Workflow commands that GitHub Actions turns into annotations. */
export function createGithubWriter(options: GithubOptions): GithubWriter {
  const outcomes: Outcome[] = [];
  return {
    target(outcome) {
      outcomes.push(outcome);
      if (outcome.kind === "failed") return "";
      const { report } = outcome;
      const integrity = report.target.integrity === null ? "" : ` ${neutralise(report.target.integrity)}`;
      // The prefix keeps the line from starting with anything a package chose.
      return `bundle-check: ${targetName(report)}: ${describeSummary(report)}${integrity}\n`;
    },
    end: () =>
      capped(outcomes.flatMap((outcome) => annotations(outcome, options)))
        .map(format)
        .join(""),
    stepSummary: (bytesTaken) => fitSummary(createMarkdown(outcomes), longestSummary - bytesTaken),
  };
}

function annotations(outcome: Outcome, options: GithubOptions): Annotation[] {
  if (outcome.kind === "failed") {
    const { target, error } = outcome.failure;
    const title = `bundle-check: ${target.spec} was not judged`;
    return [{ command: "error", properties: { title }, message: error.message }];
  }
  const { report, readSource } = outcome;
  return report.findings.map((finding) => {
    const place = placeAnnotation(finding, report, readSource("package.json"), options);
    const where = place.isExact ? "" : `${finding.file}:${finding.line}:${finding.column}: `;
    return {
      command: commands[finding.severity],
      properties: { ...place.properties, title: `${finding.rule} in ${targetName(report)}` },
      message: `${where}${finding.message}\nConsumers see: ${finding.consequence}\nNext step: ${finding.hint}`,
    };
  });
}

interface AnnotationPlace {
  readonly properties: Annotation["properties"];
  /** It points at the finding itself, so the message need not say where it is. */
  readonly isExact: boolean;
}

function placeAnnotation(
  finding: ReportedFinding,
  { target }: Report,
  manifest: string | undefined,
  options: GithubOptions,
): AnnotationPlace {
  // A tarball has no place in the repository.
  if (target.directory === null) return { properties: {}, isExact: false };
  const file = resolve(target.directory, finding.file);
  if (finding.file === "package.json" || options.isTracked(file)) {
    const path = workspacePath(file, options.workspace);
    if (path === null) return { properties: {}, isExact: false };
    const { line, column, endLine, endColumn } = finding;
    // GitHub refuses columns on an annotation of several lines.
    const columns = endLine === undefined || endLine === line ? { col: column, endColumn } : {};
    return { properties: { file: path, line, endLine, ...columns }, isExact: true };
  }
  const path = workspacePath(resolve(target.directory, "package.json"), options.workspace);
  if (path === null) return { properties: {}, isExact: false };
  return { properties: { file: path, line: manifestLine(finding, manifest, options) }, isExact: false };
}

/** The manifest line that leads consumers to the file of a finding. */
function manifestLine(
  finding: ReportedFinding,
  manifest: string | undefined,
  options: GithubOptions,
): number {
  if (manifest === undefined) return 1;
  const ways = [...finding.reach.map(({ keyPath }) => keyPath), ["exports"], ["main"]];
  for (const keyPath of ways) {
    const line = options.lineOfKey(manifest, keyPath);
    if (line !== undefined) return line;
  }
  return 1;
}

function workspacePath(file: string, workspace: string): string | null {
  const path = relative(workspace, file);
  return path === "" || path === ".." || path.startsWith(`..${sep}`) ? null : path.split(sep).join("/");
}

/** The most severe first, and never more than GitHub shows: what it would drop is counted in a notice. */
function capped(all: readonly Annotation[]): Annotation[] {
  const kept: Annotation[] = [];
  const dropped: string[] = [];
  for (const command of ["error", "warning", "notice"] as const) {
    const ofKind = all.filter((annotation) => annotation.command === command);
    // One notice is kept free for saying what is not shown.
    const room = command === "notice" ? annotationsPerKind - 1 : annotationsPerKind;
    kept.push(...ofKind.slice(0, room));
    if (ofKind.length > room) dropped.push(count(ofKind.length - room, `more ${command}`));
  }
  if (dropped.length > 0) {
    const message = `${dropped.join(", ")}: the step summary lists them.`;
    kept.push({ command: "notice", properties: { title: "bundle-check" }, message });
  }
  return kept;
}

function format({ command, properties, message }: Annotation): string {
  const pairs = Object.entries(properties).flatMap(([key, value]) =>
    value === undefined ? [] : [`${key}=${escapeProperty(String(value))}`],
  );
  return `::${command}${pairs.length === 0 ? "" : ` ${pairs.join(",")}`}::${escapeData(message)}\n`;
}

/** Line breaks between sentences are ours and wanted; those in names have been spelled out. */
function escapeData(text: string): string {
  return text
    .split("\n")
    .map((line) => escapePercent(neutralise(line)))
    .join("%0A");
}

function escapeProperty(text: string): string {
  return escapePercent(neutralise(text)).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

function escapePercent(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function fitSummary(markdown: string, room: number): string {
  const bytes = Buffer.from(markdown);
  if (bytes.length <= room) return markdown;
  const note = Buffer.from("\n… The rest does not fit into a step summary.\n");
  if (room < note.length) return "";
  const fitting = bytes.subarray(0, room - note.length);
  // Whole lines, so that neither a character nor a code span is cut in two.
  return `${fitting.subarray(0, fitting.lastIndexOf("\n") + 1)}${note}`;
}
