import type { KeyPath } from "../documents/document.ts";
import type { Specifier } from "../specifiers/specifier.ts";

/** Where a package is asked for: each kind has its own demands on what may stand there. */
export type DeclarationKind = "dependency" | "peer" | "override" | "catalog";

/** One place in the repository that says which version of a package is wanted. */
export interface Declaration {
  readonly kind: DeclarationKind;
  readonly file: string;
  /** Folder of the manifest; "" for the root and for settings files, which stand there. */
  readonly folder: string;
  /** `dependencies`, `overrides`, `catalogs.react`, … as people write it. */
  readonly field: string;
  readonly keyPath: KeyPath;
  /** The package (or alias) that the text is about. */
  readonly key: string;
  /** For catalogs: the catalog, "" for the unnamed one. */
  readonly catalog: string | null;
  /** An override that holds only below certain packages, or for certain requested versions. */
  readonly isScoped: boolean;
  /** What stands there, or what it is when it is no text. */
  readonly text: string;
  /** Null when it is no text. */
  readonly specifier: Specifier | null;
}
