import type { ModuleRequest } from "../module-facts.js";

/** The names that code reads from a module, each with its position. */
export type ImportedNames = ModuleRequest["names"][number][];

const property = /(\s*)(?:\.\.\.\s*[\w$]+|([A-Za-z_$][\w$]*)(?:\s*:\s*[A-Za-z_$][\w$]*)?)\s*([,}])/y;
const closing = /\s*\}/y;

/**
 * The names of a pattern that starts at `start`, as `DynamicImportNames` reads them from a syntax tree, and where the
 * pattern ends. Null for all but the plainest: default values, nested patterns, comments.
 */
export function namesOfPattern(text: string, start: number): { names: ImportedNames; end: number } | null {
  const names: ImportedNames = [];
  let at = start + 1;
  for (;;) {
    closing.lastIndex = at;
    if (closing.test(text)) return { names, end: closing.lastIndex };
    property.lastIndex = at;
    const [, before = "", name, following] = property.exec(text) ?? [];
    if (following === undefined) return null;
    if (name !== undefined) names.push({ name, offset: at + before.length });
    at = property.lastIndex;
    if (following === "}") return { names, end: at };
  }
}

const afterSpace = /\s*(?:async\b[^\S\n\r\u2028\u2029]*)?/y;
const parameterOrValue =
  /(?:\(\s*([A-Za-z_$][\w$]*)\s*(?:\)|,[\w$\s,]*\))|([A-Za-z_$][\w$]*))\s*(=>\s*|[,)])/y;
const patternBefore = /\(\s*(?=\{)/y;
const arrowBehind = /\s*,?\s*\)\s*=>/y;
const unnamedFunction = /function\b\s*[\w$]*\s*\(\s*[\w$]*\s*[,)]/y;
const word = /[A-Za-z_$][\w$]*/y;
const space = /\s*/y;
const otherBody = /[{["'`\d!~+-]|\(\s*\{/y;
/** What may go on with a name, or stand for a comment or a member. */
const unsure = /[\\/[]|[^\0-\x7f]/y;

/**
 * The names that a callback reads from its argument: `({ a }) => …`, `(x) => x.a`. `start` is behind the parenthesis
 * of `.then(`. Null when the text is not so plain that it surely says so.
 */
export function namesOfCallback(text: string, start: number): ImportedNames | null {
  afterSpace.lastIndex = start;
  afterSpace.test(text);
  const at = afterSpace.lastIndex;
  patternBefore.lastIndex = at;
  if (patternBefore.test(text)) {
    const pattern = namesOfPattern(text, patternBefore.lastIndex);
    arrowBehind.lastIndex = pattern?.end ?? text.length;
    return pattern !== null && arrowBehind.test(text) ? pattern.names : null;
  }
  unnamedFunction.lastIndex = at;
  if (unnamedFunction.test(text)) return [];
  parameterOrValue.lastIndex = at;
  const [, first, single, following = ""] = parameterOrValue.exec(text) ?? [];
  if (following.startsWith("=>")) return namesOfBody(text, parameterOrValue.lastIndex, first ?? single ?? "");
  // A name alone: what it does with the module is not written here.
  return single !== undefined && following !== "" ? [] : null;
}

function namesOfBody(text: string, start: number, parameter: string): ImportedNames | null {
  otherBody.lastIndex = start;
  if (otherBody.test(text)) return [];
  const objectEnd = endOf(word, text, start);
  if (objectEnd === start) return null;
  const dot = endOf(space, text, objectEnd);
  if (endOf(unsure, text, dot) > dot) return null;
  if (text.slice(start, objectEnd) !== parameter || text[dot] !== ".") return [];
  const nameStart = endOf(space, text, dot + 1);
  const nameEnd = endOf(word, text, nameStart);
  const end = endOf(space, text, nameEnd);
  if (nameEnd === nameStart || endOf(unsure, text, end) > end) return null;
  const isWhole = text[end] === "," || text[end] === ")";
  return isWhole ? [{ name: text.slice(nameStart, nameEnd), offset: nameStart }] : [];
}

function endOf(pattern: RegExp, text: string, start: number): number {
  pattern.lastIndex = start;
  return pattern.test(text) ? pattern.lastIndex : start;
}
