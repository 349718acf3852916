import fc from "fast-check";
import { expect, test } from "vitest";
import { analyseModule } from "../../src/modules/analyse-module.js";
import { namesGivenToThis } from "../../src/rules/references/names-in-text.js";
import { findFunctions } from "../../src/rules/references/unused-functions.js";

const runs = Number(process.env.FUZZ_RUNS ?? 2_000);

const text = fc
  .array(
    fc.constantFrom(
      ...["this.", "this", " = ", "=", "var ", "let ", "const ", "a", "$b", "é", ".", "\n", "\r\n", "\u2028"],
      ...[
        "function ",
        "function* ",
        "async ",
        "(",
        ") {",
        "}",
        "\n}",
        " ",
        "\nvar c = this.d = ",
        "\nasync function ",
      ],
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(""));

test("names given to this are those of an expression that begins where lines do", () => {
  const whole = /^(?:(?:var|let|const) [\w$]+ = )?this\.([\w$]+) = /gm;
  fc.assert(
    fc.property(text, (code) => {
      const expected = new Set([...code.matchAll(whole)].map(([, name]) => name));
      expect(namesGivenToThis(analyseModule("index.js", code, "commonjs"))).toEqual(expected);
    }),
    { numRuns: runs },
  );
});

test("functions are those of an expression that begins where lines do", () => {
  const whole = /^(?:async )?function\*? ([\w$]+)\(/gm;
  fc.assert(
    fc.property(text, (code) => {
      const expected = [];
      let last = 0;
      for (const { 0: head, 1: name, index } of code.matchAll(whole)) {
        if (index < last) continue;
        const brace = code.indexOf("\n}", index);
        if (brace === -1) break;
        last = brace + 2;
        expected.push({ name, start: index, nameStart: code.indexOf(`${name}(`, index), end: last });
        expect(head).toContain(name);
      }
      expect(findFunctions(code)).toEqual(expected);
    }),
    { numRuns: runs },
  );
});
