import type { Report } from "../report/report.ts";

export type ExitCode = 0 | 1 | 2 | 3;

/** What could not be read is never "ok", and says nothing about findings either. */
export function exitCodeOf({ summary, unreadable }: Pick<Report, "summary" | "unreadable">): ExitCode {
  if (unreadable.length > 0) return 2;
  return summary.errors > 0 ? 1 : 0;
}
