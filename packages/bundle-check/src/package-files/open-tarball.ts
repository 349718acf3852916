import { closeSync, constants, fstatSync, openSync, readFileSync, type Stats } from "node:fs";
import { resolve } from "node:path";
import { inMegabytes, MAX_TARBALL_BYTES } from "./limits.js";
import type { OpenOptions } from "./open-options.js";
import { type OpenedPackage, UnreadableTargetError } from "./package-files.js";
import { readTarball } from "./read-tarball.js";
import { systemErrorText } from "./system-error.js";

/** A tarball on disk. */
export async function openTarball(spec: string, options: OpenOptions): Promise<OpenedPackage> {
  const bytes = readTarballFile(spec, resolve(spec));
  const { files, integrity, dropped } = await readTarball(bytes, { spec, signal: options.signal });
  noteDropped(dropped, options);
  return {
    target: { spec, kind: "tarball", integrity, tarballSize: bytes.byteLength, directory: null },
    files,
  };
}

/** The bytes of a tarball; `spec` is only for messages. */
export function readTarballFile(spec: string, file: string): Uint8Array {
  let descriptor: number | undefined;
  try {
    // Not waiting for a writer, or opening a named pipe would hang.
    descriptor = openSync(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    // One descriptor for both, so that the file cannot be exchanged between the check and the reading.
    refuseUnlessReadable(spec, fstatSync(descriptor));
    return readFileSync(descriptor);
  } catch (error) {
    if (error instanceof UnreadableTargetError) throw error;
    throw new UnreadableTargetError(spec, systemErrorText(error, "The tarball"), { cause: error });
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

function refuseUnlessReadable(spec: string, status: Stats): void {
  if (!status.isFile()) throw new UnreadableTargetError(spec, "The tarball is not a regular file.");
  if (status.size === 0) throw new UnreadableTargetError(spec, "The tarball is an empty file.");
  if (status.size > MAX_TARBALL_BYTES) {
    throw new UnreadableTargetError(spec, `The tarball is larger than ${inMegabytes(MAX_TARBALL_BYTES)}.`);
  }
}

/** npm leaves links and device nodes out; say so, because a missing file may be the consequence. */
export function noteDropped(dropped: readonly string[], options: OpenOptions): void {
  if (dropped.length === 0) return;
  const more = dropped.length > 3 ? `, and ${dropped.length - 3} more` : "";
  options.onProgress?.(
    `Left out, as npm does when it installs: ${dropped.slice(0, 3).join(", ")}${more} (links or special files)`,
  );
}
