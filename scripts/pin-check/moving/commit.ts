import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, sep } from "node:path";
import { UnreadableFileError } from "../documents/document.ts";
import { whereThereIs } from "../repository/absence.ts";
import { journalFolder } from "./journal-folder.ts";

const journalFile = "journal.json";

export interface WrittenFile {
  readonly path: string;
  readonly before: Buffer | null;
  readonly after: Buffer;
}

/**
 * Puts several files in place, all of them or none: the old ones are kept in a journal first, and an interruption at
 * any point is undone, here or by the next run.
 */
export function commitFiles(root: string, files: readonly WrittenFile[]): void {
  const journal = join(root, journalFolder);
  mkdirSync(journal);
  try {
    for (const [index, { before }] of files.entries()) {
      if (before !== null) writeDurably(join(journal, String(index)), before);
    }
    const entries = files.map(({ path, before }, index) => ({
      path,
      saved: before === null ? null : String(index),
    }));
    // With this file the journal is complete; without it nothing has been touched yet.
    writeDurably(join(journal, journalFile), Buffer.from(JSON.stringify({ entries })));
    for (const { path, after } of files) replaceFile(placeIn(root, path), after);
  } catch (error) {
    restore(root);
    throw error;
  }
  rmSync(join(journal, journalFile));
  rmSync(journal, { recursive: true });
}

/** Undoes an interrupted move. True when there was one. */
export function restore(root: string): boolean {
  if (!existsSync(join(root, journalFolder))) return false;
  const journal = placeIn(root, journalFolder);
  const path = join(journal, journalFile);
  if (existsSync(path)) {
    for (const entry of readEntries(path)) {
      const target = placeIn(root, entry.path);
      if (entry.saved === null) rmSync(target, { force: true });
      else replaceFile(target, readFileSync(placeIn(root, `${journalFolder}/${entry.saved}`)));
    }
    rmSync(path);
  }
  rmSync(journal, { recursive: true });
  return true;
}

function readEntries(path: string): { readonly path: string; readonly saved: string | null }[] {
  const value = parse(readFileSync(path, "utf8"));
  const entries: unknown = typeof value === "object" && value !== null ? Reflect.get(value, "entries") : null;
  if (!Array.isArray(entries)) throw notOurs();
  return entries.map((entry: unknown) => {
    const file: unknown = typeof entry === "object" && entry !== null ? Reflect.get(entry, "path") : null;
    const saved: unknown = typeof entry === "object" && entry !== null ? Reflect.get(entry, "saved") : null;
    // Only what a journal of ours can hold: a file of the repository, saved under a number.
    const isOurs = typeof file === "string" && !file.startsWith("/") && !file.split("/").includes("..");
    const isSaved = saved === null || (typeof saved === "string" && /^\d+$/.test(saved));
    if (!isOurs || !isSaved) throw notOurs();
    return { path: file, saved: typeof saved === "string" ? saved : null };
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw notOurs();
  }
}

function notOurs(): UnreadableFileError {
  return new UnreadableFileError(
    `${journalFolder}/${journalFile}`,
    "It is not a journal of pin-check.",
    `Delete ${journalFolder} if no move was interrupted.`,
  );
}

/**
 * Where a file of the repository really is: links inside stay links. The journal may have come with the repository, so
 * that a link in it could lead anywhere.
 */
function placeIn(root: string, path: string): string {
  const base = realpathSync(root);
  const real = realPathOf(join(root, path));
  if (real?.startsWith(base + sep)) return real;
  throw new UnreadableFileError(
    path,
    real === null
      ? "It is a link that leads nowhere."
      : "It leads out of the repository, and nothing outside is written.",
    `Look at where it leads; ${journalFolder} may be deleted if no move was interrupted.`,
  );
}

/** Of what is not there yet, the folder above that is; null for a link to nowhere. */
function realPathOf(path: string): string | null {
  if (whereThereIs(() => lstatSync(path)) !== null) return existsSync(path) ? realpathSync(path) : null;
  const folder = realPathOf(dirname(path));
  return folder === null ? null : join(folder, basename(path));
}

function replaceFile(path: string, content: Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.pin-check-${process.pid}`;
  const mode = whereThereIs(() => statSync(path))?.mode;
  try {
    writeDurably(temporary, content);
    if (mode !== undefined) chmodSync(temporary, mode);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

function writeDurably(path: string, content: Uint8Array): void {
  writeFileSync(path, content);
  const file = openSync(path, "r+");
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
