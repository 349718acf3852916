import { readFileSync } from "node:fs";
import { describe, expect, it, vi } from "vitest";
import { compiledFile, compileReader } from "../../scripts/compile-reader.js";
import { analyseParsedModule, analysePlainModule } from "../../src/modules/analyse-module.js";
import { CompiledReader } from "../../src/modules/plain-code/compiled-reader.js";
import { Names } from "../../src/modules/plain-code/names.js";
import { publishedPackages, readPublished } from "./published-files.js";

const inOrdinaryFunction = 2;

/** How far the statements of a text are read, as those of a script, and what is used and not declared. */
function readStatements(text: string) {
  const names = new Names(text.length);
  const reader = CompiledReader.of(text, false, names);
  if (reader === null) throw new Error("There is no reader for the text.");
  const end = reader.readStatements(0, inOrdinaryFunction, inOrdinaryFunction, 0, 0);
  const declared: string[] = [];
  reader.takeDeclarations((name) => declared.push(names.texts[name] ?? ""));
  const used: string[] = [];
  reader.takeReferences((name) => used.push(names.texts[name] ?? ""));
  return { read: text.slice(0, end), declared, used };
}

it("what is committed is what the sources compile to", { timeout: 60_000 }, async () => {
  // An expectation would show both.
  if (readFileSync(compiledFile, "utf8") !== (await compileReader()))
    expect.fail("node scripts/compile-reader.ts");
});

it("the numbers of words are their places", () => {
  const text = readFileSync(new URL("../../compiled-reader/words.ts", import.meta.url), "utf8");
  const list = [...text.matchAll(/^ {6}return "(.+)";/gm)].flatMap(([, line = ""]) => line.split(" "));
  const constants = [...text.matchAll(/^export const ([A-Z_]+): i32 = (\d+);$/gm)];
  expect(constants.length).toBeGreaterThan(60);
  const otherwise: Record<string, string> = {
    PROTO: "__proto__",
    OTHER_REQUIRE: "__require",
    LETTER_D: "d",
    WEBPACK_REQUIRE: "__webpack_require__",
  };
  const plain = (word: string) => word.replaceAll("_", "").toLowerCase();
  for (const [, name = "", place] of constants) {
    expect(plain(list[Number(place)] ?? ""), name).toBe(plain(otherwise[name] ?? name));
  }
  expect(text).toContain(`export const wordCount: i32 = ${list.length};`);
});

describe("statements that mean no more than the names they declare and use are read", () => {
  it("of every kind", () => {
    const text = [
      "var a = 1, { b, c: [d = a] } = e;",
      "let f = (g, ...h) => g?.[h[0]] ?? i;",
      "const j = async function* k(l = f) { yield* k; await l; for await (const m of l) m(); };",
      "class n extends f { #o = 1; static { this.p = d; } get q() { return this.#o; } set q(r) { this.#o = r; } }",
      "function s() { label: for (;;) { if (s) continue label; else break label; } }",
      "try { t(); } catch ({ message }) { message; } finally { a++; }",
      `switch (typeof u) { case 'v': { let w; w = \`\${a}\` } default: }`,
      "do a **= 2; while (a < /[/]\\//u.exec(b).length);",
      "[a, b.x, ...c] = [0x1f, 1e3, 0b1n];",
      "f(s ? function (x) { return x }(a) : b, t && (() => u(a)), (function () { d })());",
      "new URL(a, b); if ('name' in window || new URL(`a`)) a();",
    ].join("\n");
    const { read, declared, used } = readStatements(text);
    expect(read).toBe(text);
    expect(declared).toEqual(["a", "b", "d", "f", "j", "n", "s"]);
    expect(used).toEqual(["e", "i", "t", "u", "c", "t", "u", "URL", "window", "URL"]);
  });

  it("in an ES module also those that name what only scripts have", () => {
    const text = "var a = b({ 'c.js'(exports, module) { exports.d = this; module.exports = e; } });";
    const reader = CompiledReader.of(text, true, new Names(text.length));
    expect(reader?.readStatements(0, 1, 1, 1, 0)).toBe(text.length);
  });

  it("most code of published packages", () => {
    let whole = 0;
    let all = 0;
    for (const name of publishedPackages) {
      const files = readPublished(name, /\.[cm]?js$/);
      for (const path of files.paths.filter((path) => path.endsWith(".js")).slice(0, 20)) {
        const text = files.text(path);
        const start = text.search(/^(?:async )?function/m);
        if (start < 0 || analysePlainModule(path, text, "module") === null) continue;
        const { read } = readStatements(text.slice(start));
        all++;
        if (read.length > 0) whole++;
      }
    }
    expect(all).toBeGreaterThan(30);
    expect(whole / all).toBeGreaterThan(0.6);
  });
});

