import type { AnyNode, Program } from "acorn";
import { isFunctionExpression } from "./analysis/syntax-nodes.js";
import type { ModuleFacts } from "./module-facts.js";
import { patternOf } from "./name-pattern.js";
import { parseAgain } from "./parse.js";
import { returnsNothing, usesParameter } from "./universal-factories.js";

const known = new WeakMap<ModuleFacts, boolean>();

/**
 * A script that has the frame of one with exports, and gives nothing: a table of getters without any, or a universal
 * module whose factory is handed `exports` and never uses it, or whose factory's result is exported and is none.
 */
export function isHollowCommonjs(module: ModuleFacts): boolean {
  let answer = known.get(module);
  if (answer === undefined) {
    answer = readIsHollow(module);
    known.set(module, answer);
  }
  return answer;
}

function readIsHollow({ kind, commonjsExports: { names }, source: { text } }: ModuleFacts): boolean {
  if (kind !== "commonjs") return false;
  if (fillsEmptyTable(text)) return true;
  if ([...names].some((name) => name !== "__esModule")) return false;
  return ignoresExports(text) || exportsNoResult(text);
}

/** `__export(table, {}); module.exports = __toCommonJS(table);`, as esbuild writes it. */
function fillsEmptyTable(text: string): boolean {
  const table = /^__export\(([\w$]+), ?\{\s*\}\);?$/m.exec(text)?.[1];
  if (table === undefined) return fillsEmptyMinified(text);
  if (text.includes(`__reExport(${table},`)) return false;
  return text.includes(`\nmodule.exports = __toCommonJS(${table});`);
}

/** What minified code exports as a whole, beside esbuild's annotation of the names. */
const minifiedTable = /(?<![\w$.])module\.exports=[\w$]{1,50}\(([\w$]{1,50})\)[;,]/;

/** The same minified: no call hands getters to the table, and none another module. */
function fillsEmptyMinified(text: string): boolean {
  if (!text.includes("0&&(module.exports={")) return false;
  const table = minifiedTable.exec(text)?.[1];
  return (
    table !== undefined &&
    new RegExp(`(?<![\\w$.])${patternOf(table)}=\\{\\}`).test(text) &&
    !new RegExp(`\\(${patternOf(table)},(?!\\{\\}\\))`).test(text)
  );
}

/** In characters: a licence, and what compilers write around the factory. */
const longestHead = 8_000;

/** `factory(exports, require("react"))`, whatever a minifier calls the factory. */
const handsExports = /(?<![\w$.]|function )([\w$]{1,50})\(exports(?=[,)])(?![^()]*\bmodule\b)/g;
/** Where the factory begins, and what it calls the exports that it is handed. */
const factoryOfExports = /[(,]\s*function ?[\w$]* ?\(([\w$]{1,50})[,)][^{]{0,200}\{/g;

/** In characters: where bundlers put the exports, at the end of the factory, or at its beginning. */
const longestEdge = 4_000;

function ignoresExports(text: string): boolean {
  const head = text.slice(0, longestHead);
  if (!/\bdefine\b/.test(head)) return false;
  const handed = [...head.matchAll(handsExports)];
  const [first] = handed;
  if (!first) return false;
  factoryOfExports.lastIndex = first.index;
  const factory = factoryOfExports.exec(head);
  const parameter = factory?.[1];
  if (!factory || parameter === undefined) return false;
  const start = factory.index + factory[0].length;
  const edges = `${text.slice(start, start + longestEdge)}\n${text.slice(Math.max(start, text.length - longestEdge))}`;
  // As nearly every factory has it.
  const given = `(?<![\\w$.])${patternOf(parameter)}(?:\\.[\\w$]+|\\[[^\\]]*\\]) ?=(?!=| ?void 0)`;
  if (new RegExp(given).test(edges)) return false;
  const program = parseAgain(text, "commonjs")?.program;
  if (!program) return false;
  return handed.some((call) => factoriesOf(program, call).some((each) => usesParameter(each) === false));
}

/** `module.exports = factory()`, whatever a minifier calls the factory. */
const exportsResult = /\bmodule\.exports ?= ?(?!require\b)([\w$]{1,50})\(/;
/** The first function behind that, and what it returns at once, as minified factories do. */
const factoryOfResult =
  /[(,]\s*\(?(?:function ?[\w$]* ?\([^()]*\) ?\{|\([^()]*\) ?=>)\s*((?:["']use strict["'];\s*)?return\b)?/;

function exportsNoResult(text: string): boolean {
  const head = text.slice(0, longestHead);
  const exported = exportsResult.exec(head);
  if (!exported || !/\bdefine\b/.test(head)) return false;
  const [, begin = ""] = factoryOfResult.exec(head.slice(exported.index)) ?? [];
  if (begin.endsWith("return") || endsWithReturn(text)) return false;
  const program = parseAgain(text, "commonjs")?.program;
  return program ? factoriesOf(program, exported).some(returnsNothing) : false;
}

/** In characters: comments and a map may follow the last statement. */
const longestEnd = 1_000;

/** As nearly every factory ends. */
function endsWithReturn(text: string): boolean {
  const end = text.slice(-longestEnd).replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*/gm, "");
  return /\breturn\b[^;{}]*;?\s*\}\s*\)+;?\s*$/.test(end);
}

/**
 * What the function that stands as a statement is called with, in the place of the parameter that it calls there. A
 * call further inside is that of a bundled module (dexie-export-import).
 */
function factoriesOf({ body }: Program, { 1: name, index }: RegExpExecArray): AnyNode[] {
  return body.flatMap((statement) => {
    if (statement.type !== "ExpressionStatement") return [];
    const { expression } = statement;
    const call = expression.type === "UnaryExpression" ? expression.argument : expression;
    if (call.type !== "CallExpression") return [];
    const { callee } = call;
    if (!isFunctionExpression(callee) || index < callee.start || index >= callee.end) return [];
    const place = callee.params.findIndex((each) => each.type === "Identifier" && each.name === name);
    return call.arguments[place] ?? [];
  });
}
