import { describe, expect, it } from "vitest";
import type { ModuleKind } from "../../src/findings/finding.js";
import { freeNames, readFacts } from "./read-facts.js";

/** Code, and the names in it that nothing declares. */
type Case = readonly [text: string, free: string, kind?: ModuleKind];

const cases: Record<string, readonly Case[]> = {
  hoisting: [
    ["f(); function f() { return v; } var v;", ""],
    ["{ var a; } a;", ""],
    ["{ let a; } a;", "a"],
    ["if (x) { var a; } else { const b = 1; } a; b;", "b x"],
    ["for (var i = 0; i < 1; i++); i;", ""],
    ["for (let i = 0; i < 1; i++); i;", "i"],
    ["use(); class use {}", ""],
    ["() => later; const later = 1;", ""],
  ],
  "functions in blocks (annex B)": [
    ["{ function f() {} } f();", "", "commonjs"],
    ["'use strict'; { function f() {} } f();", "f", "commonjs"],
    ["{ function f() {} } f();", "f"],
    ["{ async function f() {} } f();", "f", "commonjs"],
    ["{ function* f() {} } f();", "f", "commonjs"],
    ["function g() { if (g) { function f() {} } return f; }", "", "commonjs"],
    ["switch (1) { case 1: function f() {} } f();", "", "commonjs"],
    ["function g() { 'use strict'; { function f() {} } f; }", "f", "commonjs"],
  ],
  "names of functions and classes": [
    ["const a = function inner() { return inner; }; inner;", "inner"],
    ["const a = class Inner { m() { return Inner; } }; Inner;", "Inner"],
    ["class A extends A.b {}", ""],
    ["export default function () {}", ""],
    ["export default class Named {} Named;", ""],
  ],
  "class members": [
    ["class A { [key] = value; static [other]() {} }", "key other value"],
    ["class A { #p; static { this.#p; inner; var inner; } } inner;", "inner"],
    ["class A { static { let a; } static b = a; }", "a"],
    ["class A { get x() { return y; } set x(v) { v; } }", "y"],
    ["class A { #p() {} has(o) { return #p in o; } }", ""],
    ["class A { accessor = 1; static async *[Symbol.iterator]() {} }", "Symbol"],
  ],
  parameters: [
    ["function f(a, { b, c: [d], ...e }, ...g) { return [a, b, d, e, g, c]; }", "c"],
    ["function f(a = b, b = a) {}", ""],
    ["function f(a = inner) { var inner; }", "inner"],
    ["(a = inner) => { let inner; return a; }", "inner"],
    ["function f(a = arguments, b = f) {}", ""],
    ["() => arguments;", "arguments"],
    ["function f() { return () => arguments; }", ""],
    ["({ m(a = super.x) { return a; } });", ""],
  ],
  destructuring: [
    ["const { a, b: { c = d }, [e]: f, ...g } = h; a; b; c; f; g;", "b d e h"],
    ["[a, b.c, ...d] = [1]; ({ e, f: g = h } = {});", "a b d e g h", "commonjs"],
    ["for (const [a, { b }] of c) a(b);", "c"],
    ["for ({ a } of [1]);", "a"],
    ["for (a.b in c);", "a c"],
  ],
  "catch, labels, switch, loops": [
    ["try {} catch (e) { e; var v; } e; v;", "e"],
    ["try {} catch ({ message, code = x }) { message; code; }", "x"],
    ["try {} catch ([a = inner]) { let inner; }", "inner"],
    ["try {} catch { e; }", "e"],
    ["outer: for (;;) { inner: while (x) { continue outer; break inner; } }", "x"],
    ["switch (x) { case y: let z; default: z; } z;", "x y z"],
    ["do { let a; } while (a);", "a"],
  ],
  "asynchronous and generating code": [
    ["async function* f() { for await (const a of b) yield* a; } await c;", "b c"],
    ["const f = async (a) => await a(b);", "b"],
    ["{ using a = open(); await using b = a; b; } a;", "a open"],
  ],
  "names that are no references": [
    ["a.b.c; a?.d; a['e']; ({ f: 1, g() {}, get h() {} }).f;", "a"],
    ["({ a });", "a"],
    ["import.meta.url; function f() { new.target; }", ""],
    ["b: { break b; }", ""],
    ["tag`x`; a.b`y`;", "a tag"],
    ["/a/u.test('a'); 1n; null; true;", ""],
  ],
  "imports and exports": [
    ["import a, { b as c, 'x-y' as d } from 'm'; import * as e from 'm'; a; b; c; d; e;", "b"],
    ["export { a } from 'm'; a;", "a"],
    ["export * as a from 'm'; a;", "a"],
    ["export const { a, b: [c] } = d; a; c;", "d"],
    ["export { a as b }; let a; b;", "b"],
  ],
};

for (const [title, table] of Object.entries(cases)) {
  describe(title, () => {
    it.each(table.map(([text, free, kind = "module"]) => [text, kind, free] as const))(
      "%s (%s) leaves: %s",
      (text, kind, free) => {
        expect(freeNames(text, kind).join(" ")).toBe(free);
      },
    );
  });
}

describe("exports of ES modules", () => {
  it("are all names of the list and of declarations, without those of `export *`", () => {
    const facts = readFacts(
      [
        "export const a = 1, { b, c: [d], ...e } = {};",
        "export function f() {} export async function* g() {} export class h {}",
        "export default 1;",
        "export { a as 'x-y', b as i };",
        "export { j, default as k } from 'm';",
        "export * as l from 'm'; export * from 'n';",
      ].join("\n"),
    );
    expect([...facts.exportedNames].sort()).toEqual(
      ["a", "b", "d", "default", "e", "f", "g", "h", "i", "j", "k", "l", "x-y"].sort(),
    );
    expect(facts.starExports).toEqual(["n"]);
  });

  it("that are declared nowhere are all listed, each at its place", () => {
    const text = "export { a, b as 'x y', c as default, d };\nfunction a() { var b; }\nlet d;";
    expect(readFacts(text).undeclaredExports).toEqual([
      { exportedName: "x y", localName: "b", offset: text.indexOf("b as") },
      { exportedName: "default", localName: "c", offset: text.indexOf("c as") },
    ]);
  });
});

describe("a file has code", () => {
  it.each([
    ["", false],
    ["\uFEFF \n// a\n/* b */", false],
    ["'use strict'; 'use client'; ;;", false],
    ["export {};", false],
    ["import 'a';", true],
    ["export * from 'a';", true],
    ["('use strict');", true],
    ["{}", true],
  ])("%j: %s", (text, hasCode) => {
    expect(readFacts(text.replace(/^\uFEFF/, "")).hasCode).toBe(hasCode);
  });
});