describe("statements that mean more are left, and those before them stay read", () => {
  it.each([
    "require((a));",
    "a ? require(b) : c;",
    "(require)(a, 'b');",
    "f(() => {}, { b: () => c });",
    "{ var c; f(a, { b: () => c }); }",
    "(function () { let c; if (a) (function (d) { d; })({ b: () => c }); });",
    "new this();",
    "a = this;",
    "this();",
    "require('a', b);",
    "require('\\x61');",
    "require.resolve('a');",
    "new require('a');",
    "a ? require('b') : c;",
    "__exportStar2(require('a'));",
    "f(a, require('b'));",
    "try { require('a') } finally {}",
    "exports.a = 1;",
    "module.exports = a;",
    "eval('a');",
    "import('a', b);",
    "import('\\x61');",
    "import(('a'));",
    "import('a').then(({ b: { c } }) => c);",
    "import('a').then(({ a = 1 }) => a);",
    "import('a').then;",
    "async function f() { const { a = 1 } = await import('b'); }",
    "async function f() { (await import('b'))['a']; }",
    "new URL('a', import.meta.url);",
    "new URL('a', (b));",
    "new URL(('a'), b);",
    "with (a) b;",
    "if (/a/) b;",
    "if (10) a;",
    "if ('\\x61') a;",
    "if (1 === 1) a;",
    "if (void !0) a;",
    "if ((0)) a;",
    "if (false) exports.a = 1;",
    "0 && (module.exports = { a });",
    "(a, page.evaluate)(() => b);",
    "const exports = globalThis;",
    "const require = globalThis;",
    "(a = () => { const b = globalThis; }) => a;",
    "exports;",
    "a(exports);",
    "a = module;",
    "if (module.exports) a;",
    "exports?.();",
    "(exports.a) = b;",
    "[exports.a] = b;",
    "exports['\\x61'];",
    "(function (exports) { (exports.a) = b; });",
    "(function (exports) { a(exports, 'b', { get: () => c }); });",
    "(function (exports) { a(exports, 'b', ...c); });",
    "(function (exports) { a(exports, 'b', {}, c); });",
    "(function (exports) { a(exports, require('b')); });",
    "(function (exports) { page.evaluate(exports, () => a); });",
    "'\\x61' === 'a' && b;",
    "'a' == 'b' && c;",
    "'a' === 'b' === 'c' ? d : e;",
    "if (0 & 'a' === 'a') b;",
    "while ('a' !== 'b') c;",
    "(function (module) { 'a' === 'b' && (module.exports = { c }); });",
    "__export(a, { b: () => c });",
    "f({ b: () => a.b });",
    "export { a };",
    "throw a;",
    ";",
    "let a, a;",
    "a => { let a; break; };",
    "x = 010;",
    "x = /(/;",
    "x = '",
  ])("%s", (statement) => {
    const { read, declared, used } = readStatements(`var before = known;\n${statement}`);
    expect(read).toBe("var before = known;");
    expect(declared).toEqual(["before"]);
    expect(used).toEqual(["known"]);
  });
});

it.each([
  "typeof \\u0062",
  "[\\u0062] = 1",
  "for (\\u0062 of c);",
  "for (\\u0062 in c);",
  "({ \\u0062 } = c)",
  "\\u0062 = c",
  "typeof typeof require",
])("leaving %s changes nothing of the names before it", (statement) => {
  const text = `d;\n${statement}`;
  const facts = [analysePlainModule, analyseParsedModule].map((analyse) => {
    const { typeofNames, freeReferences } = analyse("a.js", text, "commonjs") ?? {};
    return { typeofNames: [...(typeofNames ?? [])].sort(), freeReferences };
  });
  expect(facts[0]).toEqual(facts[1]);
});

it("when the engine ends a reading that would not come to its end, nothing of it is taken", () => {
  const text = `a;\`\${)${"${".repeat(1_000_000)}`;
  const reader = CompiledReader.of(text, false, new Names(text.length));
  expect(reader?.readStatements(0, inOrdinaryFunction, inOrdinaryFunction, 0, 0)).toBe(0);
  expect(reader?.isInVain).toBe(true);
  expect(readStatements("a; b").read).toBe("a; b");
});

it("many names with a meaning of their own spoil nothing, in this file and the next", () => {
  const reading = "function f() { if (known) return lost; }";
  for (const count of [10, 100, 400, 2_000]) {
    const conversions = Array.from({ length: count }, (_, index) => `${"n".repeat(30)}${index}.toString();`);
    const facts = analysePlainModule("a.js", `${conversions.join("\n")}\n${reading}`, "commonjs");
    expect(facts?.freeReferences.slice(count).map(({ name }) => name)).toEqual(["known", "lost"]);
    expect(readStatements(reading)).toEqual({ read: reading, declared: ["f"], used: ["known", "lost"] });
  }
});

