import { describe, expect, it } from "vitest";
import { createCodeFrame, type FramePlace, SourceLines } from "../../src/report/code-frame.js";

function frame(text: string, place: FramePlace): string {
  return createCodeFrame(new SourceLines(text), place)
    .map(({ number, text: shown }) => `${number ?? ""}|${shown}`)
    .join("\n");
}

describe("code frame", () => {
  it("shows the lines around a place and points at it", () => {
    expect(frame("a\nb\nexport { one };\nd\ne\nf\n", { line: 3, column: 10, endColumn: 13 })).toBe(
      "1|a\n2|b\n3|export { one };\n|         ^^^\n4|d\n5|e",
    );
  });

  it("shows a window of a long line", () => {
    const text = `${"a".repeat(5_000_000)}HERE${"b".repeat(5_000_000)}`;
    const [line = "", pointer = ""] = frame(text, { line: 1, column: 5_000_001, endColumn: 5_000_005 }).split(
      "\n",
    );
    expect(line.length).toBeLessThan(110);
    expect(line.slice(line.indexOf("HERE") - 3, line.indexOf("HERE") + 5)).toBe("aaaHEREb");
    expect(pointer.indexOf("^") + 1).toBe(line.indexOf("HERE"));
    expect(pointer.trim()).toBe("|".concat(pointer.slice(1)).trim());
  });

  it("points at the right place behind characters that are spelled out", () => {
    expect(frame("\t\u001b[31mx", { line: 1, column: 7 })).toBe("1|  \\x1b[31mx\n|          ^");
  });

  it.each([
    ["CRLF", "a\r\nbad\r\nc"],
    ["CR", "a\rbad\rc"],
    ["line separator", "a\u2028bad\u2029c"],
  ])("counts lines as the parser does: %s", (_name, text) => {
    expect(frame(text, { line: 2, column: 1, endColumn: 4 })).toBe("1|a\n2|bad\n|^^^\n3|c");
  });

  it.each([
    ["a line the text has not", { line: 9, column: 1 }],
    ["a column the line has not", { line: 1, column: 99 }],
    ["line 0", { line: 0, column: 1 }],
  ])("is empty for %s", (_name, place) => {
    expect(frame("a\nb", place)).toBe("");
  });

  it("marks to the end of the line when the place ends on a later one", () => {
    expect(frame("one two\nthree", { line: 1, column: 5, endLine: 2, endColumn: 3 })).toBe(
      "1|one two\n|    ^^^\n2|three",
    );
  });
});
