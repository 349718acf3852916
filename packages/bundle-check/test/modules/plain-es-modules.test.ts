import { describe, expect, it } from "vitest";
import { readPlainCode } from "../../src/modules/plain-code/read-plain-code.js";

/** The parser's start costs more than most modules; what ordinary ES modules are made of must not need it. */
describe("an ordinary ES module is read without any syntax tree", () => {
  it.each([
    "import a, { b, c as d, default as e, 'f g' as h } from './a.js'; import * as i from 'i'; import './j.css';",
    "import a from './a.json' with { type: 'json' };",
    "import { a, b, } from 'c'\nexport { a, b as default }\nexport * from 'd'; export * as e from 'f'; export {};",
    "export { default, default as a, 'b c' as d } from './e.js' with { type: 'css' };",
    "export const a = 1, { b, c: [d] } = e; export function f() {} export class G {} export default () => a;",
    "export const load = () => import('./a.js').then(({ default: a, b }) => a(b));",
    "export const load = () => import('./a.js').then((m) => ({ default: m.a })); import('./b.js').then((m) => m.b);",
    "const { a, b: c } = await import('./a.js'); (await import('./b.js')).default(); await import(a);",
    "export default import('./a.json', { with: { type: 'json' } });",
    "new Worker(new URL('./worker.js', import.meta.url), { type: 'module' }); new URL(a, import.meta.url);",
    "import { createRequire as createRequire2 } from 'module'; const a = createRequire2(import.meta.url); a('b');",
    "import a from 'module'; var require = a.createRequire(import.meta.url);\nconst b = require('b');",
    "if (import.meta.hot) import.meta.hot.accept(); for await (const a of b) await a;",
    "try { await import('a') } catch { (() => import('b'))() } finally { c() }",
  ])("%s", (text) => {
    expect(readPlainCode(text, "module")?.trees).toBe(0);
  });

  it("and what counts as one is counted", () => {
    const text = "f(t, { a() { return (b).c } });";
    expect(readPlainCode(text, "module")?.trees).toBe(1);
  });

  it("in one pass where a function's call makes no difference and where a block has no handler", () => {
    const text = `
      export function a(b) { return ((c) => { try { return c(b) } finally { (function () { c() })() } }) }
      try { try { d } catch {} e } finally { f }
    `;
    expect(readPlainCode(text, "module")?.passes).toBe(1);
    expect(readPlainCode("try { import('a') } finally {}", "module")?.passes).toBe(1);
    expect(readPlainCode("function a() { try { if (true) import('a') } finally {} }", "module")?.passes).toBe(
      1,
    );
  });

  it.each([
    "(function (g, f) { g.a = f() })(this, (function () { 'use strict'; exports.a = 1; return b }));",
    "(function (g, f) { g.a = f() })(this, ((function () { exports.a = 1; return b })));",
    "(function (g, f) { typeof exports === 'object' ? f(exports) : f(g.a = {}) })(this, function (exports) { exports.b = c });",
    "var a = b({ 'c'(exports, module) { (function (r, f) { r.d = f() })(exports, function () { return (function () { return e })() }) } });",
    "f([/* 0 */ /***/ (function (module, exports) { exports.a = b }), (() => { module.exports = c })]);",
    "var Library = function (e) { 'use strict'; exports.a = b; return e.c = d, e }({});",
  ])("in one pass and without leaving it to the parser: %s", (text) => {
    expect(readPlainCode(text, "module")?.passes).toBe(1);
    expect(readPlainCode(text, "commonjs")?.passes).toBe(1);
  });

  it("but a text of very many trees that must be gone over again is left to the parser, which is faster", () => {
    const text = (count: number) =>
      `try { try { ${"if (1 === 1) {} ".repeat(count)} } finally {} } finally {}`;
    expect(readPlainCode(text(100), "module")?.passes).toBe(2);
    expect(readPlainCode(text(40_000), "module")).toBe(null);
  });
});
