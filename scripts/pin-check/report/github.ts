import { relative, resolve, sep } from "node:path";
import { codeCell, messageCell } from "./markdown.ts";
import { neutralise } from "./neutralise.ts";
import { count } from "./prose.ts";
import type { Report, ReportedFinding } from "./report.ts";
import { plainStyle } from "./style.ts";
import { renderKeyPath, summaryLine } from "./text.ts";

/** GitHub shows this many annotations of each kind per step and drops the others without a word. */
const annotationsPerKind = 10;
/** GitHub discards a whole step summary that is larger than 1 MiB. */
const longestSummary = 1_000_000;

interface Annotation {
  readonly command: "error" | "warning" | "notice";
  readonly properties: Readonly<Record<string, string | number | undefined>>;
  readonly message: string;
}

const commands = { error: "error", warning: "warning", info: "notice" } as const;

/** Workflow commands that GitHub Actions turns into annotations; paths are relative to the checkout. */
export function renderGithub(report: Report, workspace: string): string {
  const annotations = [
    ...report.unreadable.map(({ file, line, message, hint }): Annotation => {
      const properties = {
        ...placeOf(report, file, line ?? undefined, workspace),
        title: "pin-check: unreadable",
      };
      return { command: "error", properties, message: `${message}\nNext step: ${hint}` };
    }),
    ...report.findings.map((finding): Annotation => {
      const { file, line, column } = finding;
      const place = placeOf(report, file, line, workspace);
      const properties = {
        ...place,
        col: place.line === undefined ? undefined : column,
        title: titleOf(finding),
      };
      const where = place.file === undefined ? `${file}:${line}: ` : "";
      return {
        command: commands[finding.severity],
        properties,
        message: `${where}${finding.message}\nNext step: ${finding.hint}`,
      };
    }),
  ];
  // The prefix keeps the line from starting with anything a repository chose.
  return `pin-check: ${neutralise(summaryLine(report, plainStyle))}\n${capped(annotations).map(format).join("")}`;
}

/** Markdown for the step summary, at most as many bytes as there is room for. */
export function renderStepSummary(report: Report, bytesTaken: number): string {
  const rows = report.findings.map(
    ({ severity, rule, file, line, message }) =>
      `| ${severity} | ${rule} | ${codeCell(`${file}:${line}`)} | ${messageCell(message)} |\n`,
  );
  const unreadable = report.unreadable.map(
    ({ file, message }) => `| unreadable |  | ${codeCell(file)} | ${messageCell(message)} |\n`,
  );
  const all = [...unreadable, ...rows];
  const head = `## pin-check\n\n${messageCell(summaryLine(report, plainStyle))}\n`;
  const table = all.length === 0 ? "" : "\n| severity | rule | place | what |\n| --- | --- | --- | --- |\n";
  return fitInto([head, table, ...all], longestSummary - bytesTaken);
}

/** Whole lines only, and a word about those that do not fit. */
function fitInto(parts: readonly string[], room: number): string {
  const note = "\n… The rest does not fit into a step summary.\n";
  let text = "";
  for (const part of parts) {
    if (Buffer.byteLength(text) + Buffer.byteLength(part) + Buffer.byteLength(note) > room) {
      return Buffer.byteLength(text) + Buffer.byteLength(note) > room ? "" : text + note;
    }
    text += part;
  }
  return text;
}

function titleOf({ rule, keyPath }: ReportedFinding): string {
  return keyPath.length === 0 ? `pin-check: ${rule}` : `pin-check: ${rule} at ${renderKeyPath(keyPath)}`;
}

/** Nothing for what lies outside of the checkout: GitHub could not show it. */
function placeOf(
  { root }: Report,
  file: string,
  line: number | undefined,
  workspace: string,
): { readonly file?: string; readonly line?: number | undefined } {
  const path = relative(workspace, resolve(root, file));
  if (path === "" || path === ".." || path.startsWith(`..${sep}`)) return {};
  return { file: path.split(sep).join("/"), line };
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
    kept.push({ command: "notice", properties: { title: "pin-check" }, message });
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
