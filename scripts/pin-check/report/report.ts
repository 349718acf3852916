import type { KeyPath } from "../documents/document.ts";
import type { Finding, RuleId, Severity } from "../findings/finding.ts";
import type { PolicySource } from "../policy/policy.ts";

/** A finding with its text, as every output format prints it. */
export interface ReportedFinding {
  readonly rule: RuleId;
  readonly severity: Severity;
  /** Relative to the examined root. */
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  /** 1-based, UTF-16 code units. */
  readonly column: number;
  readonly keyPath: KeyPath;
  /** What stands there. */
  readonly actual: string;
  /** What should. */
  readonly expected: string;
  readonly message: string;
  readonly hint: string;
  /** The rule's own facts, for programs; the shape is the rule's entry in `RuleArguments`. */
  readonly args: Finding["args"];
}

/** Something that had to be read and could not be. With one of these nothing is "ok". */
export interface ReportedUnreadable {
  readonly file: string;
  readonly line: number | null;
  readonly message: string;
  readonly hint: string;
}

/** The verdict on one repository. `--format json` prints exactly this object. */
export interface Report {
  readonly tool: "pin-check";
  readonly schemaVersion: 1;
  /** Absolute path of the examined root. */
  readonly root: string;
  readonly policy: { readonly file: string; readonly source: PolicySource } | null;
  readonly pins: readonly ReportedPin[];
  /** Sorted by severity, file, position, rule. */
  readonly findings: readonly ReportedFinding[];
  readonly unreadable: readonly ReportedUnreadable[];
  readonly summary: { readonly errors: number; readonly warnings: number; readonly infos: number };
}

export interface ReportedPin {
  readonly package: string;
  readonly version: string;
  /** Places that ask for it: dependencies, peers, overrides and catalogs. */
  readonly uses: number;
  /** Entries of lockfiles that install or link it. */
  readonly instances: number;
}
