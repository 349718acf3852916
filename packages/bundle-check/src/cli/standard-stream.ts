import { fstatSync, writeSync } from "node:fs";
import { Writable } from "node:stream";
import type { Terminal } from "./terminal.js";

/** A full pipe is asked again after so many milliseconds. */
const patience = 5;

/**
 * The stream of a standard descriptor. A file and a pipe, as a build has them, are written to directly: Node's own
 * stream for them brings the network's sockets with it. A terminal, and everything on Windows, is left to Node.
 */
export function standardStream(descriptor: 1 | 2): Terminal["stdout"] {
  if (process.platform === "win32" || !isPipeOrFile(descriptor)) {
    return descriptor === 1 ? process.stdout : process.stderr;
  }
  return new Writable({
    write: (bytes: Buffer, _encoding, callback) => writeWhole(descriptor, bytes, callback),
  });
}

function isPipeOrFile(descriptor: number): boolean {
  try {
    const status = fstatSync(descriptor);
    return status.isFIFO() || status.isFile() || status.isSocket();
  } catch {
    return false;
  }
}

function writeWhole(descriptor: number, bytes: Buffer, callback: (error?: Error | null) => void): void {
  let written = 0;
  let failure: unknown;
  try {
    while (written < bytes.length) written += writeSync(descriptor, bytes, written);
  } catch (error) {
    failure = error;
  }
  // The pipe is full, and was made to never wait for its reader.
  if (failure instanceof Error && "code" in failure && failure.code === "EAGAIN") {
    setTimeout(() => writeWhole(descriptor, bytes.subarray(written), callback), patience);
  } else callback(failure instanceof Error ? failure : null);
}
