import { resolveInPackage } from "./entry-path.js";
import { viewFiles } from "./files-view.js";
import type { PackageFiles } from "./package-files.js";

/** A path relative to the package root, and its content. */
export type PackageFileEntry = readonly [path: string, content: Uint8Array | string];

/**
 * A package held in memory: for tests, fixtures, and callers that have the files already.
 * A path given twice keeps the last content. Throws on a path that could not be in a package.
 */
export function createPackageFiles(entries: Iterable<PackageFileEntry>): PackageFiles {
  const encoder = new TextEncoder();
  const contents = new Map<string, Uint8Array>();
  for (const [path, content] of entries) {
    const resolved = resolveInPackage(path);
    if (resolved.kind !== "inside") {
      throw new TypeError(`"${path}" is not the path of a file in a package.`);
    }
    contents.set(resolved.path, typeof content === "string" ? encoder.encode(content) : content);
  }
  return viewContents(contents);
}

/** The view of files whose bytes are all in memory. */
export function viewContents(contents: ReadonlyMap<string, Uint8Array>): PackageFiles {
  const sizes = new Map<string, number>();
  for (const [path, bytes] of contents) sizes.set(path, bytes.byteLength);
  return viewFiles(sizes, (path) => {
    const bytes = contents.get(path);
    if (bytes === undefined) throw new Error(`The package has no file "${path}".`);
    return bytes;
  });
}
