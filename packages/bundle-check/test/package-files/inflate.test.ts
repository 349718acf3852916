import { createGunzip, gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { InflateError, inflate } from "../../src/package-files/inflate.js";
import { LARGEST_INFLATED_WHOLE } from "../../src/package-files/limits.js";

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

  test("gives a small file whole and a large one in pieces", async () => {
    const pieces = async (length: number) => {
      let count = 0;
      for await (const _piece of inflate(gzipSync(Buffer.alloc(length)))) count += 1;
      return count;
    };
    expect(await pieces(LARGEST_INFLATED_WHOLE)).toBe(1);
    expect(await pieces(LARGEST_INFLATED_WHOLE + 1)).toBeGreaterThan(100);
  });
});
