/** The gate report: what was checked, with which tools, and exactly which bytes passed. */

export const stageNames = [
  "versions",
  "pin-check",
  "build",
  "pack",
  "bundle-check",
  "known-broken",
  "comparison",
  "smoke",
  "install",
  "conversation",
] as const;
export type StageName = (typeof stageNames)[number];

/**
 * - `passed`: all that the stage looks at is as it has to be.
 * - `refused`: something is wrong with what is to be released, or the guard has lost its teeth.
 * - `unreadable`: something could not be judged; that is never "ok".
 * - `failed`: a tool of the gate itself failed.
 * - `not run`: an earlier stage stopped the gate, or an option left this one out.
 */
export const stageVerdicts = ["passed", "refused", "unreadable", "failed", "not run"] as const;
export type StageVerdict = (typeof stageVerdicts)[number];

export interface StageReport {
  readonly name: StageName;
  readonly verdict: StageVerdict;
  readonly milliseconds: number;
  /** One sentence for each thing that stands in the way; for `not run`, why. */
  readonly reasons: readonly string[];
  /** What was looked at, in short. */
  readonly notes: readonly string[];
}

export interface ReportedFile {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

export interface ReportedPackage {
  readonly name: string;
  readonly version: string;
  /** The folder in the repository; null for a tarball that was given. */
  readonly directory: string | null;
  readonly tarball: {
    readonly name: string;
    /** Relative to the folder of the report, or absolute for a tarball that was given. */
    readonly path: string;
    readonly bytes: number;
    /** "sha512-…", as registries and lockfiles name the same bytes. */
    readonly integrity: string;
  };
  /** The files in the tarball, without its `package/` folder, sorted by path. */
  readonly files: readonly ReportedFile[];
  /** sha256 of package.json in the folder: packers rewrite `workspace:` versions in the packed one. */
  readonly manifestSha256: string | null;
}

export interface GateReport {
  readonly tool: "release-gate";
  readonly schemaVersion: 1;
  /** `open`: everything ran and passed. `partial`: what ran has passed. `shut`: something did not pass. */
  readonly verdict: "open" | "partial" | "shut";
  readonly exitCode: 0 | 1 | 2 | 3;
  /** Whether `release` may publish what is listed here, as far as the gate can tell. */
  readonly releasable: boolean;
  readonly createdAt: string;
  readonly milliseconds: number;
  readonly git: { readonly commit: string; readonly changes: readonly string[] };
  readonly tools: Readonly<Record<string, string>>;
  readonly stages: readonly StageReport[];
  readonly packages: readonly ReportedPackage[];
}
