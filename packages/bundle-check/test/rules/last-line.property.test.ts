import fc from "fast-check";
import { expect, test } from "vitest";
import { SourceText } from "../../src/modules/source-text.js";
import { shortLastLine } from "../../src/rules/truncation/end-of-file-signals.js";

const part = fc.oneof(
  fc.constantFrom("\n", "\r", "\r\n", "\u2028", "\u2029", "//# source", "a"),
  fc.integer({ min: 1, max: 6_000 }).map((length) => "x".repeat(length)),
);

test("the last line is the one that counting all lines leads to", () => {
  let [short, long] = [0, 0];
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
      const source = new SourceText(parts.join(""));
      const counted = source.lineAt(source.lineCount);
      const last = shortLastLine(source.text);
      if (last === null) {
        long += 1;
        expect(counted?.length).toBeGreaterThan(4_900);
      } else {
        short += 1;
        expect(last).toBe(counted);
      }
    }),
    { numRuns: Number(process.env.FUZZ_RUNS ?? 2_000) },
  );
  expect(Math.min(short, long)).toBeGreaterThan(20);
});
