import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { analyseModule } from "../../src/modules/analyse-module.js";
import { findByTree } from "../../src/modules/bundled-require.js";
import { mayCallStandIn } from "../../src/modules/require-stand-in.js";

/** What esbuild puts in the place of `require`, as it writes it for people and for machines. */
const standIns = [
  (
    name: string,
  ) => `var ${name} = /* @__PURE__ */ ((x) => typeof require !== "undefined" ? require : typeof Proxy !== "undefined" ? new Proxy(x, {
  get: (a, b) => (typeof require !== "undefined" ? require : a)[b]
}) : x)(function(x) {
  if (typeof require !== "undefined") return require.apply(this, arguments);
  throw Error('Dynamic require of "' + x + '" is not supported');
});`,
  (name: string) =>
    `var q=1,${name}=(r=>typeof require<"u"?require:typeof Proxy<"u"?new Proxy(r,{get:(e,t)=>(typeof require<"u"?require:e)[t]}):r)` +
    `(function(r){if(typeof require<"u")return require.apply(this,arguments);throw Error('Dynamic require of "'+r+'" is not supported')}),p=2;`,
];

const nameOf = fc.constantFrom("__require", "o", "$r", "_", "é");
const callOf = (name: string) =>
  fc.constantFrom(
    ...[`${name}("fs")`, `${name} ("fs")`, `${name}('fs').join`, `(${name})("fs")`, `${name}?.("fs")`],
    ...[`[...${name}("fs")]`, `${name}(/* webpackIgnore: true */ "fs")`, `${name} /* a */ (("fs"))`],
    ...[`${name}(f)`, `a.${name}("fs")`, `x${name}("fs")`, `${name}\n(\n"fs"\n)`],
  );

/** Code around a call: sometimes it surely runs, sometimes not. */
const around: readonly ((code: string) => string)[] = [
  (code) => `${code};`,
  (code) => `function f() { return ${code}; }\nf();`,
  (code) => `function f() { return ${code}; }`,
  (code) => `var w = wrap({ "a.js"(e, m) { m.exports = ${code}; } });\nw();`,
  (code) => `var w = wrap({ "a.js"(e, m) {\ntry {\n${code};\n} catch {}\n} });\nw();`,
  (code) => `var w = wrap(() => { if (e) ${code}; e ? ${code} : 0; e && ${code}; });\nw();`,
  (code) => `var w = wrap(() => { if (${code}) e; (() => { ${code} })(); });\nw();`,
  (code) => `const g = () => () => ${code};\ng();`,
  (code) => `(function () {\nvar inner = ${code};\n})();`,
  (code) => `for (const e of []) ${code};\nclass C { m() { return ${code}; } }`,
  (code) => `do { ${code}; } while (0);\nlabel: { ${code}; }`,
];

const pieces = (name: string) =>
  fc.array(
    fc.tuple(fc.constantFrom(...around), callOf(name)).map(([wrap, call]) => wrap(call)),
    { minLength: 1, maxLength: 3 },
  );

/** Also texts that are long enough for their calls to be looked at one by one. */
const padding = fc.constantFrom("", `/* ${"a ".repeat(60_000)} */\n`);
const head = "var e, f, wrap = (a) => a;\n";
const runs = Number(process.env.FUZZ_RUNS ?? 400);

describe("a module that surely calls a stand-in for `require` is never passed over", () => {
  it("with its own", () => {
    let found = 0;
    const modules = nameOf.chain((name) =>
      fc.tuple(fc.constant(name), fc.constantFrom(...standIns), pieces(name), padding),
    );
    fc.assert(
      fc.property(modules, ([name, standIn, codes, space]) => {
        const text = `${head}${space}${standIn(name)}\n${codes.map((code) => `{}\n${code}`).join("\n")}\nexport {};`;
        const module = analyseModule("index.js", text, "module");
        if (!module.analysed || findByTree(module, [module]) === null) return;
        found++;
        expect(mayCallStandIn(module, [module])).toBe(true);
      }),
      { numRuns: runs },
    );
    expect(found).toBeGreaterThan(runs / 10);
  });

  it("with one that it imports from a chunk", () => {
    let found = 0;
    const modules = fc
      .record({ local: nameOf, exported: fc.constantFrom("__require", "t", "é"), given: nameOf })
      .chain((names) =>
        fc.tuple(fc.constant(names), fc.constantFrom(...standIns), pieces(names.given), fc.boolean()),
      );
    fc.assert(
      fc.property(modules, ([{ local, exported, given }, standIn, codes, isMinified]) => {
        const gap = isMinified ? "" : "\n  ";
        const list = local === exported && isMinified ? local : `${local} as ${exported}`;
        const chunk = analyseModule(
          "chunk.js",
          `${standIn(local)}\nexport${gap}{${gap}q0,${gap}${list}${gap}};var q0=0`,
          "module",
        );
        const names = given === exported ? given : `${exported} as ${given}`;
        const text = `import${gap}{${gap}${names}${gap}}from"./chunk.js";\n${head}${codes.join("\n")}`;
        const module = analyseModule("index.js", text, "module");
        if (!module.analysed || findByTree(module, [chunk]) === null) return;
        found++;
        expect(mayCallStandIn(module, [chunk])).toBe(true);
      }),
      { numRuns: runs },
    );
    expect(found).toBeGreaterThan(runs / 10);
  });
});

describe("a module is passed over without a tree of all of it", () => {
  const passed = (text: string) => {
    const module = analyseModule("index.js", text, "module");
    expect(module.analysed).toBe(true);
    return !mayCallStandIn(module, [module]);
  };
  const filler = `/* ${"a ".repeat(60_000)} */\n`;
  const [standIn = () => ""] = standIns;

  it.each([
    ["that never calls its stand-in", "export const a = __requireAll('a'), b = a.__require('b');\n"],
    [
      "that only calls it in a `try`",
      `${filler}var w = wrap(() => {\n  try {\n    __require("a");\n  } catch {}\n});\n`,
    ],
    ["that only calls it in a branch", `${filler}export const a = globalThis.b && __require("b");\n`],
    [
      "that only calls it in functions of functions",
      `${filler}export const a = () => () => __require("b");\n`,
    ],
  ])("%s", (_, code) => {
    expect(passed(`${standIn("__require")}\nvar wrap = (a) => a;\n${code}`)).toBe(true);
  });

  it("but not where the lines before a call begin no statement", () => {
    const text = `\n  ${standIn("__require").replaceAll(/\n/g, "\n  ")}\n  ${filler}  if (a) __require("a"); var a;`;
    expect(passed(text)).toBe(false);
  });

  it("but not where its assignments are too many to look at", () => {
    const text = `${standIn("__require")}\nvar a; ${`a='Dynamic require of';${"a=a=a=a=".repeat(50)}1;\n`.repeat(10)}`;
    expect(passed(text)).toBe(false);
  });
});
