import { neutralise } from "./neutralise.ts";
import { count } from "./prose.ts";
import type { Report, ReportedFinding } from "./report.ts";
import type { Style } from "./style.ts";

/** The report for people. */
export function renderText(report: Report, style: Style): string {
  return `${[...lines(report, style)].join("\n")}\n`;
}

function* lines(report: Report, style: Style): Iterable<string> {
  for (const pin of report.pins) {
    const name = style.bold(neutralise(`${pin.package}@${pin.version}`));
    const seen = `${count(pin.uses, "use")} in manifests, ${count(pin.instances, "entry").replace("entrys", "entries")} in lockfiles`;
    yield `${name} ${style.dim(`(${seen})`)}`;
  }
  if (report.policy !== null) yield style.dim(`  policy: ${neutralise(report.policy.file)}`);
  yield "";
  for (const { file, line, message, hint } of report.unreadable) {
    yield `  ${style.error("unreadable")} ${style.bold(place(file, line))}`;
    yield `    ${neutralise(message)}`;
    yield `    Next step: ${neutralise(hint)}`;
    yield "";
  }
  for (const finding of report.findings) {
    yield* findingLines(finding, style);
    yield "";
  }
  yield summaryLine(report, style);
}

function* findingLines(finding: ReportedFinding, style: Style): Iterable<string> {
  const { severity, rule, file, line, keyPath, message, hint } = finding;
  const keys = keyPath.length === 0 ? "" : ` ${style.dim(neutralise(renderKeyPath(keyPath)))}`;
  yield `  ${style[severity](severity)} ${style.bold(rule)} ${neutralise(place(file, line))}${keys}`;
  yield `    ${neutralise(message)}`;
  yield `    Next step: ${neutralise(hint)}`;
}

function place(file: string, line: number | null): string {
  return line === null ? file : `${file}:${line}`;
}

/** `overrides["a"]["."]` reads badly; `overrides › a › .` cannot be mistaken either. */
export function renderKeyPath(keyPath: readonly (string | number)[]): string {
  return keyPath.join(" › ");
}

export function summaryLine({ summary, unreadable, pins }: Report, style: Style): string {
  const parts = [count(summary.errors, "error"), count(summary.warnings, "warning")];
  if (summary.infos > 0)
    parts.push(count(summary.infos, "information").replace("informations", "informations"));
  if (unreadable.length > 0) {
    return style.error(
      `✖ Not judged: ${count(unreadable.length, "file")} could not be read. ${parts.join(", ")}.`,
    );
  }
  if (summary.errors > 0) return style.error(`✖ ${parts.join(", ")}.`);
  const held = pins.length === 1 ? "The pin holds" : "The pins hold";
  return style.success(`✔ ${held}. ${parts.join(", ")}.`);
}
