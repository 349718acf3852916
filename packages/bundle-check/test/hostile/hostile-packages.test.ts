import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { measureCommand } from "./measure-command.js";

/**
 * Packages made to hurt their judge. Each must end with exit code 1 or 2 and a sentence, soon and within bounded
 * memory; with exit code 0 only where the package is in order. The command runs as its users run it.
 */
const maximumSeconds = 60;
const maximumMegabytes = 2_000;
const megabyte = 1024 * 1024;

interface HostilePackage {
  readonly name: string;
  readonly manifest: string;
  readonly files?: () => Record<string, string | Uint8Array>;
  readonly exitCode: number;
  /** What the report or the diagnosis says. */
  readonly says: RegExp;
}

const manifest = JSON.stringify({ name: "hostile", version: "1.0.0", type: "module", exports: "./index.js" });
const tooDeep = /nested too deeply/;

const packages: readonly HostilePackage[] = [
  { name: "a manifest that is not an object", manifest: "[]", exitCode: 2, says: /not a JSON object/ },
  { name: "a manifest that is a string", manifest: '"x"', exitCode: 2, says: /not a JSON object/ },
  { name: "a manifest that is not JSON", manifest: "{name: 1}", exitCode: 2, says: /not (valid )?JSON/ },
  {
    name: "a manifest nested 100,000 deep",
    manifest: `{"name":"hostile","exports":${'{"node":'.repeat(100_000)}"./x.js"${"}".repeat(100_000)}}`,
    exitCode: 2,
    says: /nested more than 100 levels/,
  },
  {
    name: "100,000 conditions for one import",
    manifest: JSON.stringify({
      name: "hostile",
      exports: Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`c${index}`, "./index.js"])),
    }),
    files: () => ({ "index.js": "" }),
    exitCode: 2,
    says: /more than 1000 targets/,
  },
  {
    name: "conditions that branch at every level",
    manifest: JSON.stringify({ name: "hostile", exports: { ".": branching(14) } }),
    files: () => ({ "index.js": "" }),
    exitCode: 2,
    says: /more than 1000 targets/,
  },
  {
    name: "20,000 patterns beside 2,000 files",
    manifest: JSON.stringify({
      name: "hostile",
      exports: Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`./p${index}/*`, "./*"])),
    }),
    files: () => Object.fromEntries(Array.from({ length: 2_000 }, (_, index) => [`f${index}.js`, ""])),
    exitCode: 2,
    says: /more patterns/,
  },
  {
    name: "20,000 missing targets beside 5,000 files",
    manifest: JSON.stringify({
      name: "hostile",
      version: "1.0.0",
      exports: Object.fromEntries(
        Array.from({ length: 20_000 }, (_, index) => [`./s${index}`, `./gone/s${index}.js`]),
      ),
    }),
    files: () => Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`f${index}.txt`, ""])),
    exitCode: 1,
    says: /20,000 errors/,
  },
  {
    name: "5,000 patterns of `imports` for 5,000 requests, and a target that would grow to gigabytes",
    manifest: JSON.stringify({
      name: "hostile",
      version: "1.0.0",
      type: "module",
      exports: "./index.js",
      imports: {
        "#grow/*": `./${"*".repeat(1_000_000)}`,
        ...Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`#x${index}/*`, "./y/*.js"])),
      },
    }),
    files: () => ({
      "index.js": `import "#grow/${"g".repeat(100_000)}";${Array.from({ length: 5_000 }, (_, index) => `import "#x${index}/a";`).join("")}gone();`,
    }),
    exitCode: 1,
    says: /gone/,
  },
  {
    name: "exports with prototype keys",
    manifest: `{"name":"hostile","version":"1.0.0","exports":{".":{"__proto__":"./a.js","constructor":"./b.js","hasOwnProperty":"./c.js","default":"./index.js"},"./__proto__":"./d.js"}}`,
    exitCode: 1,
    says: /d\.js/,
  },
  {
    name: "exports that are numbers, arrays of nothing and empty texts",
    manifest: `{"name":"hostile","version":"1.0.0","exports":{".":[1,null,[[]],""],"./a":7,"./b":"","./c":{"import":false}}}`,
    exitCode: 1,
    says: /exports/,
  },
  {
    name: "code nested in brackets",
    manifest,
    files: () => nested("(", "1", ")"),
    exitCode: 1,
    says: tooDeep,
  },
  { name: "code nested in arrays", manifest, files: () => nested("[", "", "]"), exitCode: 1, says: tooDeep },
  { name: "code nested in blocks", manifest, files: () => nested("{", "", "}"), exitCode: 1, says: tooDeep },
  {
    name: "code nested in functions",
    manifest,
    files: () => nested("()=>", "1", ""),
    exitCode: 1,
    says: tooDeep,
  },
  {
    name: "code nested in conditions",
    manifest,
    files: () => nested("a?b:", "c", ""),
    exitCode: 1,
    says: tooDeep,
  },
  {
    name: "code nested in unary operators",
    manifest,
    files: () => nested("!", "1", ""),
    exitCode: 1,
    says: tooDeep,
  },
  {
    name: "a chain of 200,000 members",
    manifest,
    files: () => ({ "index.js": `export const a = globalThis${".x".repeat(200_000)};` }),
    exitCode: 1,
    says: tooDeep,
  },
  {
    name: "one line of 50 MB in a string",
    manifest,
    files: () => ({ "index.js": `export const a = "${"x".repeat(50 * megabyte)}"; gone();` }),
    exitCode: 1,
    says: /larger than 32 million characters/,
  },
  {
    name: "one line of 50 MB of statements",
    manifest,
    files: () => ({ "index.js": "a=1;".repeat((50 * megabyte) / 4) }),
    exitCode: 1,
    says: /larger than 32 million characters/,
  },
  {
    name: "one line of 20 MB, a syntax tree of gigabytes",
    manifest,
    files: () => ({ "index.js": "a=1;".repeat((20 * megabyte) / 4) }),
    exitCode: 1,
    says: /syntax-error|undeclared-reference/,
  },
  {
    name: "4 MB that ask for a module by a bundler's stand-in for `require`",
    manifest,
    files: () => ({
      "index.js": `import "node:fs";var r=(x=>x)(function(x){if(typeof require<'u')return require.apply(this,arguments);throw Error('Dynamic require of "'+x+'" is not supported')});r("fs");${"1;".repeat(2 * megabyte)}`,
    }),
    exitCode: 1,
    says: /undeclared-reference/,
  },
  {
    name: "12 MB of an ES module that asks by `require`",
    manifest,
    files: () => ({ "index.js": `require("fs");import.meta.url;${"1;".repeat(6 * megabyte)}` }),
    exitCode: 1,
    says: /undeclared-reference|wrong-module-kind/,
  },
  {
    name: "invalid UTF-8, NUL and lone surrogates",
    manifest,
    files: () => ({
      "index.js": Buffer.concat([Buffer.from("export {\0"), Buffer.from([0xff, 0xfe, 0xed, 0xa0, 0x80])]),
    }),
    exitCode: 1,
    says: /syntax-error/,
  },
  {
    name: "modules that import each other in a circle",
    manifest,
    files: () =>
      Object.fromEntries(
        Array.from({ length: 2_000 }, (_, index) => [
          index === 0 ? "index.js" : `m${index}.js`,
          `export * from "./${index === 1_999 ? "index" : `m${index + 1}`}.js"; export const v${index} = lost${index};`,
        ]),
      ),
    exitCode: 1,
    says: /lost1999/,
  },
  {
    name: "300 modules that each re-export all the others and need a name of one",
    manifest,
    files: () =>
      Object.fromEntries(
        Array.from({ length: 300 }, (_, index) => [
          index === 0 ? "index.js" : `m${index}.js`,
          `${Array.from({ length: 300 }, (_, other) => `export * from "./${other === 0 ? "index" : `m${other}`}.js";`).join("")}import { lost${index} } from "./m1.js";`,
        ]),
      ),
    exitCode: 1,
    says: /300 errors/,
  },
  {
    name: "declarations that pass on 50,000 packages of the author's",
    manifest: JSON.stringify({
      name: "hostile",
      version: "1.0.0",
      type: "module",
      exports: { types: "./index.d.ts", default: "./index.js" },
      devDependencies: Object.fromEntries(Array.from({ length: 50_000 }, (_, index) => [`p${index}`, "1"])),
    }),
    files: () => ({
      "index.js": "export const a = 1;",
      "index.d.ts": Array.from(
        { length: 50_000 },
        (_, index) => `export { a${index} } from "p${index}";`,
      ).join("\n"),
    }),
    exitCode: 1,
    says: /types-mismatch/,
  },
  {
    name: "a stand-in for `require` among 20,000 exports of a chunk",
    manifest,
    files: () => ({
      "index.js": `import {${Array.from({ length: 5_000 }, (_, index) => `b${index}`).join()}} from "./chunk.js"; gone();`,
      "chunk.js": `var ${Array.from({ length: 20_000 }, (_, index) => `a${index}`).join()}; export {${Array.from({ length: 20_000 }, (_, index) => `a${index} as b${index}`).join()}}; var s = "Dynamic require of"; ${"/* export { */".repeat(5_000)}`,
    }),
    exitCode: 1,
    says: /gone/,
  },
  {
    name: "the name of a stand-in for `require` before comments, white space and parentheses without end",
    manifest,
    files: () => ({
      "index.js": `import "node:fs";var r=(x=>x)(function(x){if(typeof require<'u')return require.apply(this,arguments);throw Error('Dynamic require of "'+x+'" is not supported')});var s=\`${`r${"// ".repeat(90)}\n`.repeat(5_000)}${"r//".repeat(100_000)}r${" ".repeat(megabyte)}r${"(".repeat(megabyte)}r${")".repeat(megabyte)}\`;gone();`,
    }),
    exitCode: 1,
    says: /gone/,
  },
  {
    name: "200,000 variables in one scope",
    manifest,
    files: () => ({
      "index.js": `let ${Array.from({ length: 200_000 }, (_, index) => `x${index}`).join()}; gone();`,
    }),
    exitCode: 1,
    says: /gone/,
  },
  {
    name: "a source map that is a million nested arrays",
    manifest,
    files: () => ({
      "index.js": "export const a = 1;\n//# sourceMappingURL=index.js.map",
      "index.js.map": `{"version":3,"sources":${"[".repeat(1_000_000)}`,
    }),
    exitCode: 0,
    says: /hostile@1\.0\.0/,
  },
  {
    name: "declarations that re-export each other in a circle",
    manifest: JSON.stringify({
      name: "hostile",
      version: "1.0.0",
      type: "module",
      exports: { types: "./a.d.ts", default: "./index.js" },
    }),
    files: () => ({
      "a.d.ts": `export * from "./b.js"; export { x as y } from "./b.js"; declare namespace ${"N { namespace ".repeat(20_000)}`,
      "b.d.ts": 'export * from "./a.js"; export { y as x } from "./a.js";',
      "index.js": "",
    }),
    // No name of the circle is ever declared, so nothing is promised: a package of types alone.
    exitCode: 0,
    says: /hostile@1\.0\.0/,
  },
  {
    name: "regular expressions and names that are slow to match",
    manifest,
    files: () => ({
      "index.js": `/*${"@flow ".repeat(100_000)}\n${"//# sourceMappingURL=".repeat(100_000)}*/ gone${"_".repeat(100_000)}();`,
    }),
    exitCode: 1,
    says: /undeclared-reference/,
  },
];

function branching(levels: number): unknown {
  return levels === 0
    ? "./index.js"
    : { [`a${levels}`]: branching(levels - 1), [`b${levels}`]: branching(levels - 1) };
}

/** `index.js` with an expression nested as deep as no person writes. */
function nested(open: string, middle: string, close: string): Record<string, string> {
  return { "index.js": `export const a = 1;\n;${open.repeat(100_000)}${middle}${close.repeat(100_000)}` };
}

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "bundle-check-hostile-"));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe("hostile packages", () => {
  it.each(packages)("$name", async ({ name, manifest: text, files, exitCode, says }) => {
    const folder = mkdtempSync(join(root, "package-"));
    const temporary = mkdtempSync(join(root, "temporary-"));
    for (const [path, content] of Object.entries({ "package.json": text, ...files?.() })) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }

    const result = await measureCommand([folder, "--as-is"], { temporary, maximumSeconds });

    expect(result.output, name).toMatch(says);
    expect(result.exitCode).toBe(exitCode);
    expect(result.megabytes).toBeLessThan(maximumMegabytes);
    expect(readdirSync(temporary)).toEqual([]);
    rmSync(folder, { recursive: true, force: true });
  });
});
