import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { findEntrypoints } from "../../packages/bundle-check/src/entrypoints/index.ts";
import { readManifest } from "../../packages/bundle-check/src/entrypoints/manifest.ts";
import { openPackage } from "../../packages/bundle-check/src/package-files/open-package.ts";
import type { PackageFiles } from "../../packages/bundle-check/src/package-files/package-files.ts";

/** What is timed: a package as a tarball, and the same unpacked, with its entries. */
export interface Subject {
  readonly name: string;
  readonly tarball: string;
  readonly folder: string;
  /** Paths of the entries, relative to the folder. */
  readonly entries: readonly string[];
  /** Bytes of the entries. */
  readonly entryBytes: number;
  /** Bytes of everything shipped. */
  readonly allBytes: number;
}

/** At most this many entries of a package are given to tools that take a list of them. */
const maximumEntries = 60;

/** Unpacks a package into a folder; null when it names no JavaScript. */
export async function unpackSubject(
  name: string,
  version: string,
  tarball: string,
  folder: string,
): Promise<Subject | null> {
  const { files } = await openPackage(tarball);
  const entries = namedEntries(files, name);
  if (entries.length === 0) return null;
  for (const path of files.paths) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), files.bytes(path));
  }
  return {
    name: `${name}@${version}`,
    tarball,
    folder,
    entries,
    entryBytes: entries.reduce((total, path) => total + files.size(path), 0),
    allBytes: files.paths.reduce((total, path) => total + files.size(path), 0),
  };
}

/** The JavaScript files that package.json names under the conditions tools set, bins and patterns included. */
function namedEntries(files: PackageFiles, name: string): string[] {
  const entries = new Set<string>();
  for (const { kind, prominence, files: paths } of findEntrypoints(readManifest(files, name), files)) {
    if (kind === "types" || prominence === "superseded") continue;
    for (const path of paths) if (/\.[cm]?js$/.test(path)) entries.add(path);
  }
  return [...entries].slice(0, maximumEntries);
}
