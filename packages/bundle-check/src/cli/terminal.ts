import type { Writable } from "node:stream";

/** What the command knows of the world around it; tests give their own. */
export interface Terminal {
  readonly stdout: Writable & { readonly isTTY?: boolean | undefined };
  readonly stderr: Writable & { readonly isTTY?: boolean | undefined };
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly workingDirectory: string;
  /** Folder with the pages of the rules. */
  readonly rulePages: URL;
}

const chunkSize = 1 << 16;

/** How a closed pipe fails; a pair of sockets, as Node gives its children, is reset when bytes were left unread. */
const closedCodes: ReadonlySet<string> = new Set(["EPIPE", "ECONNRESET", "ERR_STREAM_DESTROYED"]);

/**
 * Writes everything and waits until the reader has taken it: a pipe that is read slowly must not lose the end
 * of a large report. Returns false when the reader has gone away, which is its right (`| head`).
 */
export async function writeAll(stream: Writable, text: string): Promise<boolean> {
  const bytes = Buffer.from(text);
  try {
    for (let start = 0; start < bytes.length; start += chunkSize) {
      await write(stream, bytes.subarray(start, start + chunkSize));
    }
    return true;
  } catch (error) {
    if (isClosedPipe(error)) return false;
    throw error;
  }
}

/** Every write says by itself how it ended. Without a listener, a failure would end the process before that is told. */
export function surviveFailedWrites(stream: Writable): void {
  stream.on("error", () => {});
}

async function write(stream: Writable, bytes: Uint8Array): Promise<void> {
  if (stream.destroyed) throw Object.assign(new Error("The reader has gone away."), { code: "EPIPE" });
  await new Promise<void>((resolve, reject) => {
    stream.write(bytes, (error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}

function isClosedPipe(error: unknown): boolean {
  if (!(error instanceof Error) || !("code" in error)) return false;
  return closedCodes.has(String(error.code));
}
