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
  ...[
    "\nabstract class A ",
    "\nconst c: A | b;",
    "\nlet d:  never;",
    "{ A, type b as c } from './z'",
    "function f(",
  ],
  ...["\nexport declare const a: A;\n", "export * from './y';\n", "declare module 'm' {", "never", "global "],
);
const texts = fc.array(part, { maxLength: 40 }).map((parts) => parts.join(""));

/** All that is said, without offsets, and as if no text in quotes had two spaces in a row or an empty comment. */
function contentOf(file: DeclarationFile): string {
  const content = {
    ...file,
    exports: [...file.exports],
    values: [...file.values],
    imports: [...file.imports],
    ambientModules: [...file.ambientModules].map(([name, inner]) => [name, contentOf(inner)]),
    requests: file.requests.map(({ specifier, kind }) => ({ specifier, kind })),
  };
  return JSON.stringify(content).replaceAll("/**/", "").replaceAll(/ +/g, " ");
}

test("declarations are told by their first words as by their tokens", () => {
  fc.assert(
    fc.property(texts, (text) => {
      // With further spaces and comments the words are no longer written as compilers write them.
      const tokens = text
        .replaceAll(/\b(export|interface|type|declare|abstract|function|class|enum|const|let) /g, "$1  ")
        .replaceAll(/\b(export|import) +(type +)?\{/g, "$&/**/");
      expect(contentOf(readDeclarationFile(text))).toBe(contentOf(readDeclarationFile(tokens)));
    }),
    { numRuns: Number(process.env.FUZZ_RUNS ?? 2_000) },
  );
});
