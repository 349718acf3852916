import type { ComparedBaseline } from "../baseline/compared-baseline.js";
import type { Finding, Reach, RuleId, Severity } from "../findings/finding.js";
import type { TargetKind } from "../package-files/package-files.js";
import type { ProbeResult } from "../probes/arguments.js";

/** A finding with its text, as every output format prints it. */
export interface ReportedFinding {
  readonly rule: RuleId;
  readonly severity: Severity;
  /** Path relative to the package root. */
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  /** 1-based, UTF-16 code units. */
  readonly column: number;
  readonly endLine?: number;
  readonly endColumn?: number;
  readonly keyPath?: readonly string[];
  /** What was found, one sentence. */
  readonly message: string;
  /** What a consumer of the package would see. */
  readonly consequence: string;
  /** One next step. */
  readonly hint: string;
  readonly reach: readonly Reach[];
  /** The rule's own facts, for programs; the shape is the rule's entry in `RuleArguments`. */
  readonly args: Finding["args"];
}

export type IgnoredFinding = ReportedFinding & { readonly reason: string };

export interface ReportSummary {
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
}

/** The verdict on one package. `--format json` prints exactly this object. */
export interface Report {
  readonly tool: "bundle-check";
  readonly version: string;
  readonly schemaVersion: 1;
  readonly target: {
    readonly spec: string;
    readonly kind: TargetKind;
    readonly name: string | null;
    readonly version: string | null;
    /** "sha512-…" of the judged tarball; null for as-is targets. */
    readonly integrity: string | null;
    readonly tarballSize: number | null;
    readonly files: number;
    readonly unpackedSize: number;
    /** Absolute path, for directory targets; used to place annotations. */
    readonly directory: string | null;
  };
  /** What the package was compared with; only when that was asked for. */
  readonly baseline?: ComparedBaseline;
  /** What was run and how it went; only when that was asked for. */
  readonly probes?: readonly ProbeResult[];
  /** Sorted by severity, file, position, rule. */
  readonly findings: readonly ReportedFinding[];
  /** Findings accepted by configuration, with the reason given there. */
  readonly ignored: readonly IgnoredFinding[];
  /** Keys of the package's own configuration that were not honoured, because a tarball may not excuse itself. */
  readonly disregardedConfiguration: readonly string[];
  readonly summary: ReportSummary;
}

/** Takes the place of a report when a target could not be judged, so that machine output stays complete. */
export interface FailureReport {
  readonly tool: "bundle-check";
  readonly version: string;
  readonly schemaVersion: 1;
  readonly target: { readonly spec: string };
  readonly error: {
    readonly kind: "unreadable-target" | "invalid-configuration" | "tool-failure";
    readonly message: string;
  };
}
