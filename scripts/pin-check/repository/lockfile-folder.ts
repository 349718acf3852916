import { posix } from "node:path";
import type { Lockfile } from "../lockfiles/lockfile.ts";

/** The folder of a lockfile, relative to the root. */
export function folderOf({ path }: Pick<Lockfile, "path">): string {
  const slash = path.lastIndexOf("/");
  return slash < 0 ? "" : path.slice(0, slash);
}

/** A path of a lockfile, relative to the root of the repository. */
export function inRepository(lockfile: Pick<Lockfile, "path">, path: string): string {
  const base = folderOf(lockfile);
  if (base === "") return path;
  // What leads out of the repository keeps its `..` and is no workspace.
  const joined = posix.join(base, path);
  return joined === "." ? "" : joined;
}
