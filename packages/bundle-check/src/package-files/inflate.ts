import { createGunzip } from "node:zlib";

/** The bytes are not what their gzip header says. The message finishes "the tarball …". */
export class InflateError extends Error {
  override readonly name = "InflateError";
}

export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/**
 * The content of a gzip file piece by piece. The next piece is inflated only when the last one was taken, so a caller
 * that stops at a limit has never had more than that in memory.
 */
export async function* inflate(bytes: Uint8Array): AsyncGenerator<Buffer, void, undefined> {
  const gunzip = createGunzip({ chunkSize: 128 * 1024 });
  gunzip.end(bytes);
  try {
    for await (const chunk of gunzip) yield chunk;
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    const truncated = cause instanceof Error && "code" in cause && cause.code === "Z_BUF_ERROR";
    throw new InflateError(
      truncated
        ? "is cut off: its gzip data ends early"
        : `is damaged: its gzip data cannot be read (${detail})`,
      { cause },
    );
  }
}
