import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import type { ModuleKind } from "../../src/findings/finding.js";
import { parseModule } from "../../src/modules/parse.js";
import { isOfDeclarations } from "../../src/rules/exports/emptiness.js";
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
  "'use strict'",
  "const f = function",
  "const f = await",
  "var f = main",
  'const { own, other: f } = require("own").f(main("own"))',
  'import main, { f } from "own"',
  'import main from "own";',
  "import {",
  "} from 'own'",
  "if (main) {",
  "} else {",
  "if (main) {\n  f();\n}",
  "for (const f of main) {",
  "throw main;",
  "process.on('exit', () => {",
  "process.on('exit', () => {\n  main();\n});",
  "(0, own.main)();",
  "(() => {",
  "})();",
  "(main)",
  "main",
  "Own.",
  "in(main)",
  "instanceof(main)",
  "async",
  "main() {}",
  "if(main) {}",
  "class Own {",
  "const own = {",
  "const text = `${",
  "/* a comment */",
  "/*! a licence",
  " */",
  "/*/",
  "#!/usr/bin/env node",
  "(exports, '__esModule');",
  'main(/* a comment */ exports, "__esModule");',
  "(async.prototype).method = f;",
  "function async() {}",
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
      if (!surelyDoesMore(text, kind) || parseModule(text, kind).failure) return;
      told += 1;
      expect(isOfDeclarations(text, kind), text).toBe(false);
    }),
    { numRuns: runs },
  );
  expect(told).toBeGreaterThan(runs / 200);
});

describe("told without a syntax tree", () => {
  it.each([
    ['import { run } from "../index.js";\nrun(process.argv.slice(2));\n'],
    ["#!/usr/bin/env node\nconst run = () => {};\nrun();\n"],
    ["async function main() {\n}\n\nmain();\n//# sourceMappingURL=bin.js.map\n"],
    ["const main = async () => {};\nawait main()"],
    [
      "#!/usr/bin/env node\n\n'use strict'\nconst { run } = require('./run')(process.argv)\nrun((error) => {\n  throw error\n})",
    ],
    ["/*\n * A licence.\n */\nimport { run } from './run.js';\n\nif (run) {\n  run(() => 1);\n}\n"],
    ["const run = () => `run`\n\nif (require.main === module) {\n  run()\n}\n\nfunction f() {}\n"],
    [
      "const f = () => `f`;\nrun(f).then((code) => process.exit(code), () => {\n  f();\n});\n//# sourceMappingURL=a.js.map",
    ],
    ["const f = () => `f`;\n(0, run_1.run)(function () {\n  f();\n});\n/*! Licences:\n * of `run`\n */\n"],
  ])("%j", (text) => expect(surelyDoesMore(text, "commonjs")).toBe(true));
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
    ["const f = function\nmain() {}\n"],
    ["const f = () => {}, g = f.\nif(main, {});\n"],
    ["const f = () => {};\nconst text = `\nif (main) {\n  main();\n}\n// `"],
    ["const f = () => {};\nconst own = {\nmain() {\n}\n};\n"],
    ["const f = () => {};\nconst text = '\\\nif (main) {}\\\n// '\n"],
    ["function f() {}\n/*\nmain();\n// */\n"],
    ["function f() {}\n/*/\nf;\nmain();\n/*\n*/\n"],
    ["#!/usr/bin/env node\rconst own =\nrequire('own');\nfunction f() {}\n"],
    ['function f() {}\nmain(/* the frame */ exports, "__esModule", {});\nlet a;\n'],
    ['main(/* the frame */ exports, "__esModule");\nfunction f() {}\n'],
    ['main((exports), "__esModule");\nfunction f() {}\n'],
    ['main(\\u0065xports, "__esModule");\nfunction f() {}\n'],
    ['main(exp\\u{006f}rts, "__esModule");\nfunction f() {}\n'],
    ["(async.prototype).method = function () {};\nfunction async() {}\n"],
  ])("%j", (text) => expect(surelyDoesMore(text, "commonjs")).toBe(false));
});
