import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ModuleKinds } from "../../src/modules/module-kind.js";
import { readPlainCode } from "../../src/modules/plain-code/read-plain-code.js";
import { agrees } from "./agreement.js";
import { damagedGrammar, grammarCases, surroundings } from "./damaged-grammar.js";
import { publishedPackages, readPublished } from "./published-files.js";
import { commonjsStatements } from "./random-commonjs.js";
import { moduleStatements, scriptStatements } from "./random-program.js";

describe("what is read without a syntax tree is what the syntax tree says", () => {
  it.each(publishedPackages)("%s", (name) => {
    const files = readPublished(name, /\.[cm]?js$/);
    const kinds = new ModuleKinds(files);
    const scripts = files.paths.filter((path) => /\.[cm]?js$/.test(path));
    const read = scripts.filter((path) => agrees(path, files.text(path), kinds.kindOf(path)));
    // What is left to the parser costs time, so most must not be.
    expect(read.length / scripts.length).toBeGreaterThan(0.8);
  });

  /** What a bad build or a bad merge does to a file. */
  const damages: Record<string, (text: string, at: number) => string> = {
    "cut off": (text, at) => text.slice(0, at),
    "without its beginning": (text, at) => text.slice(at),
    "one character lost": (text, at) => text.slice(0, at) + text.slice(at + 1),
    "one line lost": (text, at) => text.slice(0, at) + text.slice(endOfLine(text, at)),
    "one line twice": (text, at) => {
      const end = endOfLine(text, at);
      const start = text.lastIndexOf("\n", at - 1) + 1;
      return text.slice(0, end) + text.slice(start, end) + text.slice(end);
    },
    "40 characters lost": (text, at) => text.slice(0, at) + text.slice(at + 40),
  };
  const endOfLine = (text: string, at: number) => text.indexOf("\n", at) + 1 || text.length;

  it.each(Object.keys(damages))("in damaged files: %s", (damage) => {
    let read = 0;
    for (const name of ["semver", "jsonc-parser", "publint", "tar"]) {
      const files = readPublished(name, /\.[cm]?js$/);
      const kinds = new ModuleKinds(files);
      const scripts = files.paths.filter((path) => /\.[cm]?js$/.test(path) && files.size(path) < 30_000);
      for (const [index, path] of scripts.slice(0, 40).entries()) {
        const text = files.text(path);
        for (const part of [0.13, 0.41, 0.77]) {
          const at = Math.floor(text.length * ((part + index * 0.031) % 1));
          const damaged = damages[damage]?.(text, at) ?? "";
          if (agrees(path, damaged, kinds.kindOf(path))) read++;
        }
      }
    }
    expect(read).toBeGreaterThan(5);
  });

  it.each(["module", "commonjs"] as const)(
    "in the corners of the grammar, whatever surrounds them: %s",
    (kind) => {
      let read = 0;
      for (const text of grammarCases) {
        for (const surround of surroundings) if (agrees("a.js", surround(text), kind)) read++;
      }
      expect(read).toBeGreaterThan(8_000);
    },
  );

  it("where a function in a block has the name of a parameter", () => {
    // It is no variable of the function then, so that nothing hides the parameter.
    for (const surround of [(text: string) => text, (text: string) => `require; ${text}`]) {
      expect(agrees("a.js", surround("function f(a = 1) { { function a() {} } let a; }"), "commonjs")).toBe(
        false,
      );
      expect(agrees("a.js", surround("function f(a = 1) { { function a() {} } a; }"), "commonjs")).toBe(true);
    }
  });

  it.each([
    "class a { f = () => { __export({ arguments }) } }",
    "class a { static { __export({ a: () => arguments }) } }",
  ])("where no arguments are: %s", (text) => {
    // As a call that is read as a tree, which does not know what is around.
    expect(agrees("a.js", text, "commonjs")).toBe(false);
  });

  it.each([
    ["a call that is an arrow function", "async (x = a, b) => a; var b = {}; module.exports = b;"],
    ["a loop over one", "var b = {}; for (x of async ({}, b) => a) module.exports = b;"],
    ["a function that is called after all", "c ? function () { a.c\nconst a = globalThis; }() : d;"],
    [
      "a function that runs elsewhere",
      "const b = {};\nx.f = function () { (a = b) => {} }; (f.toString());\nmodule.exports = b;",
    ],
    ["a default value", "({ a = () => { a.c; const a = globalThis; } } = b);"],
  ])("where text is gone over again: %s", (_title, text) => {
    expect(agrees("a.js", text, "commonjs")).toBe(true);
  });

  it.each([
    "(function () { a; }).call?.(b); (() => { a; }).apply?.(b);",
    "((function () { a; }).call)(b); ((() => { a; }).apply)?.(b); new (function () { a; }).call;",
    "(function () { a; })[('call')](b); (() => { a; })['apply'](b);",
    "a ? f(new (function () { import('a'); }).call(exports)) : b;",
  ])("where functions are called by methods in odd ways: %s", (text) => {
    for (const surround of [
      (code: string) => code,
      (code: string) => `function f() { if (c) { ${code} } }`,
    ]) {
      expect(agrees("a.js", surround(text), "module")).toBe(true);
      expect(agrees("a.js", surround(text), "commonjs")).toBe(true);
    }
  });

  it.each([
    "(require).resolve('a'); ((require))['resolve']('b'); (require)?.resolve('c');",
    "function f() { return (require)\n.resolve('a'); }",
    "(require)('\\x61'); function f() { return ((require))('\\x62'); }",
    "let require = globalThis; require.resolve('a'); require.b; function f() { require.c; require['d']; }",
    "(require)('a'); ((require))?.('b'); (0, require)('c'); (a, require).resolve('d');",
  ])("where require is in parentheses: %s", (text) => {
    expect(agrees("a.js", text, "module")).toBe(true);
    expect(agrees("a.js", text, "commonjs")).toBe(true);
  });

  it.each([
    "const a = createRequire(__filename)\n/* c */ ('k'); a('b');",
    "const a = createRequire(__filename)\n// c\n.b; a('b');",
    "const a = createRequire(__filename)\n// c\n, b = a('c'); a('b');",
    "const a = createRequire(__filename)\nin c; a('b');",
    "const a = createRequire(__filename)\nc; a('b');",
    "const a = eval.createRequire(__filename); const c = createRequire(__filename, 1); c('b');",
  ])("where the value of a variable goes on behind createRequire(): %s", (text) => {
    expect(agrees("a.js", text, "module")).toBe(true);
    expect(agrees("a.js", text, "commonjs")).toBe(true);
  });

  it.each(["module", "exports"])("where %s is what createRequire() has made", (name) => {
    for (const made of ["createRequire(__filename)", "(createRequire)(__filename)"]) {
      const text = `const ${name} = ${made}; ${name}('a'); ${name}.exports = 1;`;
      expect(agrees("a.js", text, "module")).toBe(true);
      expect(agrees("a.js", text, "commonjs")).toBe(false);
    }
  });

  it.each([
    "(function () { __require('a'); });",
    "((a = [__require('b')]) => c);",
    "{} ((a))({ b() { function c({ [__require('d')]: e }) { import('f'); } } });",
    "{ a; (() => { b(__require('c')); import('d'); })(); }",
  ])("where modules are requested in what is read twice: %s", (text) => {
    expect(agrees("a.js", text, "module")).toBe(true);
    expect(agrees("a.js", text, "commonjs")).toBe(true);
  });

  it.each([
    "import a from 'a';\na(import.meta.url);",
    "import.meta.url;\nimport 'a';",
    "const a = import.meta.url;\nexport { a };",
    "export const a = import.meta.url;",
    "export default () => import.meta.url;",
    "await a;\nexport {};",
    "export const a = await b;",
    "if (a) { import.meta.url; }\nexport * from 'b';",
    "export {};\nfor await (const a of b);",
    "if (1) { for await (const a of b); }\nimport.meta.url;",
    "const a = 1;\nexport { a };\nawait a;",
  ])("in an ES module that is declared CommonJS, told by the first thing scripts do not have: %s", (text) => {
    expect(agrees("a.js", text, "commonjs")).toBe(true);
  });

  it.each([
    'typeof exports === "object" ? factory(exports, require("a"), __toESM(require("b"))) : factory(root.c = {});',
    'var a = {}; __reExport(a, require("b"), module.exports); module.exports = __toCommonJS(a);',
    '__export(a, { b: () => c }); __reExport(a, require("d")); f(a, require("e")); module.exports = a;',
    '__exportStar(exports, require("a")); g.__exportStar(require("b"), exports);',
    "new URL([a, b].join(), c); new URL((a = b) || c, d);",
    "if (false) { a(); } else if (true) b(); 0 && c; true ? d : e;",
  ])("with no tree of what universal modules and bundlers write: %s", (text) => {
    expect(readPlainCode(text, "commonjs")?.trees).toBe(0);
    expect(agrees("a.js", text, "commonjs")).toBe(true);
  });

  it.each(["module", "commonjs"] as const)("in damaged corners of the grammar: %s", (kind) => {
    let read = 0;
    fc.assert(
      fc.property(damagedGrammar, (text) => {
        if (agrees("a.js", text, kind)) read++;
      }),
      { numRuns: 5_000 },
    );
    expect(read).toBeGreaterThan(200);
  });

  it.each([
    ["module", moduleStatements],
    ["commonjs", scriptStatements],
    ["commonjs", commonjsStatements],
    ["module", commonjsStatements],
  ] as const)("in random programs, valid or not: %s", (kind, programs) => {
    let read = 0;
    fc.assert(
      fc.property(programs, (statements) => {
        for (const statement of statements) if (agrees("a.js", statement, kind)) read++;
        if (agrees("a.js", statements.join("\n"), kind)) read++;
      }),
      { numRuns: 300 },
    );
    expect(read).toBeGreaterThan(100);
  });
});
