import { buildSync, transformSync } from "esbuild";
import { describe, expect, it } from "vitest";
import { openPackage } from "../../src/package-files/open-package.js";
import { readFacts, timedNames } from "./read-facts.js";

function exportsOf(text: string) {
  const { names, reexports, opaque } = readFacts(text, "commonjs").commonjsExports;
  return { names: [...names].sort().join(" "), reexports: [...reexports].sort().join(" "), opaque };
}

function lostInGetters(text: string): string[] {
  return timedNames(text, "commonjs").filter((name) => name.includes(":getter("));
}

/** The names are known completely. */
function closed(names: string, reexports = "") {
  return { names, reexports, opaque: false };
}

describe("hand-written forms", () => {
  it.each([
    ["exports.a = 1; exports['b-c'] = 2; module.exports.d = 3;", closed("a b-c d")],
    ["module.exports = { a, 'b-c': 1, d() {}, get e() { return 1; } }; var a;", closed("a b-c d e")],
    ["exports = module.exports = { a: 1 }; exports.b = 2;", closed("a b")],
    ["exports.a = exports.b = 1;", closed("a b")],
    ["exports.a = exports.b = void 0; exports.a = 1;", closed("a")],
    ["Object.defineProperty(exports, 'a', { value: 1 });", closed("a")],
    ["module.exports = require('./a');", closed("", "./a")],
    ["module.exports = { ...require('./a'), b: 1 };", closed("b", "./a")],
    ["function f(exports) { exports.a = 1; } f({});", closed("")],
    ["if (typeof exports === 'object') exports.a = 1;", closed("a")],
  ])("%s", (text, expected) => {
    expect(exportsOf(text)).toEqual(expected);
  });

  it.each([
    "module.exports = create();",
    "module.exports = { ...other };",
    "module.exports = { [name]: 1 };",
    "for (const name of names) exports[name] = 1;",
    "fill(exports);",
    "fill(module);",
    "const target = module.exports; fill(target);",
  ])("cannot be known: %s", (text) => {
    expect(exportsOf(text).opaque).toBe(true);
  });
});

