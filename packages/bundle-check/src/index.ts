/**
 * @module
 * The library of bundle-check: judge a package before it is published, or one that somebody else published.
 * Only what is exported here is public.
 */

export type { ComparedBaseline } from "./baseline/compared-baseline.js";
export { type CheckOptions, checkPackage } from "./check-package.js";
export { ConfigurationError } from "./configuration/configuration-error.js";
export type {
  EvaluationTime,
  Reach,
  RuleArguments,
  RuleId,
  Severity,
  TruncationSignal,
} from "./findings/finding.js";
export { createPackageFiles, type PackageFileEntry } from "./package-files/create-package-files.js";
export type { OpenOptions } from "./package-files/open-options.js";
export { type PackageFiles, type TargetKind, UnreadableTargetError } from "./package-files/package-files.js";
export type { ProbeResult } from "./probes/arguments.js";
export type { ProbeOptions } from "./probes/probe-options.js";
export type { IgnoredFinding, Report, ReportedFinding, ReportSummary } from "./report/report.js";
export { listRules, type RuleDescription } from "./rules/list-rules.js";
