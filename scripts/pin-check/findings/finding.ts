import type { ArtifactJudgement, ArtifactOutcome } from "../artifact/judgement.ts";
import type { KeyPath } from "../documents/document.ts";
import type { Problem } from "../specifiers/exactness.ts";

/**
 * A finding is data: a rule, a severity, a place and arguments. No prose lives here; `report/messages.ts` is the
 * only module that turns a finding into text, so that every output format says the same thing.
 */

export type Severity = "error" | "warning" | "info";

export const severities = ["error", "warning", "info"] as const satisfies readonly Severity[];

/** What of a declaration the text needs. */
export interface DeclarationArguments {
  readonly package: string;
  readonly key: string;
  readonly field: string;
  readonly problem: Problem;
}

/** What each rule needs to say what it saw. Adding a rule starts with a line here. */
export interface RuleArguments {
  "inexact-pin": DeclarationArguments;
  "other-version": DeclarationArguments;
  "look-alike-version": DeclarationArguments;
  "denied-version": {
    readonly package: string;
    readonly version: string;
    readonly reason: string | null;
    readonly where: "manifest" | "lockfile" | "policy";
    /** Who asked for it, for lockfiles. */
    readonly requesters: readonly string[];
  };
  "foreign-source": DeclarationArguments;
  "workspace-pin": DeclarationArguments;
  "unresolved-reference": DeclarationArguments;
  "override-contradicts-pin": DeclarationArguments;
  "peer-excludes-pin": {
    readonly package: string;
    readonly range: string | null;
    /** Only npm refuses the pin: it takes a pre-release only from a range that names one of the same version. */
    readonly isOnlyForNpm: boolean;
  };
  "peer-admits-denied": { readonly package: string; readonly versions: readonly string[] };
  "workspace-version": { readonly package: string; readonly folder: string };
  "missing-lockfile": { readonly package: string; readonly packageManager: string | null };
  "locked-version": {
    readonly package: string;
    readonly installPath: string;
    readonly requesters: readonly string[];
  };
  "locked-source": {
    readonly package: string;
    readonly source: "workspace" | "folder" | "tarball" | "git";
    readonly problem: "not-allowed" | "other-version" | "not-registry" | "unknown";
    readonly installPath: string;
  };
  "stale-lockfile": {
    readonly package: string;
    readonly what:
      | "specifier"
      | "not-recorded"
      | "no-longer-asked"
      | "field"
      | "not-installed"
      | "override"
      | "catalog"
      | "version";
    readonly manifest: string;
    readonly key: string;
    readonly lockfile: string;
  };
  "disagreeing-lockfiles": { readonly package: string; readonly lockfiles: readonly string[] };
  "several-lockfiles": { readonly lockfiles: readonly string[] };
  "integrity-mismatch": {
    readonly package: string;
    readonly problem: "differs" | "absent" | "not-comparable";
  };
  "lockfile-too-new": { readonly needed: string; readonly lockfile: string };
  "unused-pin": { readonly package: string };
  "broken-artifact": Pick<ArtifactJudgement, "package" | "version" | "origin"> &
    Omit<Extract<ArtifactOutcome, { kind: "broken" }>, "kind">;
  "unjudged-artifact": Pick<ArtifactJudgement, "package" | "version"> & {
    readonly problem: Extract<ArtifactOutcome, { kind: "not-judged" }>["problem"] | "unverified";
    readonly reason: string;
  };
}

export type RuleId = keyof RuleArguments;

export interface Place {
  /** Relative to the examined root, with `/`. */
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  readonly column: number;
  /** The keys that lead to the value; empty when the finding is about the file. */
  readonly keyPath: KeyPath;
}

export type Finding = {
  [Rule in RuleId]: {
    readonly rule: Rule;
    readonly severity: Severity;
    readonly place: Place;
    /** What stands there. */
    readonly actual: string;
    /** What should. */
    readonly expected: string;
    readonly args: RuleArguments[Rule];
  };
}[RuleId];