describe("the output of tools", () => {
  const source =
    'import { b } from "./b";\nexport const a = () => b;\nexport default a;\nexport { c as "x-y" } from "c";\n';

  it.each([
    ["readable", false],
    ["minified", true],
  ])("esbuild, %s", (_title, minify) => {
    const { code } = transformSync(source, { format: "cjs", minify, platform: "node" });
    expect(exportsOf(code)).toMatchObject({ names: "a default x-y", opaque: false });
    // A declaration that is lost shows in the getter that consumers read.
    const broken = code.replace(/(?:var |const |,)(\w+) ?= ?\(\) ?=>/, "; () =>");
    expect(broken).not.toBe(code);
    expect(lostInGetters(broken)).not.toEqual([]);
  });

  it("esbuild, bundled with `export *` of another package", () => {
    const { outputFiles } = buildSync({
      stdin: { contents: 'export * from "outside";\nexport const a = 1;\n' },
      bundle: true,
      format: "cjs",
      platform: "node",
      external: ["outside"],
      write: false,
    });
    expect(exportsOf(outputFiles[0]?.text ?? "")).toEqual(closed("a", "outside"));
  });

  it("tsc", () => {
    const text = [
      '"use strict";',
      "var __createBinding = (this && this.__createBinding) || (Object.create ? (function(o, m, k, k2) {",
      "    Object.defineProperty(o, k2, { enumerable: true, get: function() { return m[k]; } });",
      "}) : (function(o, m, k, k2) { o[k2] = m[k]; }));",
      "var __exportStar = (this && this.__exportStar) || function(m, exports) {",
      '    for (var p in m) if (p !== "default") __createBinding(exports, m, p);',
      "};",
      'Object.defineProperty(exports, "__esModule", { value: true });',
      "exports.default = exports.Level = exports.c = void 0;",
      "exports.f = f;",
      'const b_1 = require("./b");',
      'Object.defineProperty(exports, "c", { enumerable: true, get: function () { return b_1.c; } });',
      '__exportStar(require("./d"), exports);',
      "var Level;",
      '(function (Level) { Level[Level["Low"] = 0] = "Low"; })(Level || (exports.Level = Level = {}));',
      "function f() { return (0, b_1.g)(); }",
      "exports.default = f;",
    ].join("\n");
    expect(exportsOf(text)).toEqual(closed("Level __esModule c default f", "./d"));
    expect(lostInGetters(text.replace("const b_1 = ", ""))).toEqual(["b_1:getter(c)"]);
  });

  it("Babel", () => {
    const text = [
      '"use strict";',
      'Object.defineProperty(exports, "__esModule", { value: true });',
      "var _exportNames = { a: true };",
      "exports.a = void 0;",
      'var _b = require("./b");',
      "Object.keys(_b).forEach(function (key) {",
      '  if (key === "default" || key === "__esModule") return;',
      "  if (Object.prototype.hasOwnProperty.call(_exportNames, key)) return;",
      "  if (key in exports && exports[key] === _b[key]) return;",
      "  Object.defineProperty(exports, key, { enumerable: true, get: function () { return _b[key]; } });",
      "});",
      "const a = exports.a = 1;",
    ].join("\n");
    const facts = exportsOf(text);
    expect(facts.names.split(" ")).toEqual(expect.arrayContaining(["__esModule", "a"]));
    // Either the copy is understood or the names count as incomplete.
    expect(facts.opaque || facts.reexports === "./b").toBe(true);
  });

  it("rollup", () => {
    const text = [
      "'use strict';",
      "Object.defineProperty(exports, '__esModule', { value: true });",
      "const a = 1;",
      "exports.a = a;",
      "exports.default = a;",
      'Object.defineProperty(exports, "b", { enumerable: true, get: function () { return b; } });',
    ].join("\n");
    expect(exportsOf(text)).toEqual(closed("__esModule a b default"));
    expect(lostInGetters(text)).toEqual(["b:getter(b)"]);
  });

  it("webpack, a library", () => {
    const text = [
      "/******/ (() => { // webpackBootstrap",
      "/******/ 	var __webpack_require__ = {};",
      "/******/ 	__webpack_require__.d = (exports, definition) => {",
      "/******/ 		for(var key in definition) Object.defineProperty(exports, key, { get: definition[key] });",
      "/******/ 	};",
      "var __webpack_exports__ = {};",
      "__webpack_require__.d(__webpack_exports__, {",
      '  a: () => (/* binding */ a), "x-y": () => (/* reexport */ lost_module.b)',
      "});",
      "const a = 1;",
      "module.exports = __webpack_exports__;",
      "/******/ })();",
    ].join("\n");
    expect(exportsOf(text)).toEqual(closed("a x-y"));
    expect(lostInGetters(text)).toEqual(["lost_module:getter(x-y)"]);
  });

  it("a universal module never hides names that it may export", () => {
    const text =
      "(function (g, f) { typeof exports === 'object' && typeof module !== 'undefined' ? f(exports) : f(g.x = {}); })(this, function (exports) { exports.a = 1; });";
    const { names, opaque } = exportsOf(text);
    expect(opaque || names === "a").toBe(true);
  });

  it.each([
    ["0 && (module.exports = { a, b: c, 'd-e': 1 });", "a b d-e"],
    ["false && (module.exports = { a });", "a"],
  ])("the annotation for Node: %s", (text, names) => {
    expect(exportsOf(`module.exports = create();\nfunction create() {}\n${text}`)).toEqual({
      names,
      reexports: "",
      opaque: true,
    });
    expect(timedNames(text, "commonjs")).toEqual([]);
  });

  it("Bun: the published plugin", async () => {
    const { files } = await openPackage("@elizaos/plugin-openrouter@2.0.0-alpha.3");
    const names = exportsOf(files.text("dist/cjs/index.node.cjs"));
    expect(names.opaque).toBe(false);
    expect(names.names.split(" ")).toEqual(
      expect.arrayContaining(["default", "openrouterPlugin", "getApiKey"]),
    );
  });
});
