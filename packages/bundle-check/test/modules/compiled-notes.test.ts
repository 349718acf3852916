import { describe, expect, it } from "vitest";
import { analyseParsedModule, analysePlainModule } from "../../src/modules/analyse-module.js";
import { CompiledReader } from "../../src/modules/plain-code/compiled-reader.js";
import { Names } from "../../src/modules/plain-code/names.js";
import { readPlainCode } from "../../src/modules/plain-code/read-plain-code.js";

const inOrdinaryFunction = 2;

/** What the compiled reader tells of the statements of a script, all of which it must read. */
function told(text: string) {
  const names = new Names(text.length);
  const reader = CompiledReader.of(text, false, names);
  if (reader === null) throw new Error("There is no reader for the text.");
  expect(reader.readStatements(0, inOrdinaryFunction, inOrdinaryFunction, 0, 0), text).toBe(text.length);
  const reads: (string | null)[] = [];
  reader.takeExportReads((offset, name) => reads.push(`${text.slice(offset, offset + 7)} ${name}`));
  const requests: string[] = [];
  reader.takeRequests(({ start, end }) => requests.push(text.slice(start + 1, end - 1)));
  const aliases: string[] = [];
  reader.takeAliases((name) => aliases.push(name));
  const properties: string[] = [];
  reader.takeGlobalProperties((name) => properties.push(name));
  const used: string[] = [];
  reader.takeReferences((name) => used.push(names.texts[name] ?? ""));
  return { reads, requests, aliases, properties, used };
}

describe("the compiled reader tells", () => {
  it.each([
    ["exports.a.b; exports['c'](); delete exports.d; exports.e++;", ["a", "c", "d", "e"]],
    ["(0, exports.f)(a ? exports.g : exports?.h); class b extends exports.i {}", ["f", "g", "h", "i"]],
    ["exports[a]; new exports.j(); module.exports.k`l`; typeof exports.m;", [null, "j", "k", "m"]],
    ["function f(exports) { exports.n; exports[o]; exports.p = exports.q = exports.r; }", ["n", "r"]],
  ])("which exports are read: %s", (text, names) => {
    expect(told(text).reads.map((read) => read?.slice(8))).toEqual(names.map(String));
  });

  it("where `module` is only looked at", () => {
    expect(told("module.id; module['hot']; module[a]; typeof module;").reads).toEqual([
      "module. null",
      "module[ null",
    ]);
  });

  it.each([
    [
      "var a = (this && this.a) || (Object.b ? (function (c) { d; }) : e); this.f = 1; this?.g;",
      ["Object", "d", "e"],
    ],
    [
      "require(a); f(require(`b`)); require(c.d('e'))(g);",
      ["require", "a", "f", "require", "require", "c", "g"],
    ],
    [
      "new URL('http://' + a); new URL('b', c); new URL(\"d\").e; new URL('f')",
      ["URL", "a", "URL", "c", "URL", "URL"],
    ],
    [
      "function f(g) { let a; return g({ b: () => a.c, d() { return a } }), () => a; } e(1, { h: () => f });",
      ["e"],
    ],
  ])("nothing but names of %s", (text, used) => {
    expect(told(text)).toEqual({ aliases: [], properties: [], reads: [], requests: [], used });
    const [plain, parsed] = [analysePlainModule, analyseParsedModule].map((analyse) =>
      analyse("a.js", text, "commonjs"),
    );
    expect(plain?.freeReferences).toEqual(parsed?.freeReferences);
    expect(plain?.commonjsExports).toEqual(parsed?.commonjsExports);
  });

  it("which modules are imported", () => {
    const text = `
      import("a"); f(import('b').then((m) => m.c));
      async function f() { const { d, e: g } = await import("h"); (await import("i")).j; ({ k } = await import("l")); }
      import(x); import("m" + n);`;
    expect(told(text).requests).toEqual(["a", "b", "h", "i", "l"]);
  });

  it("which variables hold the global object, and what is read of it from there on", () => {
    const { aliases, properties } = told(
      "a.before; const a = globalThis, b = a.first; function f() { let c = globalThis; return c.second; }",
    );
    expect(aliases).toEqual(["a", "c"]);
    expect(properties).toEqual(["first", "second"]);
  });

  it("nothing of variables in statements that are left", () => {
    const text = "{ const b = globalThis; eval(c); }\nb.property;";
    const reader = CompiledReader.of(text, false, new Names(text.length));
    const read = (start: number) =>
      reader?.readStatements(start, inOrdinaryFunction, inOrdinaryFunction, 0, 0);
    expect(read(0)).toBe(0);
    expect(read(text.indexOf("\n"))).toBe(text.length);
    reader?.takeAliases((name) => expect.fail(name));
    reader?.takeGlobalProperties((name) => expect.fail(name));
  });

  it.each([
    ["'a' !== 'b' ? c : d;", ["c"]],
    ["'a' === 'b' ? c : d;", ["d"]],
    ["'a' === \"a\" ? b : c ? d : e;", ["b"]],
    ["f(a ? b : 'c' !== 'd' ? e : g);", ["f", "a", "b", "e"]],
    ["'a' === 'b' && c; 'a' !== 'b' && d; 'a' === 'b' || e; 'a' !== 'b' || g;", ["d", "e"]],
    ["if ('a' !== 'b') c(); else if (d) e();", ["c"]],
    ["if ('a' === 'b' && c) d(); else e();", ["e"]],
    ["if ('a' !== 'b' && c) d(); else e();", ["c", "d", "e"]],
    ["if (false) a(); else b(); null && c; true || d; true ? e : g; !1 ? h : i;", ["b", "e", "i"]],
    ["if (0) a(); if (!0) b(); '' ? c : 'd' ? e : f; void 0 || g; while (true) h();", ["b", "e", "g", "h"]],
    ["!!'a'; !!1 ? b : c; do d(); while (/e/); a + 1 ? 'f' : 'g'.length;", ["b", "d", "a"]],
    ["'a' === 'b' ? import('c') : require('d');", ["require"]],
  ])("no names of code that a comparison of two strings rules out: %s", (text, used) => {
    if (!text.includes("import")) expect(told(text).used).toEqual(used);
    const facts = [analysePlainModule, analyseParsedModule].map((analyse) => {
      const { freeReferences, requests } = analyse("a.js", text, "commonjs") ?? {};
      return { freeReferences, requests };
    });
    expect(facts[0]).toEqual(facts[1]);
  });
});

