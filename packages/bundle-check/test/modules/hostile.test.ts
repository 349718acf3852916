import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { analyseModule, analysePlainModule } from "../../src/modules/analyse-module.js";
import { freeNames, readFacts } from "./read-facts.js";

const depth = 10_000;

/** Text that nests as deep as the count. */
const nested: Record<string, (count: number) => string> = {
  parentheses: (count) => `${"(".repeat(count)}a${")".repeat(count)}`,
  arrays: (count) => `x = ${"[".repeat(count)}${"]".repeat(count)}`,
  objects: (count) => `x = ${"{a:".repeat(count)}1${"}".repeat(count)}`,
  blocks: (count) => `${"{".repeat(count)}${"}".repeat(count)}`,
  functions: (count) => `${"function f(){".repeat(count)}${"}".repeat(count)}`,
  arrows: (count) => `x = ${"()=>".repeat(count)}1`,
  "array patterns": (count) => `var ${"[".repeat(count)}a${"]".repeat(count)} = 1`,
  "object patterns": (count) => `var ${"{a:".repeat(count)}b${"}".repeat(count)} = 1`,
  templates: (count) => `x = ${"`${".repeat(count)}1${"}`".repeat(count)}`,
  classes: (count) => `${"(class { static { ".repeat(count)}${"} })".repeat(count)}`,
  "unary operators": (count) => `${"!".repeat(count)}a`,
  typeof: (count) => `${"typeof ".repeat(count)}a`,
  await: (count) => `${"await ".repeat(count)}a`,
  additions: (count) => `x = ${"a+".repeat(count)}b`,
  powers: (count) => `x = ${"a**".repeat(count)}b`,
  conjunctions: (count) => `x = ${"a&&".repeat(count)}b`,
  alternatives: (count) => `x = ${"a??".repeat(count)}b`,
  conditionals: (count) => `x = ${"a?b:".repeat(count)}c`,
  assignments: (count) => `${"a=".repeat(count)}b`,
  sequences: (count) => `${"a,".repeat(count)}b`,
  members: (count) => `a${".b".repeat(count)}`,
  "computed members": (count) => `${"a[".repeat(count)}b${"]".repeat(count)}`,
  "optional chains": (count) => `a${"?.b".repeat(count)}`,
  calls: (count) => `a${"()".repeat(count)}`,
  arguments: (count) => `${"a(".repeat(count)}${")".repeat(count)}`,
  "else branches": (count) => `${"if(a){}else ".repeat(count)}{}`,
  "if statements": (count) => `${"if(a)".repeat(count)};`,
  loops: (count) => `${"for(;;)".repeat(count)};`,
  labels: (count) => `${Array.from({ length: count }, (_, index) => `l${index}:`).join("")};`,
  "new expressions": (count) => `${"new ".repeat(count)}a`,
  spreads: (count) => `x = ${"[...".repeat(count)}a${"]".repeat(count)}`,
  tags: (count) => `a${"`b`".repeat(count)}`,
  imports: (count) => `${"import(".repeat(count)}'a'${")".repeat(count)}`,
  "export helpers": (count) => `${"exports.a=".repeat(count)}1`,
  requires: (count) => `${"f(require('a'),".repeat(count)}1${")".repeat(count)}`,
  "try statements": (count) => `${"try{".repeat(count)}${"}catch{}".repeat(count)}`,
};

describe(`code nested ${depth} deep is read or refused, never the end of the tool`, () => {
  it.each(Object.entries(nested))("%s", (_title, build) => {
    for (const kind of ["module", "commonjs"] as const) {
      const facts = analyseModule("a.js", build(depth), kind);
      // Either everything is known, or the file is reported as one that cannot be read.
      expect(facts.analysed || facts.failure !== null).toBe(true);
      if (!facts.analysed)
        expect(facts.failure?.reason).toMatch(/nested too deeply|Unexpected|reserved|await|strict/i);
      // A moderate depth is ordinary code.
      const moderate = analyseModule("a.js", build(50), kind);
      expect(moderate.analysed || !moderate.failure?.tooDeep).toBe(true);
    }
  });

  it("what generators write as long chains is read", () => {
    const chains = [
      "additions",
      "sequences",
      "members",
      "calls",
      "conjunctions",
      "conditionals",
      "else branches",
    ];
    for (const title of chains) {
      const facts = analyseModule("a.js", nested[title]?.(1_500) ?? "", "commonjs");
      expect(facts.analysed, title).toBe(true);
    }
  });
});

