import { describe, expect, it } from "vitest";
import type { ModuleKind } from "../../src/findings/finding.js";
import { readFacts } from "./read-facts.js";

function requests(text: string, kind: ModuleKind = "module"): string[] {
  return readFacts(text, kind).requests.map((request) => {
    const names = request.names.map(({ name }) => name).join("+");
    return `${request.kind} ${request.specifier}${names === "" ? "" : ` ${names}`}`;
  });
}

describe("what a module asks for", () => {
  const forms: readonly (readonly [text: string, expected: string[], kind?: ModuleKind])[] = [
    ["import 'a'; import b from 'b'; import * as c from 'c';", ["import a", "import b default", "import c"]],
    ["import d, { e, f as g, 'x-y' as h } from 'd';", ["import d default+e+f+x-y"]],
    ["export * from 'a'; export * as b from 'b';", ["export-from a", "export-from b"]],
    ["export { c, default as d, 'x-y' as 'z' } from 'c';", ["export-from c c+default+x-y"]],
    ["import('a'); await import('b');", ["dynamic-import a", "dynamic-import b"]],
    ["const { a, 'b-c': d, e = 1, [f]: g, ...h } = await import('m');", ["dynamic-import m a+b-c"]],
    ["let a; ({ a } = await import('m'));", ["dynamic-import m a"]],
    [
      "(await import('m')).a; (await import('m'))['b'](); (await import('m'))[c];",
      ["dynamic-import m a", "dynamic-import m b", "dynamic-import m"],
    ],
    [
      "import('m').then(({ a }) => a); import('m').then((m) => m.b); import('m').then(f);",
      ["dynamic-import m a", "dynamic-import m b", "dynamic-import m"],
    ],
    ["import(a); import('x' + b); import(`c`);", []],
    ["new URL('./a', import.meta.url); new URL('./b', base); new URL(c, import.meta.url);", ["new-url ./a"]],
    [
      "require('a'); require.resolve('b'); require(c); require('d' + e);",
      ["require a", "require-resolve b"],
      "commonjs",
    ],
    ["module.require('a'); obj.require('b');", [], "commonjs"],
    [
      "import { createRequire } from 'module'; const load = createRequire(import.meta.url); load('a'); load.resolve('b');",
      ["import module createRequire", "require a", "require-resolve b"],
    ],
    ["var __require = (x) => x; __require('a');", ["require a"]],
    ["function f(require) { require('inner'); } require('a');", ["require a"], "commonjs"],
    [
      "(function e(t){function r(n){return t[n]}r(1)})({1:[function(require,module,exports){require('./x')},{}]});",
      [],
      "commonjs",
    ],
    ["0 && require('a'); if (false) import('b');", [], "commonjs"],
    ["const a = require; a('b');", [], "commonjs"],
  ];
  it.each(forms.map(([text, expected, kind = "module"]) => [text, expected, kind] as const))(
    "%s",
    (text, expected, kind) => {
      expect(requests(text, kind)).toEqual(expected);
    },
  );

  it("of another type is no JavaScript", () => {
    const text =
      "import a from 'a' with { type: 'json' }; import('b', { with: { type: 'css' } }); export * from 'c' with { type: 'x' };";
    expect(
      readFacts(text)
        .requests.map(({ attributeType }) => attributeType)
        .sort(),
    ).toEqual(["css", "json", "x"]);
  });

  it("stands where its specifier stands, and says how it may fail", () => {
    const text =
      "try { require('a'); } catch {}\nfunction f() { if (f) require('b'); }\n(() => require('c'))();";
    const found = readFacts(text, "commonjs").requests;
    expect(found.map(({ offset }) => text.slice(offset, offset + 3))).toEqual(["'a'", "'b'", "'c'"]);
    expect(found.map(({ inTry, conditional, evaluatedAt }) => ({ inTry, conditional, evaluatedAt }))).toEqual(
      [
        { inTry: true, conditional: false, evaluatedAt: "load" },
        { inTry: false, conditional: true, evaluatedAt: "function" },
        { inTry: false, conditional: false, evaluatedAt: "load" },
      ],
    );
  });

  it("is read from its place in the list", () => {
    const text = "import a, { b as c } from 'm';";
    expect(readFacts(text).requests[0]?.names).toEqual([
      { name: "default", offset: text.indexOf("a,") },
      { name: "b", offset: text.indexOf("b as") },
    ]);
  });
});
