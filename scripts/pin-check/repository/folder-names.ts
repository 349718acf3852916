import { posix } from "node:path";
import { child, textOf, UnreadableFileError } from "../documents/document.ts";
import { readJson } from "../documents/read-json.ts";
import type { Declaration } from "../manifests/declaration.ts";
import type { Manifest } from "./repository.ts";
import type { RepositoryFiles } from "./repository-files.ts";

const longestManifest = 10_000_000;

/** Names of the packages in the folders that `file:`, `link:` and `workspace:` specifiers lead to, by folder. */
export function readFolderNames(
  files: RepositoryFiles,
  manifests: readonly Manifest[],
  declarations: readonly Declaration[],
): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const { folder, name } of manifests) if (name !== null) names.set(folder, name);
  for (const declaration of declarations) {
    for (const folder of foldersOf(declaration)) {
      if (names.has(folder)) continue;
      const name = readName(files, folder);
      if (name !== null) names.set(folder, name);
    }
  }
  return names;
}

/** The folders of the repository that a specifier may lead to: from its manifest, or from the root. */
export function foldersOf({ specifier, folder }: Pick<Declaration, "specifier" | "folder">): string[] {
  const path =
    specifier?.kind === "path"
      ? specifier.path
      : specifier?.kind === "workspace" && specifier.package === null && /[./]/.test(specifier.reference)
        ? specifier.reference
        : null;
  if (path === null || /^[/\\~]|^[a-z]:/i.test(path)) return [];
  const forward = path.replaceAll("\\", "/");
  return [...new Set([posix.join(folder, forward), posix.join(".", forward)])]
    .map((found) => found.replace(/\/+$/, "").replace(/^\.$/, ""))
    .filter((found) => found !== ".." && !found.startsWith("../"));
}

function readName(files: RepositoryFiles, folder: string): string | null {
  const path = folder === "" ? "package.json" : `${folder}/package.json`;
  try {
    const bytes = files.read(path, longestManifest);
    if (bytes === null) return null;
    return textOf(child(readJson(path, bytes, { allowsComments: true }).root, "name"));
  } catch (error) {
    // A tarball has no package.json behind its name, and a folder without a readable one is judged by its path.
    if (error instanceof UnreadableFileError) return null;
    throw error;
  }
}
