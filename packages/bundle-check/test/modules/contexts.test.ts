import { describe, expect, it } from "vitest";
import type { ModuleKind } from "../../src/findings/finding.js";
import { freeNames, readFacts, timedNames } from "./read-facts.js";

describe("when a name is read", () => {
  const cases: readonly (readonly [text: string, timed: string[], kind?: ModuleKind])[] = [
    ["a; { b; } if (c) d;", ["a:load", "b:load", "c:load", "d:load"]],
    ["() => a; function f() { b; } ({ m() { c; } });", ["a:function", "b:function", "c:function"]],
    ["(() => a)(); (function () { b; })();", ["a:load", "b:load"]],
    ["(function () { a; }).call(this); (() => { b; }).apply(null, c);", ["a:load", "b:load", "c:load"]],
    ["!function () { a; }(); new (class { constructor() { b; } })();", ["a:load", "b:function"]],
    ["(() => { () => a; })();", ["a:function"]],
    ["(async () => { await a; })();", ["a:load"]],
    ["(function (factory) { factory(); })(function () { a; });", ["a:load"]],
    ["run(function () { a; });", ["run:load", "a:function"]],
    [
      "class A extends a { [b] = c; static d = d; static { e; } }",
      ["a:load", "b:load", "c:function", "d:load", "e:load"],
    ],
    ["const { a = b } = c;", ["b:load", "c:load"]],
    ["function f(a = b) {}", ["b:function"]],
    ["export default a;", ["a:load"]],
    [
      "(function (g, f) { typeof exports === 'object' ? f(exports) : f(g.x = {}); })(this, function (e) { e.a = lost; });",
      ["exports:load", "lost:load"],
      "commonjs",
    ],
  ];
  it.each(cases.map(([text, timed, kind = "module"]) => [text, timed, kind] as const))(
    "%s",
    (text, timed, kind) => {
      expect(timedNames(text, kind).sort()).toEqual([...timed].sort());
    },
  );
});

describe("what cannot run is not read, but its declarations count", () => {
  it.each([
    ["0 && a;", ""],
    ["false && a || b;", "b"],
    ["1 || a;", ""],
    ["null ?? a;", "a"],
    ["if (false) { a; } else { b; }", "b"],
    ["if (!0) a; else b;", "a"],
    ["if (void 0) a;", ""],
    ["true ? a : b;", "a"],
    ["while (false) a;", ""],
    ["if ('x' === 'y') a;", ""],
    ["if (1 && 0) a;", ""],
    ["if (flag && false) a;", "a flag"],
    ["if (false) { var a; } a;", ""],
    ["for (; false;) a;", "a"],
  ])("%s leaves: %s", (text, free) => {
    expect(freeNames(text).join(" ")).toBe(free);
  });
});

describe("guards", () => {
  it("`typeof` of a name is no read of it, and is remembered when the name is free", () => {
    const facts = readFacts("typeof a; typeof (b); typeof c.d; function f(e) { typeof e; } 0 && typeof g;");
    expect(facts.freeReferences.map(({ name }) => name)).toEqual(["c"]);
    expect([...facts.typeofNames]).toEqual(["a", "b"]);
  });

  it("properties of the global object are remembered", () => {
    const facts = readFacts("globalThis.a; window['b']; 'c' in self; global.d(); other.e; globalThis[f];");
    expect([...facts.globalPropertyNames].sort()).toEqual(["a", "b", "c", "d"]);
  });

  it("`try` covers its block when it has a handler, not functions in it that run later", () => {
    const text = "try { a; (() => b)(); () => c; } catch { d; } finally { e; } try { f; } finally { }";
    const inTry = readFacts(text).freeReferences.filter((reference) => reference.inTry);
    expect(inTry.map(({ name }) => name)).toEqual(["a", "b"]);
  });

  it("branches are conditional, the function around them is not", () => {
    const text = "if (a) b; c ? d : e; f && g; switch (h) { case i: j; } if (k) (() => l); m;";
    const conditional = readFacts(text).freeReferences.filter((reference) => reference.conditional);
    expect(conditional.map(({ name }) => name).join(" ")).toBe("b d e g i j");
  });
});

describe("names that may appear at run time", () => {
  const dynamic = (text: string) =>
    readFacts(text, "commonjs")
      .freeReferences.filter(({ inDynamicScope }) => inDynamicScope)
      .map(({ name }) => name)
      .sort();

  it.each([
    ["with (a) { b; () => c; } d;", "b c"],
    ["function f(code) { eval(code); a; return () => b; } c;", "a b eval"],
    ["eval('x'); a; function f() { b; }", "a b eval"],
    ["function f(code) { 'use strict'; eval(code); a; }", ""],
    ["function f(eval) { (0, eval)('x'); a; }", ""],
    ["function f() { var own; eval(''); own; } own;", "eval"],
    ["new Function('return a'); b;", ""],
  ])("%s: %s", (text, names) => {
    expect(dynamic(text).join(" ")).toBe(names);
  });
});

describe("strict code", () => {
  const strictness = (text: string, kind: ModuleKind) =>
    readFacts(text, kind).freeReferences.map(({ name, inStrictCode }) => `${name}:${inStrictCode}`);

  it("is that of modules, classes, and of functions and files that say so", () => {
    expect(strictness("a = 1;", "module")).toEqual(["a:true"]);
    expect(strictness("'use strict'; a = 1;", "commonjs")).toEqual(["a:true"]);
    expect(strictness("a = 1; function f() { 'use strict'; b = 1; } c = 1;", "commonjs")).toEqual([
      "a:false",
      "b:true",
      "c:false",
    ]);
    expect(strictness("class A extends a { m() { b = 1; } }", "commonjs")).toEqual(["a:true", "b:true"]);
    expect(strictness("('use strict'); a = 1;", "commonjs")).toEqual(["a:false"]);
  });

  it("tells plain assignments from those that read first", () => {
    const text = "a = 1; b += 1; c ||= 1; d++; [e, { f }] = [1]; for (g of []); delete h.i;";
    const assigned = readFacts(text, "commonjs").freeReferences.filter(({ isAssignment }) => isAssignment);
    expect(assigned.map(({ name }) => name).join(" ")).toBe("a e f g");
  });
});
