import type { Entrypoint } from "../entrypoints/entrypoint.js";
import { groupBySubpath } from "../entrypoints/index.js";
import type { PackageFiles } from "../package-files/package-files.js";
import type { DeclarationFile } from "./declaration-file.js";
import type { Declarations } from "./declared-values.js";
import { findDeclarations } from "./find-declarations.js";

/** A declaration file that a consumer's compiler reads. */
export interface ReachedDeclaration {
  readonly path: string;
  readonly file: DeclarationFile;
  /** The types of the package itself, `.`, lead here; otherwise only those of another subpath do. */
  readonly isRoot: boolean;
  /** The entry whose types lead here first, and the files on the way, both ends included. */
  readonly entry: Entrypoint;
  readonly chain: readonly string[];
}

/** Every declaration file that the types of the package's entries lead to, those of `.` first. */
export function reachDeclarations(
  entrypoints: readonly Entrypoint[],
  files: PackageFiles,
  declarations: Declarations,
): ReachedDeclaration[] {
  const reached = new Map<string, ReachedDeclaration>();
  const bySubpath = groupBySubpath(entrypoints);
  const named = entrypoints.filter(({ subpath, prominence }) => subpath !== null && prominence !== "pattern");
  for (const isRoot of [true, false]) {
    const queue: ReachedDeclaration[] = [];
    const reach = (path: string, entry: Entrypoint, chain: readonly string[]) => {
      const file = reached.has(path) ? null : declarations.file(path);
      if (!file) return;
      const found = { path, file, isRoot, entry, chain: [...chain, path] };
      reached.set(path, found);
      queue.push(found);
    };
    for (const entry of named.filter(({ subpath }) => (subpath === ".") === isRoot)) {
      const [path] = entry.files;
      if (path === undefined) continue;
      const types =
        entry.kind === "types"
          ? path
          : findDeclarations(entry, path, bySubpath.get(entry.subpath) ?? [], files);
      if (types !== null) reach(types, entry, []);
    }
    for (const { path, file, entry, chain } of queue) {
      for (const request of file.requests) {
        const resolution = declarations.resolve(path, request);
        if (resolution.kind === "file") reach(resolution.path, entry, chain);
      }
    }
  }
  return [...reached.values()];
}
