import { neutralise } from "./neutralise.js";
import { count, formatBytes } from "./prose.js";
import type { Report, ReportedFinding } from "./report.js";
import { describeSummary, targetName } from "./text.js";
import type { Outcome } from "./writer.js";

/** Findings listed per target before the rest is only counted. */
const findingsPerTarget = 100;

const marks = { error: "❌", warning: "⚠️", info: "ℹ️" } as const;

/** The report as Markdown, for a step summary or a comment. */
export function createMarkdown(outcomes: readonly Outcome[]): string {
  return outcomes.map((outcome) => `${section(outcome)}\n`).join("\n");
}

function section(outcome: Outcome): string {
  if (outcome.kind === "failed") {
    const { target, error } = outcome.failure;
    return `### ❌ ${code(target.spec)}: not judged\n\n${escapeProse(error.message)}\n`;
  }
  const { report } = outcome;
  const { errors, warnings } = report.summary;
  const mark = errors > 0 ? marks.error : warnings > 0 ? marks.warning : "✅";
  const lines = [
    `### ${mark} ${code(targetName(report))}: ${describeSummary(report)}`,
    "",
    identity(report),
    "",
    ...report.findings.slice(0, findingsPerTarget).map(item),
  ];
  const rest = report.findings.length - findingsPerTarget;
  if (rest > 0) lines.push(`- … and ${count(rest, "more finding")}`);
  return `${lines.join("\n")}\n`;
}

function identity({ target }: Report): string {
  const sizes = `${count(target.files, "file")}, ${formatBytes(target.unpackedSize)} unpacked`;
  return target.integrity === null ? sizes : `${sizes}, ${code(target.integrity)}`;
}

function item(finding: ReportedFinding): string {
  const place = code(`${finding.file}:${finding.line}:${finding.column}`);
  return (
    `- ${marks[finding.severity]} **${finding.rule}** ${place}: ${escapeMessage(finding.message)} ` +
    `Consumers see: ${escapeMessage(finding.consequence)} Next step: ${escapeMessage(finding.hint)}`
  );
}

function code(text: string): string {
  return `\`${neutralise(text).replaceAll("`", "'")}\``;
}

/** Messages hold names in backticks and no other backtick (see `quote`), so every second part is a name. */
function escapeMessage(message: string): string {
  return message
    .split("`")
    .map((part, index) => (index % 2 === 1 ? code(part) : escapeProse(part)))
    .join("");
}

/** Without this, a parser's reason that quotes the source could write links, mentions or HTML. */
function escapeProse(text: string): string {
  return neutralise(text)
    .replace(/[\\`*_{}[\]<>()#+|~!&@]/g, "\\$&")
    .replaceAll("\\@", "@\u200b");
}
