/** A version that `previous` passed over because it does not pass itself. */
export interface SkippedVersion {
  readonly version: string;
  readonly errors: number;
}

/** What a package was compared with. */
export interface ComparedBaseline {
  readonly spec: string;
  readonly name: string | null;
  readonly version: string | null;
  readonly integrity: string | null;
  /** Newer versions that were passed over, because they have errors themselves; only for `previous`. */
  readonly skipped: readonly SkippedVersion[];
}
