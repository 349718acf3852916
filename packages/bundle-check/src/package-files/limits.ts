/**
 * How much of a target is read before it is refused. Every figure is well above what the largest packages in use
 * need (prebuilt runtimes with one binary of about 130 MB, icon sets of about 50,000 files), and low enough that a
 * hostile archive ends in an error within seconds and without exhausting memory.
 */
const MEBIBYTE = 1024 * 1024;

/** Bytes of the tarball as it lies on disk. They are held once while unpacking. */
export const MAX_TARBALL_BYTES = 256 * MEBIBYTE;

/** Bytes of the whole unpacked archive, headers and padding included: what stops a decompression bomb. */
export const MAX_UNPACKED_BYTES = 512 * MEBIBYTE;

/** Bytes of an archive that is unpacked at once. Most are smaller; the others are unpacked piece by piece. */
export const LARGEST_INFLATED_WHOLE = 128 * MEBIBYTE;

/** Bytes of one file. Also keeps its text under the longest string a JavaScript engine can hold. */
export const MAX_FILE_BYTES = 256 * MEBIBYTE;

/** Entries of an archive or directory of any type. 100,000 must pass; each costs some hundred bytes of memory. */
export const MAX_ENTRIES = 200_000;

/** Bytes of one path: PATH_MAX on Linux, so a longer one cannot be installed anyway. */
export const MAX_PATH_BYTES = 4096;

/** Folders in one path: what node-tar, and so npm, refuses to create. */
export const MAX_PATH_DEPTH = 1024;

/** Bytes of one pax or GNU long-name record; node-tar ignores longer ones. */
export const MAX_METADATA_BYTES = MEBIBYTE;

/** Decoded text kept for a second reading, in UTF-16 units. */
export const TEXT_CACHE_UNITS = 32 * MEBIBYTE;

/** A package manager that packs or fetches one package for longer than this hangs. */
export const COMMAND_TIMEOUT_MILLISECONDS = 120_000;

/** "256 MB": the limits as a person reads them. */
export function inMegabytes(bytes: number): string {
  return `${Math.round(bytes / MEBIBYTE)} MB`;
}
