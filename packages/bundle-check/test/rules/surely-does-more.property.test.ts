import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import type { ModuleKind } from "../../src/findings/finding.js";
import { analyseModule } from "../../src/modules/analyse-module.js";
import { parseModule } from "../../src/modules/parse.js";
import { onlyDeclares } from "../../src/rules/exports/emptiness.js";
import { surelyDoesMore } from "../../src/rules/exports/surely-does-more.js";

const runs = Number(process.env.FUZZ_RUNS ?? 10_000);

/** What is a declaration, what is not, and what looks like the other one. */
const parts = [
  "function main() {}",
  "class Own {}",
  "class Own extends mixin(Base) {}",
  "const f = () => {};",
  "const f = () =>",
  "const f = function () {}",
  'const own = require("own");',
  "let text = `",
  "`;",
  "`",
  "/*",
  "*/",
  "// a comment;",
  "//",
  "<!-- a comment;",
  "--> a comment;",
  "main();",
  "main()",
  "await main();",
  "main(process.argv.slice(2));",
  "main())",
  "require(main);",
  'Object.defineProperty(exports, "__esModule");',
  "Own.prototype.method = f;",
  "Own.prototype.method =",
  "Own.method = require(",
  ");",
  "(",
  "{",
  "}",
  "};",
  "if (main)",
  "do {}",
  "while(main);",
  "export {};",
  "exports.__esModule = true;",
  "a:",
  "/a;",
  "/;",
  "'use strict';",
  "\\",
  "'\\",
  "'",
  ";",
];

const separator = fc.oneof(
  { weight: 8, arbitrary: fc.constant("\n") },
  { weight: 1, arbitrary: fc.constantFrom("\r\n", "\r", "\u2028", " ", "\n\n", "\n  ") },
);

const program = fc
  .array(fc.tuple(fc.constantFrom(...parts), separator), { minLength: 1, maxLength: 6 })
  .map((lines) => lines.map(([text, end]) => text + end).join(""));

test("what surely does more is no program of nothing but declarations", () => {
  let told = 0;
  fc.assert(
    fc.property(program, fc.constantFrom<ModuleKind>("module", "commonjs"), (text, kind) => {
      if (!surelyDoesMore(text) || parseModule(text, kind).failure) return;
      told += 1;
      // With such a comment the short cut leaves it to the syntax tree.
      expect(onlyDeclares(moduleOf(`${text}\n/* function */`, kind)), text).toBe(false);
    }),
    { numRuns: runs },
  );
  expect(told).toBeGreaterThan(runs / 200);
});

function moduleOf(text: string, kind: ModuleKind) {
  return { ...analyseModule("command.js", text, kind), isModular: true };
}

describe("told without a syntax tree", () => {
  it.each([
    ['import { run } from "../index.js";\nrun(process.argv.slice(2));\n'],
    ["#!/usr/bin/env node\nconst run = () => {};\nrun();\n"],
    ["async function main() {\n}\n\nmain();\n//# sourceMappingURL=bin.js.map\n"],
    ["const main = async () => {};\nawait main()"],
  ])("%j", (text) => expect(surelyDoesMore(text)).toBe(true));
});

describe("left to the syntax tree", () => {
  it.each([
    ["function main() {}\n"],
    ["const f = () =>\nmain();\n"],
    ["const f = () => // why;\nmain();\n"],
    ["function main() {} /*\nmain();\n*/"],
    ["const text = `;\nmain();`; function f() {}"],
    ["const f = () => {} /*;\nmain();\n// */"],
    ["function f() {}\nconst text = `;\nmain();\n// `"],
    ["Own.method = require(f,\nmain());\nfunction Own() {}"],
  ])("%j", (text) => expect(surelyDoesMore(text)).toBe(false));
});
