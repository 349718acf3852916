import type { Lockfile } from "./lockfile.ts";
import { readYarnBerryLockfile } from "./yarn-berry.ts";
import { readYarnClassicLockfile } from "./yarn-classic.ts";

/** yarn.lock is two formats: yarn 1 writes its own syntax under a header, later versions write YAML. */
export function readYarnLockfile(path: string, bytes: Uint8Array): Lockfile {
  return isBerry(bytes) ? readYarnBerryLockfile(path, bytes) : readYarnClassicLockfile(path, bytes);
}

export function isBerry(bytes: Uint8Array): boolean {
  return /^__metadata:/m.test(new TextDecoder("utf-8").decode(bytes));
}
