import { type Lockfile, UnreadableLockfileError } from "./lockfile.ts";

/** Bun's binary lockfile, which only Bun reads. */
export function readBunBinaryLockfile(path: string, _bytes: Uint8Array): Lockfile {
  throw new UnreadableLockfileError(
    path,
    "it is Bun's binary lockfile",
    "Convert it: `bun install --save-text-lockfile --lockfile-only`.",
  );
}
