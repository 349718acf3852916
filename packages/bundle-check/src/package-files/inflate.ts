import { createGunzip, type Gunzip, gunzipSync } from "node:zlib";
import { LARGEST_INFLATED_WHOLE, SMALLEST_INFLATED_BESIDE } from "./limits.js";

/** The bytes are not what their gzip header says. The message finishes "the tarball …". */
export class InflateError extends Error {
  override readonly name = "InflateError";
}

/** The content of a file, in pieces that lie behind each other in memory as far as its trailer tells the truth. */
export type Inflated = Iterable<Buffer> | AsyncIterable<Buffer>;

export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/**
 * The content of a gzip file: a small one whole, a large one piece by piece. A large one is inflated by another thread
 * from now on, which is one piece ahead of the caller at most, so that one who stops at a limit has never had more than
 * that in memory.
 */
export function inflate(bytes: Uint8Array): Inflated {
  const said = saidSize(bytes);
  const whole = said < SMALLEST_INFLATED_BESIDE ? inflateWhole(bytes, said) : null;
  return whole === null ? inflateInPieces(bytes, said) : [whole];
}

/** The last four bytes say how much it is, of the last member; they may say anything. */
function saidSize(bytes: Uint8Array): number {
  if (bytes.byteLength < smallestGzip) return 0;
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(bytes.byteLength - 4, true);
}

/** Without the cost of a stream; null when it is not as its trailer says. */
function inflateWhole(bytes: Uint8Array, size: number): Buffer | null {
  try {
    const content = gunzipSync(bytes, {
      chunkSize: Math.max(size + 1, smallestChunk),
      maxOutputLength: Math.max(size, 1),
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

/** In compressed bytes: as much as is inflated while the command loads the rest of itself, then pieces of some milliseconds. */
const firstSlice = 1_536 * 1_024;
const laterSlice = 512 * 1_024;

/** In bytes of content: what a piece has at most when the trailer does not tell how much there is, or lies. */
const pieceLength = 128 * 1_024;

function inflateInPieces(bytes: Uint8Array, said: number): AsyncIterable<Buffer> {
  // One more than there is, or the stream would make room for the next.
  const chunkSize = said < pieceLength || said > LARGEST_INFLATED_WHOLE ? pieceLength : said + 1;
  const gunzip = createGunzip({ chunkSize });
  const pieces = new Pieces(gunzip);
  for (let start = 0; start < bytes.byteLength; ) {
    const end = start + (start === 0 ? firstSlice : laterSlice);
    gunzip.write(bytes.subarray(start, end));
    start = end;
  }
  gunzip.end();
  return pieces;
}

/**
 * The pieces that a stream gives from now on, however much later they are taken. What came before a failure is taken
 * first, so that the same file always fails in the same way; a stream that is read later would forget it.
 */
class Pieces implements AsyncIterable<Buffer> {
  readonly #stream: Gunzip;
  readonly #waiting: Buffer[] = [];
  #failure: Error | undefined;
  #isEnded = false;
  #wake: () => void = () => {};

  constructor(stream: Gunzip) {
    this.#stream = stream;
    stream.on("data", (piece: Buffer) => {
      this.#waiting.push(piece);
      stream.pause();
      this.#wake();
    });
    stream.on("end", () => {
      this.#isEnded = true;
      this.#wake();
    });
    stream.on("error", (error) => {
      this.#failure = error;
      this.#wake();
    });
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Buffer, void, undefined> {
    try {
      for (;;) {
        const piece = this.#waiting.shift();
        if (piece !== undefined) {
          this.#stream.resume();
          yield piece;
        } else if (this.#failure !== undefined) throw inflateError(this.#failure);
        else if (this.#isEnded) return;
        else await new Promise<void>((resolve) => (this.#wake = resolve));
      }
    } finally {
      this.#stream.destroy();
    }
  }
}

function inflateError(cause: Error): InflateError {
  const isCutOff = "code" in cause && cause.code === "Z_BUF_ERROR";
  const message = isCutOff
    ? "is cut off: its gzip data ends early"
    : `is damaged: its gzip data cannot be read (${cause.message})`;
  return new InflateError(message, { cause });
}
