import type { RuleArguments, Severity } from "../findings/finding.js";

/** Why a target leads to no file. */
export interface TargetProblem extends Pick<RuleArguments["missing-target"], "malformation"> {
  readonly problem: Exclude<RuleArguments["missing-target"]["problem"], "unanswered-import">;
}

/** One place in package.json that names a file consumers can load. */
export interface Entrypoint {
  /** As a consumer would write the path: `exports["."].node.import`, `main`, `bin["tool"]`. */
  readonly field: string;
  readonly keyPath: readonly string[];
  /** What consumers import, "." for the package itself; null for a bin, which they run. */
  readonly subpath: string | null;
  /** The conditions on the way, outermost first. */
  readonly conditions: readonly string[];
  readonly kind: "code" | "types" | "bin";
  /**
   * How surely consumers load the target: `named` exactly by a field that tools read, one of the files of a
   * `pattern` (`./dist/*`), or by a field that another one has `superseded` (`main` beside `exports`).
   */
  readonly prominence: "named" | "pattern" | "superseded";
  /** Node itself loads the target; otherwise only bundlers or other runtimes do. */
  readonly loadedByNode: boolean;
  /** The target as written; for malformed ones that are not text, its JSON. */
  readonly target: string;
  /** Shipped files the target leads to, sorted; several for a pattern. */
  readonly files: readonly string[];
  readonly problem: TargetProblem | null;
  /** How bad it is for consumers when the target leads nowhere. */
  readonly severityIfMissing: Severity;
}
