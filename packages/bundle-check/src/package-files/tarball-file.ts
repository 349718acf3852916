import { closeSync, constants, fstatSync, openSync, readFileSync, type Stats } from "node:fs";
import { resolve } from "node:path";
import { type Inflated, inflate, isGzip } from "./inflate.js";
import { inMegabytes, MAX_TARBALL_BYTES } from "./limits.js";
import { UnreadableTargetError } from "./package-files.js";
import { systemErrorText } from "./system-error.js";

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

/** The bytes of a tarball, and what they are inflated to from now on. */
interface Begun {
  readonly bytes: Uint8Array;
  readonly content: Inflated;
}

/** A tarball that another thread unpacks while whatever judges it is loaded. */
export class BegunTarball {
  readonly #spec: string;
  #begun: Begun | null;

  private constructor(spec: string, begun: Begun) {
    this.#spec = spec;
    this.#begun = begun;
  }

  /**
   * Begins with a target if it is a tarball on disk. Null where it is none, or cannot be read: what opens the target
   * finds out the same, and says so.
   */
  static begin(spec: string): BegunTarball | null {
    try {
      const bytes = readTarballFile(spec, resolve(spec));
      return isGzip(bytes) ? new BegunTarball(spec, { bytes, content: inflate(bytes) }) : null;
    } catch {
      return null;
    }
  }

  /** Hands out what was begun, once, if that is the target. Nothing of it is kept in memory here. */
  take(spec: string): Begun | null {
    const begun = spec === this.#spec ? this.#begun : null;
    this.#begun = null;
    return begun;
  }
}
