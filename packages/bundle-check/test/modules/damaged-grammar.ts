import { readFileSync } from "node:fs";
import fc from "fast-check";

const list: unknown = JSON.parse(readFileSync(new URL("./grammar-cases.json", import.meta.url), "utf8"));

/** Short texts, valid or not, for every corner of the grammar where two readers may disagree. */
export const grammarCases: readonly string[] = Array.isArray(list)
  ? list.filter((text): text is string => typeof text === "string")
  : [];

/** What surrounds a text decides what it means: strict or sloppy, in a function, beside what is read as a tree. */
export const surroundings: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => `"use strict"; ${text}`,
  (text) => `{ ${text} }`,
  (text) => `function f() { ${text} }`,
  (text) => `async function f() { ${text} }`,
  (text) => `function* f() { ${text} }`,
  (text) => `(async function* () { ${text} })`,
  (text) => `async (x) => { ${text} }`,
  (text) => `class C extends D { static { ${text} } }`,
  (text) => `class C extends D { constructor() { ${text} } #b }`,
  (text) => `({ m() { ${text} } })`,
  (text) => `({ *m() { ${text} } })`,
  (text) => `x: for (;;) { ${text} }`,
  (text) => `switch (x) { case 1: ${text} }`,
  (text) => `try { ${text} } catch (e) { ${text} }`,
  (text) => `if (x) ${text}`,
  (text) => `(${text})`,
  (text) => `x = ${text};`,
  (text) => `[${text}]`,
  (text) => `f(${text})`,
  (text) => `class C { p = ${text} }`,
  (text) => `(x = ${text}) => y`,
  (text) => `async (x = ${text}) => y`,
  (text) => `for (${text}; x; ) y;`,
  (text) => `for (x of ${text}) y;`,
  (text) => `export default ${text}`,
  (text) => `exports.x = ${text}`,
  (text) => `module.exports = { x: ${text} }`,
  (text) => `{ require("x"); ${text} }`,
  (text) => `function f() { exports.x = 1; ${text}; module.exports; }`,
  (text) => `let a; ${text}`,
  (text) => `b;\n${text}`,
  (text) => `function f() { if (x) (() => { ${text} })(); }`,
  (text) => `try { (function () { ${text} })(); } finally { y; }`,
  (text) => `var f = __commonJS({ "x"(exports, module) { ${text} } });`,
  (text) => `class C { #b; static p = () => { ${text} }; q = function () { ${text} } }`,
  (text) => `${text}\n${text}`,
];

const tokenPattern =
  /[\w$#]+|'[^'\n]*'|"[^"\n]*"|`|\$\{|=>|\?\.|\?\?=?|\*\*=?|\.{3}|[&|]{2}=?|[=!]==?|\+\+|--|./gsu;
const tokensOf = (text: string) => text.match(tokenPattern) ?? [];
const vocabulary = [
  ...new Set(grammarCases.flatMap(tokensOf)),
  "\n",
  " ",
  ";",
  "exports",
  "require",
  "module",
];

const edit = fc.tuple(
  fc.nat(),
  fc.constantFrom("lose", "put", "replace", "double"),
  fc.constantFrom(...vocabulary),
);

function apply(tokens: string[], [at, action, token]: [number, string, string]): void {
  const index = at % (tokens.length + 1);
  if (action === "put") tokens.splice(index, 0, token);
  else if (action === "replace") tokens.splice(index, 1, token);
  else if (action === "double") tokens.splice(index, 0, tokens[index] ?? token);
  else tokens.splice(index, 1);
}

const part = fc
  .tuple(fc.constantFrom(...grammarCases), fc.array(edit, { maxLength: 2 }))
  .map(([text, edits]) => {
    const tokens = [...tokensOf(text)];
    for (const one of edits) apply(tokens, one);
    return tokens.join("");
  });

/** The cases again, put together, surrounded, and with single tokens lost, doubled or in the wrong place. */
export const damagedGrammar = fc
  .tuple(
    fc.array(part, { minLength: 1, maxLength: 2 }),
    fc.constantFrom("\n", " ", ";", ", "),
    fc.array(fc.constantFrom(...surroundings), { maxLength: 2 }),
  )
  .map(([parts, between, around]) => around.reduce((text, surround) => surround(text), parts.join(between)));
