/** What every lockfile format is read into. The rules see only this, never a format. */

export type LockfileFormat = "bun" | "npm" | "pnpm" | "yarn-classic" | "yarn-berry";

/** Where an installed package comes from. */
export type InstanceSource =
  /** From a registry, at `LockfileInstance.version`. */
  | { readonly kind: "registry"; readonly resolved: string | null }
  /** A folder of the same repository, relative to the folder of the lockfile, with `/`; `..` only in a nested one. */
  | { readonly kind: "workspace"; readonly path: string }
  /** Anything else: a folder outside, a tarball address, a git address. `reference` is what the lockfile says. */
  | { readonly kind: "folder" | "tarball" | "git"; readonly reference: string };

/** Who asked for an instance, as far as the format tells. */
export interface Requester {
  /** `workspace:packages/a` (`workspace:` for the root) or `name@version` of an installed package. */
  readonly dependent: string;
  /** The dependency field it stands in, where the format tells. */
  readonly field: string | null;
  /** The specifier as the lockfile records it, where it does. */
  readonly specifier: string | null;
}

/** One package that an install from this lockfile puts on disk (or links). */
export interface LockfileInstance {
  /** The real name of the package, never an alias. */
  readonly name: string;
  /** The name it is installed under: the real name, or an alias. */
  readonly installedAs: string;
  /** Exact version as the lockfile writes it; null where the format records none (links). */
  readonly version: string | null;
  readonly source: InstanceSource;
  /** A checksum as the lockfile writes it (`sha512-…`, or yarn berry's `10c0/…`); null where it has none. */
  readonly integrity: string | null;
  /** The place on disk relative to the root, as near as the format tells (`packages/a/node_modules/x`). */
  readonly installPath: string;
  /** The entry in the lockfile, as a key array (`["packages", "a/x"]`). */
  readonly keyPath: readonly string[];
  /** 1-based line of the entry in the file. */
  readonly line: number;
  readonly requesters: readonly Requester[];
}

/** A workspace's dependencies as the lockfile remembers them, to be held against its manifest. */
export interface RecordedManifest {
  /** Folder of the manifest relative to the root; "" is the root. */
  readonly path: string;
  readonly name: string | null;
  readonly version: string | null;
  /** field -> dependency key -> specifier as recorded. */
  readonly dependencies: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export interface Lockfile {
  /** Path relative to the examined root, with `/`. */
  readonly path: string;
  readonly format: LockfileFormat;
  /** The format's own version as text ("3", "9.0", "8"); yarn classic is "1", bun.lockb "binary". */
  readonly formatVersion: string;
  readonly instances: readonly LockfileInstance[];
  /**
   * null: the format does not record manifests (yarn classic, npm v1, bun.lockb). Yarn berry records a workspace's
   * dependencies, devDependencies and optionalDependencies in one: they all stand under `dependencies` here.
   */
  readonly manifests: readonly RecordedManifest[] | null;
  /**
   * Only where manifests are null but what they ask for is recorded (yarn classic, bun.lockb): every `name@specifier`
   * that the lockfile answers.
   */
  readonly patterns?: ReadonlySet<string>;
  /** Overrides/resolutions as recorded: key as written -> text. null: the format records none. */
  readonly overrides: Readonly<Record<string, string>> | null;
  /** Catalogs as recorded (by pnpm only those in use): catalog name ("" is the default) -> package -> specifier. */
  readonly catalogs: Readonly<Record<string, Readonly<Record<string, string>>>> | null;
}
