import fc from "fast-check";
import { expect, test } from "vitest";
import { SourceText } from "../../src/modules/source-text.js";
import { SourceLines } from "../../src/report/code-frame.js";

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

test("lines are the same whichever of them are asked for first", () => {
  const questions = fc.array(fc.tuple(fc.constantFrom("line", "offset", "count"), fc.nat(42)), {
    maxLength: 8,
  });
  fc.assert(
    fc.property(texts, questions, (text, asked) => {
      const [source, lines] = [new SourceText(text), new SourceLines(text)];
      const starts = startsOf(text);
      const isOpen = starts.length > 1 && starts.at(-1) === text.length;
      for (const [kind, number] of asked) {
        if (kind === "count") expect(source.lineCount).toBe(starts.length - (isOpen ? 1 : 0));
        if (kind === "offset") {
          expect(source.positionAt(number).line).toBe(starts.filter((start) => start <= number).length);
        }
        const start = kind === "line" ? starts[number - 1] : undefined;
        if (kind !== "line") continue;
        const whole = start === undefined ? null : text.slice(start, starts[number] ?? text.length);
        expect(source.lineAt(number)).toBe(whole?.replace(/[\r\n\u2028\u2029]+$/, "") ?? null);
        const shown = whole?.replace(/(\r\n|[\r\n\u2028\u2029])$/, "");
        expect(lines.line(number)).toBe(
          number === starts.length && number > 1 && shown === "" ? undefined : shown,
        );
      }
    }),
    { numRuns: Number(process.env.FUZZ_RUNS ?? 1_000) },
  );
});
