import fc from "fast-check";
import { expect, test } from "vitest";
import type { DeclarationFile } from "../../src/declarations/declaration-file.js";
import { readDeclarationFile } from "../../src/declarations/read-declaration-file.js";

const part = fc.constantFrom(
  ...["export ", "interface ", "type ", "declare ", "const ", "function ", "class ", "enum ", "namespace "],
  ...["import ", "default ", "A", "b", "as ", "from ", '"./x"', "{ ", "} ", "(", ")", "[", "]", "<", ">"],
  ...[
    " = ",
    ": ",
    "; ",
    ", ",
    "* ",
    "\n",
    "\n",
    "// a\n",
    "/* b */",
    "`${",
    "`",
    "typeof ",
    "é",
    "_c",
    "=> ",
  ],
  ...["export interface A {", "export type b = ", "interface B {}", "type T = A\n", "export type { A }"],
  ...["\nexport declare const a: A;\n", "export * from './y';\n", "declare module 'm' {", "never", "global "],
);
const texts = fc.array(part, { maxLength: 40 }).map((parts) => parts.join(""));

/** All that is said, without offsets, and as if no text in quotes had two spaces in a row. */
function contentOf(file: DeclarationFile): string {
  const content = {
    ...file,
    exports: [...file.exports],
    values: [...file.values],
    imports: [...file.imports],
    ambientModules: [...file.ambientModules].map(([name, inner]) => [name, contentOf(inner)]),
    requests: file.requests.map(({ specifier, kind }) => ({ specifier, kind })),
  };
  return JSON.stringify(content).replaceAll(/ +/g, " ");
}

test("types are told by their first words as by their tokens", () => {
  fc.assert(
    fc.property(texts, (text) => {
      // With a further space the words are no longer written as compilers write them.
      const tokens = text.replaceAll(/\b(export|interface|type) /g, "$1  ");
      expect(contentOf(readDeclarationFile(text))).toBe(contentOf(readDeclarationFile(tokens)));
    }),
    { numRuns: Number(process.env.FUZZ_RUNS ?? 2_000) },
  );
});
