import fc from "fast-check";
import { expect, test } from "vitest";
import { SourceText } from "../../src/modules/source-text.js";

/** Lines as one expression for all line breaks ends them. */
function startsOf(text: string): number[] {
  return [
    0,
    ...[...text.matchAll(/\r\n?|[\n\u2028\u2029]/g)].map(({ 0: { length }, index }) => index + length),
  ];
}

const texts = fc
  .array(fc.constantFrom("\n", "\r", "\r\n", "\u2028", "\u2029", "a", "bc", "\\", "é"), { maxLength: 40 })
  .map((parts) => parts.join(""));

test("lines end at every line break, whichever it is", () => {
  fc.assert(
    fc.property(texts, (text) => {
      const source = new SourceText(text);
      const starts = startsOf(text);
      for (let offset = 0; offset <= text.length; offset++) {
        const line = starts.filter((start) => start <= offset).length;
        expect(source.positionAt(offset)).toEqual({ line, column: offset - (starts[line - 1] ?? 0) + 1 });
      }
    }),
    { numRuns: Number(process.env.FUZZ_RUNS ?? 1_000) },
  );
});
