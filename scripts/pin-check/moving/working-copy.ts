import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import type { FileChange } from "./plan.ts";

const left = new Set(["node_modules", ".git", ".turbo", "dist", "coverage"]);

/**
 * A copy of the repository to try the move in: everything a package manager reads, without what was installed or
 * built. The repository itself stays as it is until all has passed.
 */
export function copyRepository(root: string, copy: string): void {
  cpSync(root, copy, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (source) => {
      const path = relative(root, source);
      return path === "" || !path.split(sep).some((segment) => left.has(segment));
    },
  });
}

export function applyChanges(root: string, changes: readonly FileChange[]): void {
  for (const { path, content } of changes) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
}

/** The files of these that differ between copy and repository. */
export function changedFiles(
  root: string,
  copy: string,
  paths: readonly string[],
): { readonly path: string; readonly before: Buffer | null; readonly after: Buffer }[] {
  return [...new Set(paths)].sort().flatMap((path) => {
    if (!existsSync(join(copy, path))) return [];
    const before = existsSync(join(root, path)) ? readFileSync(join(root, path)) : null;
    const after = readFileSync(join(copy, path));
    return before?.equals(after) === true ? [] : [{ path, before, after }];
  });
}
