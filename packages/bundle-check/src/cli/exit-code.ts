import type { Outcome } from "../report/writer.js";

export type ExitCode = 0 | 1 | 2 | 3;

/** The exit code of a run: the worst of its targets, and warnings counted over all of them. */
export function exitCodeOf(outcomes: readonly Outcome[], maxWarnings: number): ExitCode {
  let code: ExitCode = 0;
  let warnings = 0;
  for (const outcome of outcomes) {
    if (outcome.kind === "failed") {
      const own: ExitCode = outcome.failure.error.kind === "tool-failure" ? 3 : 2;
      if (own > code) code = own;
      continue;
    }
    warnings += outcome.report.summary.warnings;
    if (outcome.report.summary.errors > 0 && code === 0) code = 1;
  }
  return code === 0 && warnings > maxWarnings ? 1 : code;
}
