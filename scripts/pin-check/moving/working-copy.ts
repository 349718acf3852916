import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import type { FileChange } from "./plan.ts";

const left = new Set(["node_modules", ".git", ".turbo", "dist", "coverage"]);

/**
 * A copy of the repository to try the move in: everything a package manager reads, without what was installed or
 * built. The repository itself stays as it is until all has passed.
 */
export function copyRepository(root: string, copy: string, workspaces: readonly string[]): void {
  cpSync(root, copy, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (source) => isCopied(relative(root, source).split(sep).join("/"), workspaces),
  });
}

/** A workspace may lie in a folder with any name. */
function isCopied(path: string, workspaces: readonly string[]): boolean {
  if (!holdsWhatIsLeft(path)) return true;
  return workspaces.some(
    (folder) =>
      folder === path ||
      folder.startsWith(`${path}/`) ||
      (folder !== "" && path.startsWith(`${folder}/`) && !holdsWhatIsLeft(path.slice(folder.length + 1))),
  );
}

function holdsWhatIsLeft(path: string): boolean {
  return path.split("/").some((segment) => left.has(segment));
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
