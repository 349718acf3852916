import { once } from "node:events";
import type { Writable } from "node:stream";

/** What the command knows of the world around it; tests give their own. */
export interface Terminal {
  readonly stdout: Writable & { readonly isTTY?: boolean | undefined };
  readonly stderr: Writable & { readonly isTTY?: boolean | undefined };
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly workingDirectory: string;
}

/** Writes everything and waits until the reader has taken it; a reader that has gone away is its own affair. */
export async function writeAll(stream: Writable, text: string): Promise<void> {
  try {
    if (stream.destroyed) return;
    if (!stream.write(text)) await once(stream, "drain");
  } catch (error) {
    if (!isClosedPipe(error)) throw error;
  }
}

/** Without a listener, a pipe that its reader closed would end the process before the exit code is set. */
export function surviveClosedPipe(stream: Writable): void {
  stream.on("error", (error) => {
    if (!isClosedPipe(error)) throw error;
  });
}

function isClosedPipe(error: unknown): boolean {
  if (!(error instanceof Error) || !("code" in error)) return false;
  return error.code === "EPIPE" || error.code === "ERR_STREAM_DESTROYED";
}
