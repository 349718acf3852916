export interface OpenOptions {
  /** Take a directory as the contents of a tarball: every file in it counts as shipped. */
  readonly asIs?: boolean | undefined;
  /** Told what takes time, and which substitutions were made. One sentence without a line end. */
  readonly onProgress?: ((message: string) => void) | undefined;
  /** Ends child processes and removes temporary folders; the promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}
