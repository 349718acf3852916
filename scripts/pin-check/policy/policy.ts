import type { SourceDocument } from "../documents/document.ts";

/** One package whose version is fixed, and why. */
export interface Pin {
  readonly package: string;
  readonly version: string;
  readonly reason: string | null;
  /** Versions that must not be used anywhere, with the reason; null where the policy gives none. */
  readonly denied: ReadonlyMap<string, string | null>;
  /** The published artifact's integrity ("sha512-…"), when the policy names it. */
  readonly integrity: string | null;
  /** A workspace of the same name and version may take the place of the published package. */
  readonly allowWorkspace: boolean;
  /** Where the pin stands in the policy file. */
  readonly index: number;
}

export interface Policy {
  /** As findings name it: relative to the root when it lies there. */
  readonly file: string;
  readonly source: PolicySource;
  readonly document: SourceDocument;
  /** Absolute path, for whoever moves the pin. */
  readonly path: string;
  readonly pins: readonly Pin[];
}

/** `given`: --policy; `repository`: pins.json in the examined root; `shipped`: the one beside this tool. */
export type PolicySource = "given" | "repository" | "shipped";
