import { createGunzip, gunzipSync } from "node:zlib";
import { LARGEST_INFLATED_WHOLE } from "./limits.js";

/** The bytes are not what their gzip header says. The message finishes "the tarball …". */
export class InflateError extends Error {
  override readonly name = "InflateError";
}

export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/**
 * The content of a gzip file: a small one whole, a large one piece by piece. The next piece is inflated only when the
 * last one was taken, so a caller that stops at a limit has never had more than that in memory.
 */
export function inflate(bytes: Uint8Array): Iterable<Buffer> | AsyncIterable<Buffer> {
  const whole = inflateWhole(bytes);
  return whole === null ? inflateInPieces(bytes) : [whole];
}

/** The content of a small file, without the cost of a stream; null when it is not small, or not as its trailer says. */
function inflateWhole(bytes: Uint8Array): Buffer | null {
  if (bytes.byteLength < smallestGzip) return null;
  // The last four bytes say how much it is. Whatever they say wrongly is for the other way to find out.
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = view.getUint32(bytes.byteLength - 4, true);
  if (size > LARGEST_INFLATED_WHOLE) return null;
  try {
    const content = gunzipSync(bytes, {
      chunkSize: Math.max(size + 1, smallestChunk),
      maxOutputLength: size,
    });
    return content.byteLength === size ? content : null;
  } catch {
    return null;
  }
}

/** Its header and its trailer. */
const smallestGzip = 18;
/** Less than this zlib does not take. */
const smallestChunk = 64;

async function* inflateInPieces(bytes: Uint8Array): AsyncGenerator<Buffer, void, undefined> {
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
