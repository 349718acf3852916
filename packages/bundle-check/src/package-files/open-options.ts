import type { PackageFileContent } from "./package-files.js";
import type { BegunTarball } from "./tarball-file.js";

export interface OpenOptions {
  /** What was begun before; of use when it is the target. */
  readonly begun?: BegunTarball | null | undefined;
  /** Take a directory as the contents of a tarball: every file in it counts as shipped. */
  readonly asIs?: boolean | undefined;
  /** Told what takes time, and which substitutions were made. One sentence without a line end. */
  readonly onProgress?: ((message: string) => void) | undefined;
  /** Ends child processes and removes temporary folders; the promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Handed the contents of files as they come out of the tarball, in which a later file may replace one of them. */
  readonly onContents?: ((contents: readonly PackageFileContent[]) => void) | undefined;
}
