import { posix } from "node:path";
import type { PackageFiles } from "../package-files/package-files.js";
import { isRecord } from "./manifest.js";

/** A path as package.json may write it ("./a", "a", "/a"), as the package's file view spells it. */
export function normalisePath(path: string): string {
  return posix.normalize(path).replace(/^(\.\/|\/)+/, "");
}

/**
 * The file CommonJS resolution finds for a path without exports: the file itself, with an extension, or a
 * folder's own package.json or index. Null when nothing is shipped there.
 */
export function resolveLikeRequire(files: PackageFiles, path: string): string | null {
  const base = normalisePath(path).replace(/\/$/, "");
  const isRoot = base === "" || base === ".";
  if (!isRoot && !path.endsWith("/")) {
    const file = findFile(files, base);
    if (file !== null) return file;
  }
  const folder = isRoot ? "" : `${base}/`;
  const main = readMain(files, `${folder}package.json`);
  if (main !== null && normalisePath(main) !== "") {
    const target = normalisePath(posix.join(folder, main));
    const found = findFile(files, target) ?? findIndex(files, `${target.replace(/\/$/, "")}/`);
    if (found !== null) return found;
  }
  return findIndex(files, folder);
}

function findFile(files: PackageFiles, base: string): string | null {
  return [base, `${base}.js`, `${base}.json`, `${base}.node`].find((path) => files.has(path)) ?? null;
}

/** The index file of a folder ("" or ending in "/"). */
export function findIndex(files: PackageFiles, folder: string): string | null {
  return (
    ["index.js", "index.json", "index.node"].map((name) => folder + name).find((path) => files.has(path)) ??
    null
  );
}

function readMain(files: PackageFiles, path: string): string | null {
  if (!files.has(path)) return null;
  try {
    const data: unknown = JSON.parse(files.text(path));
    return isRecord(data) && typeof data.main === "string" ? data.main : null;
  } catch {
    return null;
  }
}

interface PatternMatch {
  readonly file: string;
  /** What replaces the star. */
  readonly match: string;
}

const expanded = new WeakMap<PackageFiles, Map<string, readonly PatternMatch[]>>();

/** The shipped files a pattern target (`./dist/*.js`) stands for. Several conditions often have the same. */
export function expandPattern(files: PackageFiles, target: string): readonly PatternMatch[] {
  let known = expanded.get(files);
  if (!known) {
    known = new Map();
    expanded.set(files, known);
  }
  let matches = known.get(target);
  if (!matches) {
    matches = findMatches(files.paths, target);
    known.set(target, matches);
  }
  return matches;
}

/** Each star of a target is replaced by the same. */
function findMatches(paths: readonly string[], target: string): PatternMatch[] {
  const parts = target.replace(/^\.\//, "").split("*");
  const [prefix = ""] = parts;
  const suffix = parts.at(-1) ?? "";
  const stars = parts.length - 1;
  const literal = parts.reduce((length, part) => length + part.length, 0);
  const matches: PatternMatch[] = [];
  for (const file of paths) {
    const length = (file.length - literal) / stars;
    if (length < 1 || !file.startsWith(prefix) || !file.endsWith(suffix)) continue;
    const match = file.slice(prefix.length, prefix.length + length);
    if (stars === 1 || parts.join(match) === file) matches.push({ file, match });
  }
  return matches;
}

/** The first shipped file of each spelling that only nearly counts. */
interface SimilarFiles {
  readonly byLowerCase: ReadonlyMap<string, string>;
  readonly byStem: ReadonlyMap<string, string>;
  readonly byName: ReadonlyMap<string, string>;
}

const similarFiles = new WeakMap<PackageFiles, SimilarFiles>();

/** Read once per package: thousands of targets may be missing, beside thousands of files. */
function similarFilesOf(files: PackageFiles): SimilarFiles {
  let similar = similarFiles.get(files);
  if (!similar) {
    similar = {
      byLowerCase: firstBy(files.paths, (path) => path.toLowerCase()),
      byStem: firstBy(files.paths, stemOf),
      byName: firstBy(files.paths, (path) => posix.basename(path)),
    };
    similarFiles.set(files, similar);
  }
  return similar;
}

function firstBy(paths: readonly string[], key: (path: string) => string): Map<string, string> {
  const first = new Map<string, string>();
  for (const path of paths) if (!first.has(key(path))) first.set(key(path), path);
  return first;
}

/** A shipped file that the author of `path` may have meant: other case, extension or folder. */
export function findSimilarFile(files: PackageFiles, path: string): string | undefined {
  const wanted = normalisePath(path);
  const { byLowerCase, byStem, byName } = similarFilesOf(files);
  return (
    byLowerCase.get(wanted.toLowerCase()) ?? byStem.get(stemOf(wanted)) ?? byName.get(posix.basename(wanted))
  );
}

/** The path without extension, letter case aside. */
function stemOf(path: string): string {
  return path.replace(/(\.d)?\.[a-z]+$/i, "").toLowerCase();
}