describe("texts of strange characters", () => {
  it.each([
    ["a NUL", "a\0b"],
    ["a lone surrogate in a text", "x = '\ud800';"],
    ["a lone surrogate as a name", "\udc00 = 1;"],
    ["an escaped lone surrogate as a name", "\\ud800 = 1;"],
    ["no characters but separators", "\u2028\u2029\r\n\r\n"],
    ["bytes that are no text", "\ufffd\ufffd\ufffd"],
    ["a hashbang without a program", "#!"],
    ["an unfinished comment", "/* "],
    ["an unfinished regular expression", "/("],
    ["an invalid regular expression", "/(/"],
    ["a name of the prototype", "__proto__; constructor; toString; hasOwnProperty;"],
  ])("%s", (_title, text) => {
    for (const kind of ["module", "commonjs"] as const) {
      const facts = analyseModule("a.js", text, kind);
      expect(facts.analysed || (facts.failure?.offset ?? -1) >= 0).toBe(true);
    }
  });

  it("names of Object.prototype are names like others", () => {
    expect(freeNames("__proto__; constructor; var toString; toString; hasOwnProperty;")).toEqual([
      "__proto__",
      "constructor",
      "hasOwnProperty",
    ]);
    expect([...readFacts("export { __proto__ }; var __proto__;").exportedNames]).toEqual(["__proto__"]);
  });

  it("escapes in names mean the name", () => {
    expect(freeNames("var \\u0061b; ab; \\u{63};")).toEqual(["c"]);
  });
});

it("a line of 30 MB is read, one of 50 MB refused, within bounds", { timeout: 120_000 }, () => {
  const line = (length: number) => `export const a = "${"x".repeat(length)}";lost;`;
  const started = performance.now();
  const facts = readFacts(line(30_000_000));
  expect(facts.freeReferences.map(({ name }) => name)).toEqual(["lost"]);
  expect(facts.source.positionAt(30_000_021)).toEqual({ line: 1, column: 30_000_022 });
  const refused = analyseModule("a.js", line(50_000_000), "module");
  expect(refused.analysed).toBe(false);
  expect(refused.failure?.reason).toContain("larger than");
  expect(performance.now() - started).toBeLessThan(20_000);
});

it("a minified line of 5 MB of code is read within bounds", { timeout: 120_000 }, () => {
  const text = "var a=function(b){return c(b)};".repeat(160_000);
  const started = performance.now();
  expect(readFacts(text).freeReferences).toHaveLength(160_000);
  expect(performance.now() - started).toBeLessThan(30_000);
});

