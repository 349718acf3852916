import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileDigest, compiledFile } from "../../scripts/compile-digest.js";
import { compiledSha512, sha512 } from "../../src/package-files/sha-512.js";

const runs = Number(process.env.FUZZ_RUNS ?? 2_000);

function expected(bytes: Uint8Array): string {
  return createHash("sha512").update(bytes).digest("base64");
}

/** Bytes that repeat only after a long while. */
function bytesOf(length: number, seed = length): Uint8Array {
  let state = seed;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 24;
  });
}

it("what is committed is what the sources compile to", { timeout: 60_000 }, async () => {
  // An expectation would show both.
  if (readFileSync(compiledFile, "utf8") !== (await compileDigest()))
    expect.fail("node scripts/compile-digest.ts");
});

describe("the compiled SHA-512 is that of Node", () => {
  it("for every length up to five blocks", () => {
    for (let length = 0; length <= 5 * 128; length++) {
      const bytes = bytesOf(length);
      expect(compiledSha512(bytes), `${length} bytes`).toBe(expected(bytes));
    }
  });

  it("for any bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2_000 }), (bytes) => {
        expect(compiledSha512(bytes)).toBe(expected(bytes));
      }),
      { numRuns: runs },
    );
  });

  it("where the memory has to grow, up to and over a page of it", () => {
    for (const around of [60_000, 65_536, 131_072, 1_000_000]) {
      for (const length of [around - 1, around, around + 1, around + 17]) {
        const bytes = bytesOf(length);
        expect(compiledSha512(bytes), `${length} bytes`).toBe(expected(bytes));
      }
    }
  });

  it("for a part of a larger buffer", () => {
    const whole = bytesOf(10_000);
    expect(compiledSha512(whole.subarray(77, 4_321))).toBe(expected(whole.slice(77, 4_321)));
  });
});

it("whatever computes it, long or short, it is that of Node", () => {
  for (const length of [0, 3_000, 65_535, 65_536, 65_537, 300_000]) {
    const bytes = bytesOf(length, 7);
    expect(sha512(bytes)).toBe(expected(bytes));
  }
});
