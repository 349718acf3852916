import fc from "fast-check";
import { type Node, parseTree } from "jsonc-parser";
import { expect, test } from "vitest";
import { type JsonPlace, readJsonPlaces } from "../../src/entrypoints/json-places.js";
import { readManifest } from "../../src/entrypoints/manifest.js";
import { createPackageFiles } from "../../src/package-files/create-package-files.js";

const runs = Number(process.env.FUZZ_RUNS ?? 1_000);

/** Names and texts that look like what ends them, and what JSON writes in more than one way. */
const text = fc.oneof(
  fc.string({ maxLength: 6 }),
  fc.constantFrom(
    '"',
    "\\",
    '\\"',
    "{",
    "}",
    "[",
    "],",
    ":",
    "__proto__",
    "constructor",
    "0",
    "é",
    "\u2028",
    "\n",
  ),
);
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.oneof(text, fc.double({ noNaN: true }), fc.integer(), fc.boolean(), fc.constant(null)),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(text, tie("value"), { maxKeys: 4 }),
  ),
}));
const space = fc.constantFrom(0, 1, "\t", "  ");

/** The offset of every value, behind the keys that lead to it. */
function* placesIn({ offset, children }: JsonPlace, keys: readonly string[] = []): Iterable<string> {
  yield JSON.stringify([...keys, offset]);
  for (const [key, child] of children) yield* placesIn(child, [...keys, key]);
}

function* nodesIn({ type, offset, children = [] }: Node, keys: readonly string[] = []): Iterable<string> {
  yield JSON.stringify([...keys, offset]);
  for (const [index, child] of children.entries()) {
    const [name, inner] = type === "object" ? (child.children ?? []) : [{ value: index }, child];
    if (name && inner) yield* nodesIn(inner, [...keys, String(name.value)]);
  }
}

test("values stand where a parser for positions finds them", () => {
  fc.assert(
    fc.property(value, space, (written, indentation) => {
      const json = ` ${JSON.stringify(written, null, indentation)}\n`;
      const [root, tree] = [readJsonPlaces(json), parseTree(json)];
      expect(root && [...placesIn(root)]).toEqual(tree && [...nodesIn(tree)]);
    }),
    { numRuns: runs },
  );
});

test("of two properties with one name the later is meant, however it is written", () => {
  const json = '{"a": 1, "\\u0061": {"b": "\\\\"}, "c\\"": [2, [3]]}';
  const root = readJsonPlaces(json);
  expect(root?.children.get("a")?.offset).toBe(json.indexOf('{"b"'));
  expect(root?.children.get("a")?.children.get("b")?.offset).toBe(json.indexOf('"\\\\"'));
  expect(root?.children.get('c"')?.children.get("1")?.children.get("0")?.offset).toBe(json.indexOf("3"));
});

test("what package.json does not have is said of the file as a whole, wherever its object begins", () => {
  const files = createPackageFiles([["package.json", '\n  {\n  "exports": {} }']]);
  const manifest = readManifest(files, "own");
  expect(manifest.positionOf([])).toEqual({ line: 1, column: 1 });
  expect(manifest.positionOf(["types"])).toEqual({ line: 1, column: 1 });
  expect(manifest.positionOf(["exports", "."])).toEqual({ line: 3, column: 14 });
});
