import type { SourceDocument } from "../documents/document.ts";
import type { Lockfile } from "../lockfiles/lockfile.ts";

/** One package.json of the repository. */
export interface Manifest {
  /** Folder relative to the root; "" is the root. */
  readonly folder: string;
  readonly name: string | null;
  readonly version: string | null;
  readonly document: SourceDocument;
}

/** Something that had to be read and could not be. It never counts as fine. */
export interface Unreadable {
  readonly file: string;
  readonly line: number | null;
  readonly reason: string;
  readonly remedy: string;
}

/** Which package manager the repository asks for, where it says so. */
export interface PackageManagerRequest {
  readonly name: string;
  readonly version: string | null;
  readonly file: string;
  readonly keyPath: readonly string[];
}

/** Everything of the examined repository that the rules see. */
export interface Repository {
  /** The root first, then the workspaces by folder. */
  readonly manifests: readonly Manifest[];
  /** pnpm-workspace.yaml. */
  readonly pnpmWorkspace: SourceDocument | null;
  /** .yarnrc.yml. */
  readonly yarnConfiguration: SourceDocument | null;
  readonly lockfiles: readonly Lockfile[];
  /** Every lockfile that is there, also those that could not be read. */
  readonly lockfilePaths: readonly string[];
  /** Folders that a lockfile remembers and that are no workspaces: linked by `file:`, or ignored by git. */
  readonly furtherManifests: readonly Manifest[];
  readonly packageManagers: readonly PackageManagerRequest[];
  readonly unreadable: readonly Unreadable[];
}
