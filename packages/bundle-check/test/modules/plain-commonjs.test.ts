import { describe, expect, it } from "vitest";
import { readPlainCode } from "../../src/modules/plain-code/read-plain-code.js";
import { agrees } from "./agreement.js";

/** In other circumstances each statement must mean what it means there. */
const surroundings: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => `function f(e) { if (typeof e === "undefined") { ${text} } }`,
  (text) => `try { ${text} } catch {} var t = {}; module.exports = t;`,
  (text) => `(function (exports, module) { ${text} exports.z = 1; })(exports);`,
];

function reading(text: string): { same: boolean; trees: number | undefined } {
  const read = (["module", "commonjs"] as const).map((kind) => readPlainCode(text, kind)?.trees);
  const same = agrees("a.js", text, "module") && agrees("a.js", text, "commonjs");
  return { same, trees: Math.max(...read.map((trees) => trees ?? Number.POSITIVE_INFINITY)) };
}

describe("what CommonJS files and bundlers write often is read without any syntax tree", () => {
  it.each([
    [
      "a universal module",
      "typeof exports === 'object' && typeof module !== 'undefined' ? f(exports, require('a'), require(\"b\")) : f(g.L = {}, g.R);",
    ],
    [
      "a universal module, minified",
      '!function (e, t) { "object" == typeof exports && "undefined" != typeof module ? t(exports, require("a")) : "function" == typeof define && define.amd ? define(["exports"], t) : t(e.d = {}, e.d3) }(this, function (exports, t) { exports.a = t });',
    ],
    [
      "a universal module that is handed module",
      "if (typeof exports === 'object' && typeof module !== 'undefined') { f(module, require('a')); module.exports = d(module); } function d(m) { return m.exports; }",
    ],
    [
      "the export object among other arguments",
      "f(module.exports, require('a'), b, require('c')); f(require('d'), exports); a.f(b, require('e'), module.exports); f(exports, exports, module.exports);",
    ],
    [
      "exports of another module",
      "t_1.__exportStar(require('a'), exports); (0, t_1.__exportStar)(require('b'), exports);",
    ],
    [
      "esbuild's exports of another module",
      "var t = {}; __export(t, { a: () => a }); module.exports = __toCommonJS(t); __reExport(t, require('b'), module.exports); __reExport(t, require('c'));",
    ],
    [
      "exports of another module before the table",
      "__reExport(t, require('a'), module.exports); var t = {}; f(t, { a: () => b }); module.exports = g(t); f(t, require('c'));",
    ],
    [
      "a minified table",
      "var A = {}; M(A, { a: () => b, c: () => d.e, f: function () { return g } }); module.exports = q(A);",
    ],
    [
      "a table in a value",
      "var t = /* @__PURE__ */ r.__exportAll({ a: () => b.c, 'default': () => (d), e: () => f[g] }); exports.h = t;",
    ],
    [
      "webpack's table",
      '__webpack_require__.d(__webpack_exports__, {\n/* harmony export */ "default": () => (/* reexport safe */ a.b),\n/* harmony export */ c: function() { return /* binding */ d; }\n/* harmony export */ });',
    ],
    [
      "a table by accident",
      "const s = Object.assign((...a) => { f(a); }, { b: () => c }); E(r, { d() { return e.f } });",
    ],
    [
      "what is no table",
      "__exportAll({ a: () => b, c: () => 'd' }); f.push({ g: function () { return h.call(i, j); } }); k({ l() { return m + n; } });",
    ],
    [
      "a table that gains unknown names",
      "__webpack_require__.d(a, b, function (c) { return d[c]; }.bind(null, b)); __export(t, e);",
    ],
    [
      "accessors",
      "module.exports = { get a() { return b }, set a(v) {}, get 'c'() {}, async d() {}, *e() {}, async *f() {}, get() {}, set: 1, async, get [g]() {} };",
    ],
    [
      "Object.assign",
      "Object.assign(exports, a); Object.assign(exports, require('b'), { c: 1, d() {} }, ...e); Object.assign(module.exports, { get f() {} }); var a = { g: 1 };",
    ],
    [
      "Object.assign of other values",
      "assign(exports, function () {}); assign(exports, class {}, null, f(a), f(a, b), a.b, c = d);",
    ],
    [
      "Object.defineProperties",
      "Object.defineProperties(exports, { __esModule: { value: true }, [Symbol.toStringTag]: { value: 'Module' }, a: { get: function () { return b } } });",
    ],
    [
      "a getter with a name and statements",
      "Object.defineProperty(exports, 'a', { get: function b() { return /c/g; } }); Object.defineProperty(exports, 'd', { get: function () { var e = 1; return e; } });",
    ],
    ["a property in parentheses", "Object.defineProperty(exports, '__esModule', ({ value: true }));"],
    [
      "Parcel's exports",
      '$parcel$export(module.exports, "a-b", function () { return $c; }, function (v) { return $c = v; }); $parcel$export(exports, "d", () => $e, (v) => $e = v); $parcel$export(exports, "f", ()=>$g, (v)=>$g = v);',
    ],
    [
      "createRequire for another file",
      "const r = createRequire(a + '/'); r('b'); c = createRequire(d)(e); if (m.createRequire) f(createRequire);",
    ],
    [
      "a require for this file that no variable holds",
      "const a = createRequire(__filename)('b'); const c = m.createRequire(__filename).resolve('d'); var e = (0, m.createRequire)(__filename); e('f');",
    ],
    [
      "createRequire before an empty line",
      "const r = createRequire(__filename)\n\nr('a'); const s = createRequire(__filename), t = s('b');",
    ],
    [
      "functions that run elsewhere",
      "P.id = function (a) { exports.b = 1; require('c'); f(t, { d: () => e }); return g; }; x.id.toString(); var id = function () { module.exports.h = i; };",
    ],
    [
      "eval that is not called",
      "var a = { '%eval%': eval, b: (0, eval)('c'), d: (1,eval)('e') }; typeof eval === 'undefined' ? eval : f(eval);",
    ],
    [
      "an annotation with other modules",
      "0 && (module.exports = { a, ...require('b'), 'c': d, ...require(\"e\") });",
    ],
    [
      "requests that are computed",
      "require((0, p.resolve)(a)); f.call(exports, (function () { return g; }()));",
    ],
    [
      "a table of a helper that is called where it is written",
      "((a, b) => { for (var c in b) d(a, c, { get: b[c] }); })(t, { e: () => f });",
    ],
    [
      "functions that are called with the export object as this",
      "(function (a) { b; }).call(exports, (function () { return c; }())); (function () { d; }.call(module.exports, e));",
    ],
    [
      "createRequire in a value",
      "x = createRequire(__filename); a.b = createRequire(__filename); f(createRequire(__filename), c);",
    ],
    [
      "createRequire of bundlers",
      "var s = __rspack_createRequire(__filename); s('b'); let q = process.getBuiltinModule('module').createRequire(__filename); q('c'); var u = m.createRequire2(__filename); u('d');",
    ],
    [
      "tables with comments in their members",
      "f(t, { a: () => (/* reexport */ b/* C */.d) }); n.push({ e: function () { return(new f).g(); } }); h({ // of i\n j: function () { return /* k */ l.m; }, // n\n });",
    ],
    [
      "assignments in a value",
      "module.exports = a.b || (a.b = require('c')); exports.d = (init(), e(f).default);",
    ],
  ])("%s", (_title, text) => {
    for (const surround of surroundings) {
      expect(reading(surround(text)), surround(text)).toEqual({ same: true, trees: 0 });
    }
  });

  it.each([
    "f(t, { a: () => this.b }); f(t, { a: () => b?.c }); f(t, { a() { return\nb } }); f(t, { a() { return b; c } });",
    "f(t, { a: () => exports }); f(t, { a: () => require }); f(t, { a: () => arguments }); f(t, { a: () => window.b });",
    "f(t, { get a() { return b } }); f(t, { a: function c() { return c } }); f(t, { a: async () => b }); f(t, { [a]: () => b });",
    "f(t, { a() { return /*\u2028*/ b } }); f(t, { a() { return /*\n*/ b } }); f(t, { // \u2028 a: () => b\n }); f(t, { a: () => b // \u2028 , c: 1\n });",
    "f(t, { __proto__: () => b }); f(t, { '\\x61': () => b }); f(t, { 1: () => b }); f(t, { a: () => b },); f(t, {});",
    "(function () { a; })(t, { b: () => c }); page.evaluate(() => a, { b: () => c }); require('a', { b: () => c }); new F(t, { b: () => c });",
    "f(exports, { a: () => b }); f(module.exports, { a: () => b }); f(module, { a: () => b }); f(...t, { a: () => b });",
    "(function (e, r) { e.a = r; })(exports, require('b')); (exports.c = f)(exports, require('d')); page.evaluate(() => a, require('b'), exports);",
    "Object.assign(exports, ({ a: 1 })); Object.assign(exports); Object.assign(exports, 'a', b); Object.assign(exports, Symbol.a, b); Object.assign(exports, { a: () => b });",
    "Object.defineProperties(exports, a); Object.defineProperties(exports, { ...a, [b]: c, 1: d, get e() {} }, f); Object.defineProperties(exports, ({ a: b }));",
    "$parcel$export(exports, 'a', () => $b, (v) => $b = c); $parcel$export(exports, 'a', () => $b, require('c'));",
    "eval('var a'); function f() { eval(b); return a; } (eval)('c'); eval?.('d');",
    "function f(a = eval('b'), c) { b; return () => d; } e; (a = eval('f'), g) => h; ({ m(a = eval('i')) { j } }); k;",
    "function f() { { let a; eval('b'); c; } d; function g() { e; } } class A { a = eval('b'); static { eval('c'); d; } m() { eval('e'); f; } } h;",
    "function f(evil) { eval('a'); b; } function g() { 'use strict'; eval('c'); d; } try { eval('require')('e'); } catch { h; } i;",
    "var r = (createRequire)(__filename); r('a'); var s = ((createRequire(__filename))); s('b'); var t = m.createRequire(__filename, 1); t('c');",
    "exports.a = (b = c); exports.d = ((e = f)); module.exports = (a, { b: 1 }); module.exports = ({ a: 1 });",
    "var module = { a: 1 }; module.exports = f(module); module.b = 2; module = { c: 3 }; f(module); x = module;",
    "function exports() {} module.exports = exports; exports.a = 1; exports[b] = 2; exports = { c: 3 }; f(exports); exports.d ||= 4;",
    "x(function (exports) { if (0) { exports.q = 1; } else exports.r = 2 });  x(function (exports) { 1 ? a : exports.s = 3 }); x(function (exports) { if (1) {} else exports.t = 4 })",
    "e.export(require(require('a'))); e.export(f(require('b')));",
    "0 && (module.exports = { a, ...b }); 0 && (module.exports = { ...__toESM(require('a')) }); 0 && (module.exports = { ...require('\\x61') });",
    "exports[('a')] = b; x(exports[('c')]); module[('exports')].d = e; exports[(/* f */ 'g')] = h; exports[((\"i\"))]; globalThis[('j')];",
    "module.exports = { ['a']: b, [c]: d, ['e']() {}, get ['f']() {} }; Object.assign(exports, { [('g')]: h }); Object.defineProperties(exports, { ['i']: j });",
    "f(exports, { a() { return b } }); function g() { x = exports.c = d; y.z = x = exports.e = f; function exports() {} }",
  ])("in other forms: %s", (text) => {
    for (const surround of surroundings) {
      for (const statement of [surround(text), ...text.split("; ").map((part) => surround(`${part};`))]) {
        agrees("a.js", statement, "module");
        agrees("a.js", statement, "commonjs");
      }
      agrees("a.js", `"use strict"; ${surround(text)}`, "commonjs");
    }
    expect(agrees("a.js", text, "module") || agrees("a.js", text, "commonjs")).toBe(true);
  });
});
