import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { neutralise, neutraliseJson } from "../../src/report/neutralise.js";

describe("neutralise", () => {
  it.each([
    ["plain text, ümläute and 日本語 stay", "plain text, ümläute and 日本語 stay"],
    ["\u001b[2J\u001b]0;title\u0007", "\\x1b[2J\\x1b]0;title\\x07"],
    ["a\r\nb\tc", "a\\r\\nb\\tc"],
    ["\u202egnp.exe", "\\u{202e}gnp.exe"],
    ["a\u200bb\ufeff", "a\\u{200b}b\\u{feff}"],
    ["\u2028::error::x", "\\u{2028}::error::x"],
    ["::error::x", "\\x3a\\x3aerror::x"],
    ["  ::set-output", "  \\x3a\\x3aset-output"],
    ["see ##[error]x", "see #\\x23[error]x"],
    ["##vso[task.setvariable]", "#\\x23vso[task.setvariable]"],
    ["# heading ## two", "# heading ## two"],
    ["half \ud800 pair", "half \\u{d800} pair"],
    ["\u{e0041}", "\\u{e0041}"],
  ])("%j", (text, expected) => {
    expect(neutralise(text)).toBe(expected);
  });

  it("leaves nothing that a terminal obeys, for any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
        const shown = neutralise(text);
        expect(shown).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
        expect(shown.trimStart().startsWith("::")).toBe(false);
      }),
    );
  });

  it("leaves the value of JSON as it was, for any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
        const value = { text, marked: `##[error]${text}\u202e\u{e0041}` };
        const json = neutraliseJson(JSON.stringify(value));
        expect(JSON.parse(json)).toEqual(value);
        expect(json).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|##\[/u);
      }),
    );
  });
});
