import type { FailureReport, Report } from "./report.js";

/** What became of one target. */
export type Outcome =
  | {
      readonly kind: "judged";
      readonly report: Report;
      /** The text of a file that a finding is placed in; undefined when it cannot be shown. */
      readonly readSource: (file: string) => string | undefined;
    }
  | { readonly kind: "failed"; readonly failure: FailureReport };

/** An output format. Text is handed out per target, so that a long run shows its first results early. */
export interface ReportWriter {
  /** What to print once a target has been judged; may be empty. */
  target(outcome: Outcome): string;
  /** What to print after the last target. */
  end(): string;
}