describe("what the reader of plain code collects takes no more than a few seconds", () => {
  it.each([
    ["a chain of conditions on the export object", `${"exports&&".repeat(40_000)}a;`],
    ["a comparison of it at every step", `${"exports===a&&".repeat(20_000)}a;`],
    ["its type at every step", `${"typeof exports&&".repeat(20_000)}a;`],
    [
      "tables of getters for one object",
      `${"__export(x, { a: () => b });".repeat(40_000)}module.exports = x;`,
    ],
    ["tables of getters that are none in the end", `f(x, { ${"a: () => b, ".repeat(100_000)} c: 1 });`],
    ["tables of getters with space in them", `f(x, { a: () => b${" ".repeat(1_000_000)}, c: 1 });`],
    ["tables of getters with comments in them", `f(x, { a: () => b${"/**/".repeat(100_000)} + c });`],
    [
      "modules that one object passes on",
      `${"__reExport(x, require('a'));".repeat(40_000)}module.exports = x;`,
    ],
    ["values that are assigned to the export object", `Object.assign(exports, ${"a, ".repeat(100_000)}b);`],
    ["mentions of `eval`", "a = eval        ;b = (0, eval)(c);".repeat(40_000)],
    [
      "functions in each other that run elsewhere",
      `${"function a() { exports.b = ".repeat(400)}1${"; }".repeat(400)} a.toString();`.repeat(20),
    ],
    ["functions that are called, one in the other", `${"a=function(){b}(".repeat(300)}1${")".repeat(300)}`],
    ["functions that look called and are not", "a=(function(){b});".repeat(60_000)],
    [
      "functions that are called after all",
      `a=b?${"function(){return b?".repeat(200)}c${":d}():e".repeat(200)};`.repeat(200),
    ],
    ["a long name beside `createRequire`", `${"a".repeat(300_000)};createRequire;`],
    [
      "names made of `createRequire`",
      `${"createRequire".repeat(40_000)};${"createRequire1;".repeat(40_000)}`,
    ],
    ["calls of `require`", "require('a');".repeat(100_000)],
    [
      "decided branches in blocks without a handler",
      `${"try{if(true){}".repeat(90)}${"}finally{if(true){}}".repeat(90)}`.repeat(200),
    ],
  ])("%s", (_title, text) => {
    const before = process.cpuUsage();
    analysePlainModule("a.cjs", text, "commonjs");
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1e6).toBeLessThan(5);
  });

  it.each([
    ["groups of one name", `/${"(?<a>x)|".repeat(40_000)}b/;`],
    ["properties of characters", `/${"\\p{Script=Kawi}".repeat(60_000)}/u;`],
  ])("a regular expression of %s is left to the parser", (_title, text) => {
    const before = process.cpuUsage();
    expect(analysePlainModule("a.js", text, "module")).toBeNull();
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1e6).toBeLessThan(2);
  });
});

it.each(["module", "commonjs"] as const)("names of one hash are read in a few seconds: %s", (kind) => {
  const name = (index: number) =>
    index.toString(2).padStart(15, "0").replaceAll("0", "BB").replaceAll("1", "Aa");
  const names = Array.from({ length: 2 ** 15 }, (_, index) => name(index));
  for (const text of [names.join(";"), `function f() { ${names.join(";")} }`]) {
    const before = process.cpuUsage();
    analyseModule("a.js", text, kind);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1e6).toBeLessThan(4);
  }
});

describe("functions that are turned into text are found in time that grows with the text alone", () => {
  const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  it.each([
    ["encoded data in one line", `f("${letters.repeat(300_000)}");`],
    ["a name of millions of letters", `f("${letters.repeat(100_000)}.toString()");`],
    ["nothing but conversions", `f("${"a.toString()".repeat(300_000)}");`],
    ["dots without end", `f("${".".repeat(10_000_000)}");`],
  ])("%s", (_title, start) => {
    const text = `${start}\nfunction worker() { return lost; }\nf(worker.toString());`;
    const before = process.cpuUsage();
    const facts = readFacts(text, "commonjs");
    const { user, system } = process.cpuUsage(before);
    const [reference] = facts.freeReferences.filter(({ name }) => name === "lost");
    expect(reference?.inDynamicScope).toBe(true);
    expect((user + system) / 1e6).toBeLessThan(10);
  });
});

it("no text ends the tool", () => {
  const fragment = fc.oneof(
    fc.string({ unit: "binary", maxLength: 8 }),
    fc.constantFrom(
      "function",
      "class",
      "{",
      "}",
      "(",
      ")",
      "=>",
      "`${",
      "/",
      "export",
      "import",
      "from",
      "#!",
      "\\u",
      "0x",
      "async",
      "yield",
      "with",
      ";",
      "\n",
      "'use strict'",
    ),
  );
  fc.assert(
    fc.property(
      fc.array(fragment, { maxLength: 30 }),
      fc.constantFrom("module" as const, "commonjs" as const),
      (parts, kind) => {
        const facts = analyseModule("a.js", parts.join(" "), kind);
        expect(facts.analysed || facts.failure !== null).toBe(true);
      },
    ),
    { numRuns: 2_000, seed: 7 },
  );
});