describe("of what is assigned to `exports` where the code declares it", () => {
  const bundle = `(function (modules) { modules[0]({}, {}); })([
/***/ (function (module, exports, __webpack_require__) {
var Composite = {}; exports.a = 1; module.exports = Composite; Composite.b = lost;
Object.defineProperty(exports, "__esModule", { value: true }); Composite.create.call(exports, module);
/***/ }),
]);`;

  it("nothing is told, and the file is gone over once", () => {
    const code = readPlainCode(bundle, "commonjs");
    expect(code?.passes).toBe(1);
    expect(code?.facts.commonjsExports.names.size).toBe(0);
  });

  it("all counts when the module hands its own to a function", () => {
    const text = `f(function (exports) { exports.a = 1; var b = {}; b.c = 2; module.exports = b; });\n`;
    const late = `${text}${";".repeat(2_000)} f(exports);`;
    expect(readPlainCode(late, "commonjs")?.facts.commonjsExports.names).toContain("a");
    const early = `f(exports); ${text}`;
    expect(readPlainCode(early, "commonjs")?.passes).toBe(1);
    for (const code of [late, early]) {
      const exports = [analysePlainModule, analyseParsedModule].map(
        (analyse) => analyse("a.js", code, "commonjs")?.commonjsExports,
      );
      expect(exports[0]).toEqual(exports[1]);
    }
  });
});

it("a function that is evaluated elsewhere uses names of there, and what stands beside it does not", () => {
  const text = "page.evaluate(() => there, here); evaluate(here); x.evaluate(compressor);";
  const facts = analysePlainModule("a.js", text, "commonjs");
  const inOpenScope = facts?.freeReferences.filter(({ name }) => name === "there" || name === "here");
  expect(inOpenScope).toEqual(
    analyseParsedModule("a.js", text, "commonjs").freeReferences.filter(
      ({ name }) => name === "there" || name === "here",
    ),
  );
  expect(told(text).used).toEqual(["page", "there", "here", "evaluate", "here", "x", "compressor"]);
});
