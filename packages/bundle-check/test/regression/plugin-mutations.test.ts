import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "acorn";
import { beforeAll, describe, expect, it } from "vitest";
import type { Configuration } from "../../src/configuration/configuration.js";
import { loadOwnConfiguration } from "../../src/configuration/load.js";
import type { Finding, ModuleKind } from "../../src/findings/finding.js";
import { judgePackage } from "../../src/judge.js";
import { analyseModule } from "../../src/modules/analyse-module.js";
import type { ModuleFacts } from "../../src/modules/module-facts.js";
import { PackageFacts } from "../../src/package-facts.js";
import { createPackageFiles } from "../../src/package-files/create-package-files.js";
import { openPackage } from "../../src/package-files/open-package.js";
import type { PackageTarget } from "../../src/package-files/package-files.js";
import { rules } from "../../src/rules/index.js";
import { declarationsBehindExports, endOfCode } from "./bundle-parts.js";

/**
 * The plugin of this repository as it would be packed, damaged in every way a build or a copy can damage it.
 * Whatever is lost, the judge must not say "clean".
 */
const folder = fileURLToPath(new URL("../../../plugin", import.meta.url));
const bundles = ["dist/node/index.node.js", "dist/browser/index.browser.js", "dist/cjs/index.node.cjs"];
const randomCuts = 300;
const lineCuts = 150;

let target: PackageTarget;
let configuration: Configuration;
let contents: ReadonlyMap<string, Uint8Array>;
let texts: ReadonlyMap<string, string>;
/** What was read of the whole files, so that each damage costs only the reading of the damaged file. */
let analysed: ReadonlyMap<string, ModuleFacts>;

beforeAll(async () => {
  if (!existsSync(`${folder}/dist`)) throw new Error("packages/plugin is not built: run its build first.");
  const opened = await openPackage(folder);
  target = opened.target;
  ({ configuration } = loadOwnConfiguration(target, opened.files));
  contents = new Map(opened.files.paths.map((path) => [path, opened.files.bytes(path)]));
  texts = new Map(bundles.map((path) => [path, opened.files.text(path)]));
  const { graph } = judgePackage(opened.files, target, { configuration }).facts;
  analysed = new Map([...graph.shipped()].map((module) => [module.path, module]));
});

function textOf(path: string): string {
  const text = texts.get(path);
  if (text === undefined) throw new Error(`The plugin has no ${path}.`);
  return text;
}

/** The plugin with some files replaced, or removed where the text is null. */
function damagedPlugin(damage: Readonly<Record<string, string | null>>) {
  const files = new Map(contents);
  const known = new Map(analysed);
  for (const [path, text] of Object.entries(damage)) {
    known.delete(path);
    if (text === null) files.delete(path);
    else files.set(path, new TextEncoder().encode(text));
    if (text !== null && /\.[cm]?js$/.test(path)) known.set(path, readModule(path, text));
  }
  return { files: createPackageFiles(files), analysed: known };
}

function errorsWith(damage: Readonly<Record<string, string | null>>): Finding[] {
  const { files, analysed: known } = damagedPlugin(damage);
  const { findings } = judgePackage(files, target, { configuration, analysed: known });
  return findings.filter(({ severity }) => severity === "error");
}

/** The same question, answered by the first rule that reports an error: hundreds of cuts have to be judged. */
function isRefused(damage: Readonly<Record<string, string | null>>): boolean {
  const { files, analysed: known } = damagedPlugin(damage);
  const facts = new PackageFacts(files, target.spec, { configuration, analysed: known });
  return rules.some((rule) =>
    [...rule.check(facts)].some(({ severity = rule.severity }) => severity === "error"),
  );
}

/** The last text read, for two packages with the same damaged file. */
let lastRead: ModuleFacts | undefined;

function readModule(path: string, text: string): ModuleFacts {
  if (lastRead?.path !== path || lastRead.source.text !== text) {
    lastRead = analyseModule(path, text, kindOf(path));
  }
  return lastRead;
}

