import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { correctedParser } from "../../src/modules/corrected-parser.js";
import { isSurelyRight } from "../../src/modules/plain-code/regular-expressions.js";

function parses(pattern: string, flags: string): boolean {
  try {
    const end = correctedParser().parseExpressionAt(`/${pattern}/${flags}`, 0, { ecmaVersion: "latest" }).end;
    return end === pattern.length + flags.length + 2;
  } catch {
    return false;
  }
}

describe("expressions with properties of strings", () => {
  test.each([
    [String.raw`^\p{RGI_Emoji}$`, "v", true],
    [String.raw`(?:\p{RGI_Emoji_ZWJ_Sequence}|\p{Mark})+`, "gv", true],
    [String.raw`\\\p{Basic_Emoji}`, "v", true],
    [String.raw`\P{RGI_Emoji}`, "v", false],
    [String.raw`\\p{RGI_Emoji}`, "v", false],
    [String.raw`\p{RGI_Emoji}`, "u", false],
    [String.raw`\p{RGI_Emoji}`, "uv", false],
    [String.raw`\p{RGI_Flag_Sequence}`, "v", false],
    [String.raw`\p{RGI_Emoji}{2,1}`, "v", false],
    [String.raw`[\p{RGI_Emoji}--\q{a}]`, "v", true],
    [String.raw`[^\p{RGI_Emoji}]`, "v", false],
    [String.raw`[^\u{20}-\u{7E}]|[\d#*]\u{FE0F}`, "v", true],
    [String.raw`[\u{7E}-\u{20}]`, "v", false],
    ["[##]", "v", false],
    [String.raw`\[##]`, "v", false],
    [String.raw`^[\p{Emoji_Presentation}--[\u{10000}-\u{10FFFF}]--\p{L}]`, "v", true],
    [String.raw`[\p{Emoji_Presentation}--[\u{2}-\u{1}]]`, "v", false],
    [String.raw`[\p{None}--[a]]`, "v", false],
    [String.raw`[^\p{RGI_Emoji}--[a]]`, "v", false],
    ["[[a]--b]", "v", true],
  ])("/%s/%s", (pattern, flags, isRight) => {
    expect([isSurelyRight(pattern, flags), parses(pattern, flags)]).toEqual([isRight, isRight]);
  });

  test("what is taken for right, the parser takes as well", () => {
    const parts = [
      "\\",
      "\\\\",
      "\\p{RGI_Emoji}",
      "\\P{RGI_Emoji}",
      "p{L}",
      "\\p{L}",
      "(?:",
      ")",
      "[",
      "]",
      "{2}",
      "+",
      "a",
      "|",
      "^",
      "\\d",
      "\\-",
      "(?<=",
      "(?<a>",
      "\\k<a>",
      "&&",
      "[a-b]",
      "[^#]",
      "--",
      "[\\p{L}--[a]]",
      "[^",
      "\\[",
      "\\u{61}",
      "-",
      "#",
      "}",
    ];
    const pattern = fc
      .array(fc.constantFrom(...parts), { minLength: 1, maxLength: 8 })
      .map((some) => some.join(""));
    fc.assert(
      fc.property(pattern, fc.constantFrom("v", "gv", "iv", "u"), (text, flags) => {
        if (!text.endsWith("\\")) expect(!isSurelyRight(text, flags) || parses(text, flags)).toBe(true);
      }),
      { numRuns: 5_000 },
    );
  });
});
