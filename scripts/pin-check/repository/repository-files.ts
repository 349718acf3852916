import { type Dirent, lstatSync, readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { join, sep } from "node:path";
import { UnreadableFileError } from "../documents/document.ts";
import { isAbsence, whereThereIs } from "./absence.ts";

/** Reading of one repository: bounded, and never outside of its root. Nothing in it is run or written. */
export interface RepositoryFiles {
  /** Absolute, with symbolic links resolved. */
  readonly root: string;
  /** Bytes of a file; null when there is none. Paths are relative to the root, with `/`. */
  read(path: string, mostBytes: number): Uint8Array | null;
  /** Entries of a folder, sorted; empty when it is none. */
  list(folder: string): readonly FolderEntry[];
  /** Where a folder really is, so that a circle of symbolic links is walked once. */
  realPath(folder: string): string;
}

export interface FolderEntry {
  readonly name: string;
  readonly kind: "file" | "folder" | "outside" | "other";
}

export function openRepository(directory: string): RepositoryFiles {
  const root = realRoot(directory);
  const isInside = (absolute: string): boolean => absolute === root || absolute.startsWith(withSlash(root));
  return {
    root,
    read(path, mostBytes) {
      const absolute = join(root, path);
      if (attempt(path, () => whereThereIs(() => lstatSync(absolute))) === null) return null;
      const real = attempt(path, () => realpathSync(absolute));
      if (!isInside(real)) {
        throw new UnreadableFileError(
          path,
          "It is a symbolic link that leads out of the repository.",
          "Put the file itself into the repository.",
        );
      }
      const target = attempt(path, () => statSync(real));
      if (!target.isFile()) {
        throw new UnreadableFileError(path, "It is not a regular file.", "Put a regular file there.");
      }
      if (target.size > mostBytes) {
        throw new UnreadableFileError(
          path,
          `It has ${target.size} bytes, more than the ${mostBytes} that are read.`,
          "Look at what made it this large.",
        );
      }
      return attempt(path, () => readFileSync(real));
    },
    realPath: (folder) => attempt(folder, () => realpathSync(join(root, folder))),
    list(folder) {
      const absolute = join(root, folder);
      const entries = listEntries(folder, absolute);
      return entries
        .map((entry) => ({ name: entry.name, kind: kindOf(entry, join(absolute, entry.name), isInside) }))
        .sort((left, right) => (left.name < right.name ? -1 : left.name > right.name ? 1 : 0));
    },
  };
}

function realRoot(directory: string): string {
  const remedy = "Give --root a folder that holds a package.json.";
  try {
    const root = realpathSync(directory);
    if (statSync(root).isDirectory()) return root;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UnreadableFileError(directory, `The root cannot be read: ${reason}`, remedy, { cause });
  }
  throw new UnreadableFileError(directory, "The root is not a folder.", remedy);
}

function listEntries(folder: string, absolute: string): Dirent[] {
  try {
    return readdirSync(absolute, { withFileTypes: true });
  } catch (cause) {
    if (isAbsence(cause)) return [];
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UnreadableFileError(
      folder === "" ? "." : folder,
      `The folder cannot be listed: ${reason}`,
      "Make it readable.",
      { cause },
    );
  }
}

function kindOf(
  entry: Dirent,
  absolute: string,
  isInside: (absolute: string) => boolean,
): FolderEntry["kind"] {
  if (entry.isFile()) return "file";
  if (entry.isDirectory()) return "folder";
  if (!entry.isSymbolicLink()) return "other";
  try {
    const real = realpathSync(absolute);
    const stats = statSync(real);
    if (!stats.isDirectory()) return stats.isFile() ? "file" : "other";
    return isInside(real) ? "folder" : "outside";
  } catch {
    // A link to nothing, or in a circle: no package manager finds anything behind it either.
    return "other";
  }
}

function attempt<Result>(path: string, work: () => Result): Result {
  try {
    return work();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UnreadableFileError(path, `It cannot be read: ${reason}`, "Make it readable.", { cause });
  }
}

function withSlash(directory: string): string {
  return directory.endsWith(sep) ? directory : directory + sep;
}
