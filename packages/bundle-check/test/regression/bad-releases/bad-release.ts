import type { RuleId } from "../../../src/findings/finding.js";

/**
 * A release that was published broken, that its users reported and that can still be fetched, and what must be said
 * of it. Its bytes never change, so neither may the verdict.
 */
export interface BadRelease {
  readonly spec: string;
  readonly integrity: string;
  readonly rule: RuleId;
  /** Where the finding stands. */
  readonly file: string;
  readonly what: string;
}
