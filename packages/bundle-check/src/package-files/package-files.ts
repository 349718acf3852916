/** A read-only view of the files of one package, as a consumer would receive them. */
export interface PackageFiles {
  /** Every path, relative to the package root, forward slashes, no leading "./", sorted by code unit. */
  readonly paths: readonly string[];
  has(path: string): boolean;
  /** Size in bytes. Throws when the file is not in the package. */
  size(path: string): number;
  /** The file's bytes. Throws when the file is not in the package. */
  bytes(path: string): Uint8Array;
  /** The file decoded as UTF-8, byte order mark removed, invalid sequences replaced by U+FFFD. */
  text(path: string): string;
}

export type TargetKind = "directory" | "as-is" | "tarball" | "registry";

/** What was judged, and how it can be recognised again. */
export interface PackageTarget {
  /** What the user asked for, as typed. */
  readonly spec: string;
  readonly kind: TargetKind;
  /** Subresource integrity of the judged tarball ("sha512-…"); null for `as-is`, where there is no tarball. */
  readonly integrity: string | null;
  /** Bytes of the tarball; null for `as-is`. */
  readonly tarballSize: number | null;
  /** Absolute path of the package directory, for directory and as-is targets. */
  readonly directory: string | null;
}

export interface OpenedPackage {
  readonly target: PackageTarget;
  readonly files: PackageFiles;
}

/** The target cannot be read: a usage problem or broken input, exit code 2, never "clean". */
export class UnreadableTargetError extends Error {
  override readonly name = "UnreadableTargetError";
  /** The target as the user typed it. */
  readonly spec: string;

  constructor(spec: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.spec = spec;
  }
}
