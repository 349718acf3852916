/** Where an artifact was found, and as what it was judged. */
export type ArtifactOrigin =
  /** A folder of the repository, judged as it would be packed. */
  | { readonly kind: "workspace"; readonly folder: string }
  /** The files of an install, which no checksum covers. */
  | { readonly kind: "installed"; readonly path: string }
  /** A tarball of npm's cache, found by the checksum in the lockfile. */
  | { readonly kind: "cached"; readonly integrity: string }
  | { readonly kind: "registry"; readonly integrity: string | null };

/** One thing that bundle-check said, as evidence. */
export interface Evidence {
  readonly rule: string;
  readonly file: string;
  readonly message: string;
}

/** Which published version could last be loaded. */
export type LastLoadable =
  | { readonly kind: "found"; readonly version: string; readonly judged: number }
  | { readonly kind: "none"; readonly judged: number }
  | { readonly kind: "unknown"; readonly reason: string };

export type ArtifactOutcome =
  | { readonly kind: "sound" }
  | {
      readonly kind: "broken";
      readonly errors: number;
      /** The first errors. */
      readonly evidence: readonly Evidence[];
      /** Names that an entry exports and declares nowhere. */
      readonly undeclaredNames: readonly string[];
      /** Null for a workspace, which is mended and not exchanged. */
      readonly lastLoadable: LastLoadable | null;
    }
  | {
      readonly kind: "not-judged";
      readonly problem: "not-at-hand" | "not-built" | "other-installed" | "other-bytes" | "unreadable";
      readonly reason: string;
    };

/** What bundle-check says of the artifact that a pin leads to. */
export interface ArtifactJudgement {
  readonly package: string;
  readonly version: string;
  readonly origin: ArtifactOrigin | null;
  readonly outcome: ArtifactOutcome;
}
