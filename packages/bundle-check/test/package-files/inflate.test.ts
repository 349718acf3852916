import { randomBytes } from "node:crypto";
import { createGunzip, gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { InflateError, inflate } from "../../src/package-files/inflate.js";
import { LARGEST_INFLATED_WHOLE, SMALLEST_INFLATED_BESIDE } from "../../src/package-files/limits.js";

/** What comes out, or why nothing does. */
async function outcomeOf(pieces: Iterable<Buffer> | AsyncIterable<Buffer>): Promise<string> {
  const content: Buffer[] = [];
  for await (const piece of pieces) content.push(piece);
  return Buffer.concat(content).toString("hex");
}

async function inflated(bytes: Uint8Array): Promise<string> {
  try {
    return await outcomeOf(inflate(bytes));
  } catch (error) {
    if (!(error instanceof InflateError) || !(error.cause instanceof Error)) throw error;
    return error.cause.message;
  }
}

async function streamed(bytes: Uint8Array): Promise<string> {
  const gunzip = createGunzip();
  gunzip.end(bytes);
  try {
    return await outcomeOf(gunzip);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const gzip = fc.uint8Array({ maxLength: 2_000 }).map((content) => gzipSync(content));

/** Whole files, and what a broken disk or an attacker makes of them. */
const files = fc.oneof(
  gzip,
  fc.tuple(gzip, gzip).map((members) => Buffer.concat(members)),
  fc.tuple(gzip, fc.uint8Array({ maxLength: 30 })).map((parts) => Buffer.concat(parts)),
  fc.tuple(gzip, fc.nat({ max: 60 })).map(([bytes, more]) => Buffer.concat([bytes, Buffer.alloc(more)])),
  fc.tuple(gzip, fc.nat()).map(([bytes, at]) => bytes.subarray(0, at % bytes.length)),
  fc.tuple(gzip, fc.nat(), fc.nat({ max: 255 })).map(([bytes, at, value]) => {
    bytes[at % bytes.length] = value;
    return bytes;
  }),
  fc.tuple(gzip, fc.nat({ max: 0xffffffff })).map(([bytes, size]) => {
    bytes.writeUInt32LE(size, bytes.length - 4);
    return bytes;
  }),
);

describe("inflate", () => {
  test("gives what a stream gives, or fails as it does", async () => {
    await fc.assert(
      fc.asyncProperty(files, async (bytes) => {
        expect(await inflated(bytes)).toBe(await streamed(bytes));
      }),
      { numRuns: 1_000 },
    );
  });

  async function piecesOf(bytes: Uint8Array): Promise<Buffer[]> {
    const pieces: Buffer[] = [];
    for await (const piece of inflate(bytes)) pieces.push(piece);
    return pieces;
  }

  test("gives a small file whole", async () => {
    expect(await piecesOf(gzipSync(randomBytes(SMALLEST_INFLATED_BESIDE - 1)))).toHaveLength(1);
  });

  test("gives a large one in pieces that lie behind each other, whatever its members are", async () => {
    const content = randomBytes(5 * SMALLEST_INFLATED_BESIDE);
    const pieces = await piecesOf(gzipSync(content));
    expect(pieces.length).toBeGreaterThan(3);
    expect(Buffer.concat(pieces).equals(content)).toBe(true);
    const [first] = pieces;
    let end = first?.byteOffset ?? -1;
    for (const { buffer, byteOffset, byteLength } of pieces) {
      expect(buffer === first?.buffer && byteOffset === end).toBe(true);
      end += byteLength;
    }
    const twice = await piecesOf(Buffer.concat([gzipSync(content), gzipSync(content)]));
    expect(Buffer.concat(twice).equals(Buffer.concat([content, content]))).toBe(true);
  });

  test("makes no room for more than it takes at once, and little for what its trailer does not tell", async () => {
    const bomb = gzipSync(Buffer.alloc(LARGEST_INFLATED_WHOLE + 1));
    expect((await piecesOf(bomb)).every(({ buffer }) => buffer.byteLength <= 1024 * 1024)).toBe(true);
    bomb.writeUInt32LE(SMALLEST_INFLATED_BESIDE, bomb.length - 4);
    let taken = 0;
    for await (const { buffer } of inflate(bomb)) {
      expect(buffer.byteLength).toBeLessThanOrEqual(2 * SMALLEST_INFLATED_BESIDE);
      if (++taken > 5) break;
    }
  });

  test("keeps a failure for whoever takes the pieces later", async () => {
    const damaged = gzipSync(randomBytes(3 * SMALLEST_INFLATED_BESIDE));
    damaged.fill(0xff, 1_000, 2_000);
    const pieces = inflate(damaged);
    await new Promise((resolve) => setTimeout(resolve, 200));
    await expect(outcomeOf(pieces)).rejects.toThrow(/^is damaged: its gzip data cannot be read/);
  });
});
