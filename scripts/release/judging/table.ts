import type { GateFinding } from "./judgement.ts";
import { isAsItShouldBe, type JudgedTarget } from "./verdict.ts";

/** How a text is coloured; `util.styleText` in the gate, nothing in the tests. */
export type Paint = (style: "green" | "red" | "bold" | "dim", text: string) => string;

const headings = ["Target", "Verdict", "Errors", "Warnings"] as const;

interface Row {
  readonly cells: readonly [target: string, verdict: string, errors: string, warnings: string];
  /** What was found, one line for each rule. */
  readonly found: readonly string[];
  readonly integrity: string;
  readonly good: boolean;
}

/** The gate's table: a row per target; below it what was found in short, and the sha512 of the judged bytes. */
export function renderTable(targets: readonly JudgedTarget[], width: number, paint: Paint): string[] {
  const rows = targets.map(toRow);
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...rows.map(({ cells }) => cells[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) =>
        column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join("  ");

  return [
    paint("bold", line(headings)),
    ...rows.flatMap(({ cells, found, integrity, good }) => [
      paint(good ? "green" : "red", line(cells)),
      ...found.flatMap((text) => wrap(text, width - 2)).map((text) => `  ${text}`),
      paint("dim", `  ${integrity}`),
    ]),
  ];
}

function toRow({ label, role, outcome, verdict }: JudgedTarget): Row {
  const good = isAsItShouldBe(role, verdict);
  const shownVerdict = role === "known broken" && good ? `${verdict}, as it must be` : verdict;
  if (outcome.kind !== "judged") {
    return {
      cells: [label, shownVerdict, "?", "?"],
      found: [outcome.reason],
      integrity: "no bytes judged",
      good,
    };
  }
  const { errors, warnings, findings, integrity } = outcome.judgement;
  return {
    cells: [label, shownVerdict, String(errors), String(warnings)],
    found: summariseFindings(findings),
    integrity: integrity ?? "no sha512 reported",
    good,
  };
}

/** One line per rule: how often, and about which names. Infos are left to bundle-check's own output. */
export function summariseFindings(findings: readonly GateFinding[]): string[] {
  const shown = findings.filter(({ severity }) => severity !== "info");
  if (shown.length === 0) return ["nothing found"];
  return [...Map.groupBy(shown, ({ rule }) => rule)].map(([rule, group]) => {
    const names = [...new Set(group.flatMap(({ name }) => (name === null ? [] : [name])))];
    const files = new Set(group.map(({ file }) => file)).size;
    const places = files === 1 ? (group[0]?.file ?? "") : `${files} files`;
    return `${rule}${names.length === 0 ? "" : `: ${names.join(", ")}`} (${places})`;
  });
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let current = "";
  for (const word of text.split(/\s+/)) {
    if (current !== "" && current.length + 1 + word.length > width) {
      lines.push(current);
      current = `  ${word}`;
    } else {
      current = current === "" ? word : `${current} ${word}`;
    }
  }
  return [...lines, current];
}
