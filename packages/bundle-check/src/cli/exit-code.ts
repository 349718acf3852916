import type { FailureReport, ReportSummary } from "../report/report.js";

export type ExitCode = 0 | 1 | 2 | 3;

/** What of a target decides the exit code. */
export type Verdict =
  | {
      readonly kind: "judged";
      readonly summary: ReportSummary;
      /** What was to be probed could not be installed, so that it is only half judged. */
      readonly isUnprobed?: boolean;
    }
  | { readonly kind: "failed"; readonly cause: FailureReport["error"]["kind"] };

const failureCodes = {
  "unreadable-target": 2,
  "invalid-configuration": 2,
  "tool-failure": 3,
} as const satisfies Record<FailureReport["error"]["kind"], ExitCode>;

function codeOf(verdict: Verdict): ExitCode {
  if (verdict.kind === "failed") return failureCodes[verdict.cause];
  if (verdict.isUnprobed === true) return 2;
  return verdict.summary.errors > 0 ? 1 : 0;
}

/** The exit code of a run: the worst of its targets; warnings are counted over all of them. */
export function exitCodeOf(verdicts: readonly Verdict[], maxWarnings: number): ExitCode {
  let worst: ExitCode = 0;
  let warnings = 0;
  for (const verdict of verdicts) {
    const code = codeOf(verdict);
    if (code > worst) worst = code;
    if (verdict.kind === "judged") warnings += verdict.summary.warnings;
  }
  return worst === 0 && warnings > maxWarnings ? 1 : worst;
}
