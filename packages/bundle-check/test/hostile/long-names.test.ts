import { expect, it } from "vitest";
import { checkPackage } from "../../src/check-package.js";
import { createPackageFiles } from "../../src/package-files/create-package-files.js";

/** An engine refuses expressions of some tens of thousands of characters. */
const long = "n".repeat(60_000);
const manifest = { name: "fixture", version: "1.0.0", main: "index.js", types: "index.d.ts" };

it.each([
  {
    what: "of the package",
    files: { "package.json": JSON.stringify({ name: long, version: "1.0.0" }), "readme.md": "require('x')" },
  },
  {
    what: "of an export that the code mentions",
    files: {
      "package.json": JSON.stringify({ ...manifest, type: "module" }),
      "index.d.ts": `export declare function ${long}(): void;\nexport declare function other(): void;\n`,
      "index.js": `export function other() { return "${long}"; }\n`,
    },
  },
  {
    what: "of an export beside a default one",
    files: {
      "package.json": JSON.stringify({ ...manifest, type: "module" }),
      "index.d.ts": `export declare function ${long}(): void;\n`,
      "index.js": `import x from "node:fs";\nconst ${long}x = { x };\nexport default ${long}x;\n`,
    },
  },
  {
    what: "that is called and not exported, and of a variable for it",
    files: {
      "package.json": JSON.stringify({ name: "fixture", version: "1.0.0", main: "index.js" }),
      "index.js": `var part = require("./b");\nvar { lost: ${long} } = part;\npart.${long}();\n${long}();\npart.lost();\n`,
      "b.js": "exports.kept = 1;\n",
    },
  },
])("judges a long name $what", async ({ files }) => {
  const report = await checkPackage(createPackageFiles(Object.entries(files)));
  expect(report.target.files).toBe(Object.keys(files).length);
  expect(JSON.stringify(report).length).toBeLessThan(500_000);
});

it.each([
  {
    what: "requests without a variable",
    text: `"use strict";\nvar x_1 = require("./b");\n(0, x_1.run)();\n${"require('./b');".repeat(60_000)}\n`,
  },
  {
    what: "names that nothing declares",
    text: `"use strict";\nexports.f = () => [${Array.from({ length: 30_000 }, (_, index) => `Name${index}`).join()}];\ndocument.title;\n`,
  },
  {
    what: "calls of what is gone",
    text: `"use strict";\nvar x_1 = require("./b");\n${Array.from({ length: 60_000 }, (_, index) => `(0, x_1.name${index})();`).join("\n")}\n`,
  },
  {
    what: "uses of an export",
    text: `exports.run = function () {};\n${"exports.run(1);".repeat(140_000)}\n`,
  },
  {
    what: "modules of browserify on one line",
    text: `!function(e){function r(o){var a=new Error("Cannot find module '"+o+"'");throw a}return r}()({${Array.from({ length: 15_000 }, (_, index) => `${index}:[function(e,t,n){t.exports=${index};},{"./a":${index}}]`).join()}},{},[1]);\n`,
  },
  {
    what: "tables of browserify",
    text: `var a = "Cannot find module '";\n${"},{},[1])".repeat(200_000)}\n`,
  },
])("goes over $what in time that grows with them", async ({ text }) => {
  const files = createPackageFiles([
    ["package.json", JSON.stringify({ name: "fixture", version: "1.0.0", main: "index.js" })],
    ["index.js", text],
    ["b.js", '"use strict";\nObject.defineProperty(exports, "__esModule", { value: true });\n'],
  ]);
  const started = process.cpuUsage();
  await checkPackage(files);
  expect(process.cpuUsage(started).user / 1_000_000).toBeLessThan(15);
});

/** In seconds of the processor. */
async function timeOf(texts: Readonly<Record<string, string>>, manifest: object = {}): Promise<number> {
  const text = JSON.stringify({ name: "fixture", version: "1.0.0", main: "index.js", ...manifest });
  const files = createPackageFiles([["package.json", text], ...Object.entries(texts)]);
  const started = process.cpuUsage();
  await checkPackage(files);
  return process.cpuUsage(started).user / 1_000_000;
}

const times = <Value>(count: number, value: (index: number) => Value) =>
  Array.from({ length: count }, (_, index) => value(index));

it("asks once what other files add to a module that thousands of requests lead to", async () => {
  const lost = times(60, (index) => `part.lost${index}();`).join("\n");
  const seconds = await timeOf({
    "index.js": `var part = require("./b");\n${lost}\nrequire("./c");\n`,
    "b.js": "exports.kept = 1;\n",
    "c.js": `${times(20_000, (index) => `var b${index} = require("./b");`).join("")}\n${times(60, (index) => `x.lost${index} = 1;`).join("\n")}\n`,
  });
  expect(seconds).toBeLessThan(5);
});

it("reads a type whose text opens comments that nothing closes", async () => {
  const type = `declare const x: {\n  a: 1;\n  b: '${"/* ".repeat(200_000)}';\n};\nexport = x;\n`;
  const texts = { "index.js": "module.exports = { a: 1 };", "index.d.ts": type };
  expect(await timeOf(texts, { types: "index.d.ts" })).toBeLessThan(4);
});

it("searches files at the root once for thousands of dependencies", async () => {
  const dependencies = Object.fromEntries(times(20_000, (index) => [`dependency-${index}`, "1.0.0"]));
  const others = Object.fromEntries(times(300, (index) => [`other${index}.js`, "run();".repeat(500)]));
  expect(await timeOf({ "index.js": "var a;", ...others }, { dependencies })).toBeLessThan(4);
});

it.each(["dependency-7", "@scope/part-7", "dependency-7/deep"])(
  "finds %s among thousands of dependencies",
  async (asked) => {
    const dependencies = Object.fromEntries(
      times(500, (index) => [`${asked.startsWith("@") ? "@scope/part" : "dependency"}-${index}`, "1.0.0"]),
    );
    const manifest = JSON.stringify({ name: "fixture", version: "1.0.0", main: "index.js", dependencies });
    const rulesOf = async (text: string) => {
      const files = createPackageFiles([
        ["package.json", manifest],
        ["index.js", `exports.a = ${text};\n`],
      ]);
      return (await checkPackage(files)).findings.map(({ rule }) => rule);
    };
    expect(await rulesOf(`["${asked}"]`)).not.toContain("truncated");
    expect(await rulesOf(`["x${asked}"]`)).toContain("truncated");
  },
);

it("asks once whether a file starts a program of Go", async () => {
  const text = times(30_000, (index) => `exports.a${index} = () => { try { Name${index}(); } catch {} };`);
  expect(await timeOf({ "index.js": text.join("\n") })).toBeLessThan(5);
});

it("reads a chain of scripts that each pass on the next one once", async () => {
  const links = times(4_000, (index) => [
    `link${index}.js`,
    `module.exports = require("./link${index + 1}");\n`,
  ]);
  const seconds = await timeOf({
    "index.js": 'module.exports = require("./link0");\n',
    ...Object.fromEntries(links),
    "link4000.js": "exports.a = 1;\n",
  });
  expect(seconds).toBeLessThan(5);
});
