import type { CommandResult } from "../run-command.ts";

/** One finding of bundle-check, as far as the gate looks into it. */
export interface GateFinding {
  readonly rule: string;
  readonly severity: "error" | "warning" | "info";
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly hint: string;
  /** What the finding is about: an undeclared name or a promised one; null where it is about the file as a whole. */
  readonly name: string | null;
}

/** What the gate takes from bundle-check's report on one target. */
export interface Judgement {
  readonly name: string | null;
  readonly version: string | null;
  readonly integrity: string | null;
  /** The version it was compared with; null where nothing was compared. */
  readonly baseline: string | null;
  readonly findings: readonly GateFinding[];
  readonly errors: number;
  readonly warnings: number;
}

/** A target was judged, or it could not be read, or the guard itself failed. Only the first says anything about it. */
export type Outcome =
  | { readonly kind: "judged"; readonly judgement: Judgement }
  | { readonly kind: "unreadable"; readonly reason: string }
  | { readonly kind: "failed"; readonly reason: string };

/**
 * Turns what bundle-check answered into an outcome.
 *
 * The exit code and the report must tell the same story. Anything else, from an unknown exit code to a report
 * that does not parse, is a failed guard: it must never read as "no findings".
 */
export function readOutcome(result: CommandResult): Outcome {
  if (result.exitCode === 2) return { kind: "unreadable", reason: lastWords(result, "exit 2") };
  if (result.exitCode !== 0 && result.exitCode !== 1) {
    return { kind: "failed", reason: lastWords(result, result.interruption ?? `exit ${result.exitCode}`) };
  }
  let judgement: Judgement;
  try {
    judgement = readReport(JSON.parse(result.stdout));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { kind: "failed", reason: lastWords(result, `exit ${result.exitCode}, and ${reason}`) };
  }
  if (judgement.errors > 0 !== (result.exitCode === 1)) {
    return {
      kind: "failed",
      reason: `exit ${result.exitCode} contradicts a report with ${judgement.errors} errors`,
    };
  }
  return { kind: "judged", judgement };
}

/** Checks the shape of the report instead of trusting it: the gate's verdict hangs on these fields. */
function readReport(report: unknown): Judgement {
  if (field(report, "tool") !== "bundle-check" || field(report, "schemaVersion") !== 1) {
    throw new Error("it is not a bundle-check report of schema version 1");
  }
  const target = field(report, "target");
  const findings = field(report, "findings");
  if (!Array.isArray(findings)) throw new Error("it has no findings list");
  const read = findings.map(readFinding);
  const errors = count(report, "errors");
  const warnings = count(report, "warnings");
  const counted = read.filter(({ severity }) => severity === "error").length;
  if (counted !== errors) throw new Error(`it lists ${counted} errors and counts ${errors}`);
  return {
    name: textOrNull(target, "name"),
    version: textOrNull(target, "version"),
    integrity: textOrNull(target, "integrity"),
    baseline: field(report, "baseline") === undefined ? null : text(field(report, "baseline"), "version"),
    findings: read,
    errors,
    warnings,
  };
}

function readFinding(finding: unknown): GateFinding {
  const severity = text(finding, "severity");
  if (severity !== "error" && severity !== "warning" && severity !== "info") {
    throw new Error(`it has a finding of unknown severity ${JSON.stringify(severity)}`);
  }
  const details = field(finding, "args");
  // An export is known by what it is called in its file: that is what is missing, whatever consumers call it.
  const name = field(details, "localName") ?? field(details, "name");
  return {
    rule: text(finding, "rule"),
    severity,
    file: text(finding, "file"),
    line: number(finding, "line"),
    column: number(finding, "column"),
    message: text(finding, "message"),
    hint: text(finding, "hint"),
    name: typeof name === "string" ? name : null,
  };
}

/** The end of what a failing command printed is where its reason stands. */
function lastWords(result: CommandResult, ending: string): string {
  const words = (result.stderr.trim() || result.stdout.trim()).split("\n").slice(-4).join(" ").slice(0, 400);
  return words === "" ? ending : `${ending}: ${words}`;
}

function count(report: unknown, key: string): number {
  return number(field(report, "summary"), key);
}

function number(value: unknown, key: string): number {
  const found = field(value, key);
  if (typeof found !== "number") throw new Error(`it has no number ${JSON.stringify(key)}`);
  return found;
}

function text(value: unknown, key: string): string {
  const found = field(value, key);
  if (typeof found !== "string") throw new Error(`it has no text ${JSON.stringify(key)}`);
  return found;
}

function textOrNull(value: unknown, key: string): string | null {
  return field(value, key) === null ? null : text(value, key);
}

function field(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}
