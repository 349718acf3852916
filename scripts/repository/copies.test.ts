/**
 * pin-check starts without a build and may use of bundle-check only its public library, which has no business with
 * terminals and build logs. So it keeps copies of the few functions that make foreign text harmless there; a hole that
 * is closed in one of the two has to be closed in the other.
 */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const ours = "scripts/pin-check/report";
const theirs = "packages/bundle-check/src/report";

/** A top-level function or constant as it is written, up to the line that ends it. */
function declarationOf(path: string, name: string): string | undefined {
  const text = readFileSync(path, "utf8");
  const pattern = new RegExp(
    `^(?:export )?(?:function|const) ${name}\\b(?:.*;$|[^]*?^(?:\\}|\\);|\\};)$)`,
    "m",
  );
  return pattern.exec(text)?.[0].replace(/^export /, "");
}

const copies: readonly (readonly [string, readonly string[]])[] = [
  ["neutralise", ["obeyed", "commandAnywhere", "commandAtStart", "neutralise", "neutraliseJson", "spellOut"]],
  ["style", ["plainStyle", "colourStyle", "same", "paint", "wantsColour"]],
  [
    "github",
    [
      "annotationsPerKind",
      "longestSummary",
      "capped",
      "format",
      "escapeData",
      "escapeProperty",
      "escapePercent",
    ],
  ],
  ["markdown", ["escapeProse"]],
];

describe.each(copies)("pin-check's copies in report/%s.ts", (file, names) => {
  it.each(names)("has the same %s as bundle-check", (name) => {
    const original = declarationOf(`${theirs}/${file}.ts`, name);
    expect(original).toBeDefined();
    expect(declarationOf(`${ours}/${file}.ts`, name)).toBe(
      original?.replaceAll('"bundle-check"', '"pin-check"'),
    );
  });
});
