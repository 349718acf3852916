import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  type Stats,
  writeFileSync,
  writeSync,
} from "node:fs";
import { createRequire } from "node:module";

/** What the engine has compiled of one script, as it is on disk. */
export interface KeptCode {
  /** What the engine takes. */
  readonly data: Buffer;
  /** How many runs have had a part in it, or taken it. */
  readonly runs: number;
}

/** After the data: their checksum, and the number of runs. The engine itself would crash on damaged data. */
const trailerLength = 8;

/** Node's module is not imported, because what needs no kept code needs no compression either. */
export function checksumOf(data: Buffer): number {
  const { crc32 }: typeof import("node:zlib") = createRequire(import.meta.url)("node:zlib");
  return crc32(data);
}

/** In bytes. Several times what the code of a whole chunk has; nothing longer is read. */
const largestKept = 16 * 1024 * 1024;

/** Not waiting for a writer, should it be a named pipe, and not led out of the folder by a link. */
const carefully = (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0);

/** Null where there is none, or none that can be trusted. */
export function readKeptCode(path: string): KeptCode | null {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, constants.O_RDONLY | carefully);
    if (!isTrusted(fstatSync(descriptor))) return null;
    const bytes = readFileSync(descriptor);
    const end = bytes.byteLength - trailerLength;
    const data = bytes.subarray(0, end);
    if (checksumOf(data) !== bytes.readUInt32LE(end)) return null;
    return { data, runs: bytes.readUInt32LE(end + 4) };
  } catch {
    return null;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** Code from this file is run, so nobody else may have written it. */
function isTrusted(status: Stats): boolean {
  const { size, uid, mode } = status;
  if (!status.isFile() || size <= trailerLength || size > largestKept) return false;
  const user = process.getuid?.();
  return user === undefined || (uid === user && (mode & 0o022) === 0);
}

/** Replaces the file as a whole, or leaves all as it was: without it the next run is slower, and that is all. */
export function writeKeptCode(path: string, { data, runs }: KeptCode): void {
  const trailer = Buffer.alloc(trailerLength);
  trailer.writeUInt32LE(checksumOf(data), 0);
  trailer.writeUInt32LE(runs, 4);
  const temporary = `${path}.${process.pid}`;
  try {
    writeFileSync(temporary, Buffer.concat([data, trailer]), { flag: "wx", mode: 0o600 });
    renameSync(temporary, path);
  } catch {
    try {
      rmSync(temporary, { force: true });
    } catch {
      // It may not even be looked for there.
    }
  }
}

/** Writes nothing but the number of runs. What it could damage has a checksum. */
export function countRun(path: string, runs: number): void {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, constants.O_RDWR | carefully);
    const status = fstatSync(descriptor);
    // It may be another than the one that was read.
    if (!isTrusted(status)) return;
    const number = Buffer.alloc(4);
    number.writeUInt32LE(runs);
    writeSync(descriptor, number, 0, number.byteLength, status.size - number.byteLength);
  } catch {
    // Then the next run counts as this one.
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}
