import { posix } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { pathBeside } from "../../src/package-files/path-beside.js";

/** Paths as packages have them: parts that are no dots, one behind the other. */
const file = fc
  .array(fc.constantFrom("a", "b.js", ".c", "...", "d e", "..f", "é"), { minLength: 1, maxLength: 5 })
  .map((parts) => parts.join("/"));
const relative = fc
  .array(fc.constantFrom("./", "../", ".", "..", "/", "//", "a", "b.js", ".c", "...", "..f"), {
    maxLength: 6,
  })
  .map((parts) => parts.join(""));

test("a relative path leads where posix.join says", () => {
  fc.assert(
    fc.property(file, relative, (from, written) => {
      expect(pathBeside(from, written)).toBe(posix.join(posix.dirname(from), written));
    }),
    { numRuns: Number(process.env.FUZZ_RUNS ?? 3_000) },
  );
});