it("functions whose declarations would fill its memory many times are read", () => {
  const text = "function f(a, b, c, d, e) { var g, h, i, j, k; }\n".repeat(100_000);
  const { read, used } = readStatements(text);
  expect(read).toBe(text.trimEnd());
  expect(used).toEqual([]);
});

/** So many blocks in one another, each with so many labels. */
function labels(blocks: number, each: number): string {
  const labelled = (block: number) =>
    Array.from({ length: each }, (_, index) => `l${block * each + index}:`).join("");
  return Array.from({ length: blocks }, (_, block) => `${labelled(block)}{`).join("");
}

it("an engine without WebAssembly reads the same, by the other reader alone", async () => {
  vi.stubGlobal("WebAssembly", undefined);
  vi.resetModules();
  const { CompiledReader } = await import("../../src/modules/plain-code/compiled-reader.js");
  expect(CompiledReader.of("a", false, new Names(1))).toBeNull();
  const { analysePlainModule } = await import("../../src/modules/analyse-module.js");
  const facts = analysePlainModule("a.cjs", "function f() { lost; } f();", "commonjs");
  expect(facts?.freeReferences.map(({ name }) => name)).toEqual(["lost"]);
  vi.unstubAllGlobals();
  vi.resetModules();
});

it("names that are given to it do not lie where anything else does", () => {
  const text = "function f() { for (;;) { break; } }";
  const names = new Names(text.length);
  const reader = CompiledReader.of(text, false, names);
  for (let count = 0; count < 5_000; count++) reader?.flag(`name${count}`, 4);
  expect(readStatements(text)).toEqual({ read: text, declared: ["f"], used: [] });
});

describe("what is left again and again takes time that grows with the text", () => {
  it.each([
    ["functions in one another", `${"function f(){".repeat(200)}require('a')${"}".repeat(200)};`.repeat(100)],
    ["functions side by side", "function f(a, b) { return require(a); }\n".repeat(20_000)],
    [
      "names of the global object",
      Array.from({ length: 40_000 }, (_, n) => `const a${n} = globalThis;`).join(""),
    ],
    ["names of many letters", `const ${"a".repeat(100_000)} = globalThis; ${"a".repeat(100_000)}.b;`],
    ["a comment without end in blocks", `${"{".repeat(900)}/*${"x".repeat(15_000_000)}`],
    ["a string without end in blocks", `${"{".repeat(900)}'${"x".repeat(15_000_000)}`],
    ["a string that is wrong at its end in blocks", `${"{".repeat(900)}'${"x".repeat(15_000_000)}\\u'`],
    ["a number without end in blocks", `${"{".repeat(900)}1${"0".repeat(15_000_000)}a`],
    ["a template without end in blocks", `${"{".repeat(900)}\`${"x".repeat(15_000_000)}`],
    ["a regular expression without end in blocks", `${"{".repeat(900)}a = /${"x".repeat(15_000_000)}`],
    ["a wrong regular expression in blocks", `${"{".repeat(900)}a = /${"x".repeat(6_000_000)}(/`],
    ["a file's address without end in blocks", `${"{".repeat(900)}new URL("${"x".repeat(15_000_000)}`],
    ["a request without end in blocks", `${"{".repeat(900)}require("${"x".repeat(15_000_000)}`],
    ["a request behind much space in blocks", `${"{".repeat(900)}require(${" ".repeat(15_000_000)}(a))`],
    ["exports behind much space in blocks", `${"{".repeat(900)}exports?.${" ".repeat(15_000_000)}(a)`],
    ["an import without end in blocks", `${"{".repeat(900)}import("a").then(({${"a,".repeat(300_000)}`],
    [
      "many comparisons in one another",
      `${"'a' === 'b' ? a : (".repeat(200)}b${")".repeat(200)};`.repeat(1_000),
    ],
    [
      "many aliases in what is left",
      `{${"let a = globalThis;".repeat(1)}${"a.b;".repeat(2_000_000)}eval(c)}`,
    ],
    ["jumps in labels", `${labels(100, 20)}${"break l0;".repeat(1_000_000)}${"}".repeat(100)}`],
    [
      "early uses in scopes in one another",
      `${"{".repeat(150)}${"a;".repeat(100_000)}${"let a}".repeat(150)}`,
    ],
  ])("%s", (_title, text) => {
    const before = process.cpuUsage();
    analysePlainModule("a.cjs", text, "commonjs");
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1e6).toBeLessThan(5);
  });
});
