import { closeSync, constants, fstatSync, lstatSync, openSync, readSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { resolveInPackage } from "./entry-path.js";
import { viewFiles } from "./files-view.js";
import { inMegabytes, MAX_ENTRIES, MAX_FILE_BYTES, MAX_UNPACKED_BYTES } from "./limits.js";
import type { OpenOptions } from "./open-options.js";
import { noteDropped } from "./open-tarball.js";
import { type OpenedPackage, UnreadableTargetError } from "./package-files.js";
import { printableName } from "./printable-name.js";
import { systemErrorText } from "./system-error.js";

/**
 * A directory taken as the contents of a tarball: every file in it counts as shipped.
 *
 * Only `.git` is left out, which no packer ever ships. `node_modules` stays: in a tarball it would be the bundled
 * dependencies. Links are never followed, as npm neither packs nor installs them; so nothing outside the directory is
 * read, and a file that is only a link is missing, for us as for a consumer.
 */
export async function openAsIs(spec: string, options: OpenOptions): Promise<OpenedPackage> {
  const directory = resolve(spec);
  const { sizes, dropped } = await listFiles(spec, directory, options.signal);
  if (!sizes.has("package.json")) {
    throw new UnreadableTargetError(spec, "The folder has no package.json, so it is not an npm package.");
  }
  noteDropped(dropped, options);
  return {
    target: { spec, kind: "as-is", integrity: null, tarballSize: null, directory },
    files: viewFiles(sizes, (path) => readListedFile(spec, directory, path)),
  };
}

interface Listing {
  readonly sizes: ReadonlyMap<string, number>;
  readonly dropped: readonly string[];
}

async function listFiles(spec: string, directory: string, signal: AbortSignal | undefined): Promise<Listing> {
  const sizes = new Map<string, number>();
  const dropped: string[] = [];
  const folders = [""];
  let entries = 0;
  let bytes = 0;
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    signal?.throwIfAborted();
    for (const entry of await readFolder(spec, join(directory, folder))) {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (path === ".git") continue;
      entries += 1;
      if (entries > MAX_ENTRIES) {
        throw new UnreadableTargetError(
          spec,
          `The folder has more than ${MAX_ENTRIES.toLocaleString("en")} entries.`,
        );
      }
      refuseStrangeName(spec, path);
      if (entry.isDirectory()) folders.push(path);
      else if (!entry.isFile()) dropped.push(printableName(path));
      else {
        const size = fileSize(spec, join(directory, path), path);
        bytes += size;
        if (bytes > MAX_UNPACKED_BYTES) {
          throw new UnreadableTargetError(
            spec,
            `The folder holds more than ${inMegabytes(MAX_UNPACKED_BYTES)}.`,
          );
        }
        sizes.set(path, size);
      }
    }
  }
  return { sizes, dropped };
}

async function readFolder(spec: string, folder: string) {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    throw new UnreadableTargetError(spec, systemErrorText(error, `The folder ${printableName(folder)}`), {
      cause: error,
    });
  }
}

function fileSize(spec: string, file: string, path: string): number {
  try {
    // Synchronous: over 100,000 files the promises would cost seconds.
    const { size } = lstatSync(file);
    if (size <= MAX_FILE_BYTES) return size;
  } catch (error) {
    throw new UnreadableTargetError(spec, systemErrorText(error, `The file ${printableName(path)}`), {
      cause: error,
    });
  }
  throw new UnreadableTargetError(
    spec,
    `The file ${printableName(path)} is larger than ${inMegabytes(MAX_FILE_BYTES)}.`,
  );
}

/** Names longer or deeper than a tarball may have them. */
function refuseStrangeName(spec: string, path: string): void {
  const resolved = resolveInPackage(path);
  if (resolved.kind === "refused") {
    throw new UnreadableTargetError(spec, `The file ${printableName(path)} ${resolved.reason}.`);
  }
}

/** Reads a file when a rule asks for it. It may have changed since it was listed; it is still not followed out. */
function readListedFile(spec: string, directory: string, path: string): Uint8Array {
  try {
    const descriptor = openSync(join(directory, path), constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
    try {
      return readAll(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    throw new UnreadableTargetError(spec, systemErrorText(error, `The file ${printableName(path)}`), {
      cause: error,
    });
  }
}

function readAll(descriptor: number): Uint8Array {
  const { size } = fstatSync(descriptor);
  if (size > MAX_FILE_BYTES) throw new Error(`it has grown over ${inMegabytes(MAX_FILE_BYTES)}`);
  const bytes = new Uint8Array(size);
  let length = 0;
  while (length < size) {
    const read = readSync(descriptor, bytes, length, size - length, null);
    if (read === 0) break;
    length += read;
  }
  return length === size ? bytes : bytes.subarray(0, length);
}
