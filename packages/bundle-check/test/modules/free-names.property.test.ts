import { parse } from "acorn";
import fc from "fast-check";
import { expect, it } from "vitest";
import type { ModuleKind } from "../../src/findings/finding.js";
import { analyseModule } from "../../src/modules/analyse-module.js";
import { readWithOracle } from "./free-names-oracle.js";
import { moduleStatements, scriptStatements } from "./random-program.js";

/** Leaves out the statements that make the text invalid (a name declared twice, say). */
function joinValid(statements: readonly string[], kind: ModuleKind): string {
  return statements.reduce((text, statement) => {
    const longer = `${text}${statement}\n`;
    try {
      parse(longer, { ecmaVersion: "latest", sourceType: kind });
      return longer;
    } catch (error) {
      if (error instanceof SyntaxError) return text;
      throw error;
    }
  }, "");
}

it.each([
  ["module", moduleStatements],
  ["commonjs", scriptStatements],
] as const)(
  "the free names of random programs are those another implementation finds: %s",
  (kind, programs) => {
    let names = 0;
    fc.assert(
      fc.property(programs, (statements) => {
        const text = joinValid(statements, kind);
        const oracle = readWithOracle(text, kind);
        const facts = analyseModule("a.js", text, kind);
        const free = new Set(facts.freeReferences.map(({ name, offset }) => `${name}@${offset}`));
        // In sloppy code functions in blocks are seen outside of them; eslint-scope does not know that.
        const expected = [...oracle.free].filter(
          (occurrence) =>
            free.has(occurrence) ||
            kind === "module" ||
            !oracle.blockFunctions.has(occurrence.replace(/@.*/, "")),
        );
        names += expected.length;
        const found = [...free].filter((occurrence) => !oracle.maybeDead.has(occurrence));
        expect(found.sort(), text).toEqual(expected.sort());
      }),
      { numRuns: 3_000, seed: 20_261_123 },
    );
    expect(names).toBeGreaterThan(3_000);
  },
);
