import { UnreadableFileError } from "../documents/document.ts";
import { readBunLockfile } from "./bun.ts";
import { readBunBinaryLockfile } from "./bun-binary.ts";
import type { Lockfile } from "./lockfile.ts";
import { readNpmLockfile } from "./npm.ts";
import { readPnpmLockfile } from "./pnpm.ts";
import { readYarnLockfile } from "./yarn.ts";

const readers: ReadonlyMap<string, (path: string, bytes: Uint8Array) => Lockfile> = new Map([
  ["bun.lock", readBunLockfile],
  ["bun.lockb", readBunBinaryLockfile],
  ["npm-shrinkwrap.json", readNpmLockfile],
  ["package-lock.json", readNpmLockfile],
  ["pnpm-lock.yaml", readPnpmLockfile],
  ["yarn.lock", readYarnLockfile],
]);

/** The names of the files that `readLockfile` reads. */
export const lockfileNames: readonly string[] = [...readers.keys()];

/** Reads a lockfile whole, or throws `UnreadableFileError`: there is no partial reading of one. */
export function readLockfile(path: string, bytes: Uint8Array): Lockfile {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const read = readers.get(name);
  if (read === undefined) {
    const known = lockfileNames.join(", ");
    throw new UnreadableFileError(path, "it is no lockfile that is known", `Known are ${known}.`);
  }
  try {
    return read(path, bytes);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    // The stack of a parser, used up by nesting that it does not count.
    throw new UnreadableFileError(path, "it is nested too deeply", "Write the lockfile anew.", {
      cause: error,
    });
  }
}
