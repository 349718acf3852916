export interface ProbeOptions {
  /** Path of Bun; absent: the one on PATH, or the one that runs this. */
  readonly bun?: string | undefined;
  /** Let install scripts run, in the environment of probes. */
  readonly scripts?: boolean | undefined;
  /** For each load and each bundle; installing gets more. */
  readonly timeoutMilliseconds?: number | undefined;
  readonly onProgress?: ((message: string) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}