function kindOf(path: string): ModuleKind {
  return path.endsWith(".cjs") ? "commonjs" : "module";
}

/** Numbers below `limit`, always the same for the same seed. */
function randomNumbers(count: number, seed: number, limit: number): number[] {
  let state = seed;
  return Array.from({ length: count }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  });
}

function cutsOf(text: string, seed: number): number[] {
  const lineEnds = [...text.matchAll(/\n/g)].map(({ index }) => index + 1);
  const step = Math.max(1, Math.floor(lineEnds.length / lineCuts));
  const sampled = lineEnds.filter((_, index) => index % step === 0 || index > lineEnds.length - 20);
  const random = randomNumbers(randomCuts, seed, text.length);
  return [...new Set([0, ...sampled, ...random])].filter((offset) => offset < text.length);
}

it("passes as it would be packed", () => {
  expect(errorsWith({})).toEqual([]);
});

describe.each(bundles)("%s", (path) => {
  it("must have every declaration that it exports", () => {
    const text = textOf(path);
    const declarations = declarationsBehindExports(text, kindOf(path));
    expect(declarations.length).toBeGreaterThanOrEqual(2);
    for (const { names, start, end } of declarations) {
      const found = errorsWith({ [path]: text.slice(0, start) + text.slice(end) });
      const lost = found.flatMap(({ args }) =>
        "localName" in args ? [args.localName] : "name" in args ? [args.name] : [],
      );
      expect(lost, `without ${names.join()}`).toEqual(expect.arrayContaining([...names]));
    }
  });

  it.each(["", "\n", '"use strict";\n', "/* nothing */\n", "export {};\n"])("must not be %j", (text) => {
    expect(errorsWith({ [path]: text })).not.toEqual([]);
    expect(errorsWith({ [path]: text, [`${path}.map`]: null })).not.toEqual([]);
  });

  it("must be shipped", () => {
    expect(errorsWith({ [path]: null })).not.toEqual([]);
  });

  it("must not be cut anywhere, with its source map or without", () => {
    const text = textOf(path);
    const end = endOfCode(text, kindOf(path));
    const cuts = cutsOf(text, text.length);
    expect(cuts.length).toBeGreaterThan(randomCuts);
    const missed = cuts.filter((offset) => {
      const cut = { [path]: text.slice(0, offset) };
      const passes = !isRefused(cut) || !isRefused({ ...cut, [`${path}.map`]: null });
      return passes && (offset < end || leavesPartOfComment(text, offset));
    });
    expect(missed.map((offset) => text.slice(Math.max(0, offset - 60), offset))).toEqual([]);
  });
});

it("must not lose any other module, nor be packed with a part of one", () => {
  const others = [...contents.keys()].filter((path) => /\.[cm]?js$/.test(path) && !bundles.includes(path));
  for (const path of others) {
    const text = new TextDecoder().decode(contents.get(path));
    const end = endOfCode(text, "module");
    expect(errorsWith({ [path]: null }), path).not.toEqual([]);
    for (const offset of [0, ...randomNumbers(12, end, end), end - 1]) {
      expect(isRefused({ [path]: text.slice(0, offset) }), `${path} cut at ${offset}`).toBe(true);
    }
  }
});

/** Behind the code stand only comments: a cut there loses nothing, but shows as soon as a part of one is left. */
function leavesPartOfComment(text: string, offset: number): boolean {
  const line = text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset);
  return line.startsWith("//") && line.length > 4 && text[offset] !== "\n";
}

it("the code ends where its last statement ends", () => {
  const text = textOf("dist/node/index.node.js");
  const { body } = parse(text, { ecmaVersion: "latest", sourceType: "module" });
  expect(text.slice(body.at(-1)?.end).trim()).toMatch(/^(\/\/.*)?$/);
});
