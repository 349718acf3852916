import type { ModuleFacts } from "../../modules/module-facts.js";
import { isCommentedOut } from "./comment-lines.js";
import { findLostInMinified } from "./minified-tables.js";

/** A module that a bundle asks its own table for. */
export interface TableRequest {
  readonly id: string;
  /** 0-based offset of the id in the text. */
  readonly offset: number;
}

/** A file whose table is lost as a whole asks for hundreds. */
const mostListed = 20;

/** The first request for each module that the bundle's own table does not hold. */
export function findLostModules({ kind, source: { text } }: ModuleFacts): TableRequest[] {
  const head = text.slice(0, longestHead);
  return [
    ...(head.includes("__webpack_modules__") || head.includes("// webpackBootstrap")
      ? lostOfWebpack(text)
      : []),
    ...(text.includes("},{},[") && text.includes("[function") ? lostOfBrowserify(text) : []),
    ...findLostInMinified(text, kind).slice(0, mostListed),
  ];
}

/** In characters: the table begins where the bundle does, behind licences and the bundler's own functions. */
const longestHead = 50_000;

/** The comment in front of an id says what the author wrote. Releases before the fifth ask for the entry by `s`. */
const requestOfWebpack =
  /\b__webpack_require__(?:\.s = |\((?:\/\*(?:[^*]|\*(?!\/)){0,400}\*\/ ?)?)("[^"\n]+"|\d+)\)/g;

/**
 * A key of the table: behind webpack's mark of one, or with a colon or, as a method, a parenthesis behind it. A table
 * that is a list has the place of each in a comment before it.
 */
const keyOfWebpack =
  /\/\*\*\*\/ ("[^"\n]+"|\d+)|[{,]\s*("[^"\n]+"|\d+)\s*[:(]|\/\* (\d+) \*\/\r?\n(?:\/\*{3}\/ |\/\* \d+ \*\/\r?\n){1,3}\(?function/g;

/** Bundles whose modules may lie in other files, or come from another bundle. */
const inChunks = /webpackChunk|webpackJsonp|__webpack_require__\.(?:e|x|X|C|f)\b|\bdll-reference\b/;

/**
 * webpack and Rspack, not minified: `__webpack_require__(817)` beside `var __webpack_modules__ = ({ 817: … })`, or with
 * the table behind `(function(modules) { // webpackBootstrap … })`.
 */
const tableOfWebpack = /\b__webpack_modules__ = \(?\{|\(function ?\(modules\) ?\{ \/\/ webpackBootstrap/g;

function lostOfWebpack(text: string): TableRequest[] {
  if (text.match(tableOfWebpack)?.length !== 1 || inChunks.test(text)) return [];
  // Another bundler that takes such a bundle in leaves out the marks, and writes the keys as it likes (playwright).
  if (!text.includes("/***/ ")) return [];
  const keys = new Set(
    [...text.matchAll(keyOfWebpack)].map(([, marked, key, place]) => withoutQuotes(marked ?? key ?? place)),
  );
  const requests = [...text.matchAll(requestOfWebpack)].flatMap(({ 0: whole, 1: written, index }) => {
    const id = withoutQuotes(written);
    return isCode(text, index) ? [{ id, offset: index + whole.lastIndexOf(id) }] : [];
  });
  return firstOfEach(requests, keys);
}

/** In characters: the longest beginning of a line before a request. */
const longestBeginning = 300;

/** Behind nothing on its line that begins a text or a comment, webpack's own notes aside: such bundles hold tools, too. */
function isCode(text: string, offset: number): boolean {
  const before = text.slice(Math.max(0, offset - longestBeginning), offset);
  const line = before
    .slice(before.lastIndexOf("\n") + 1)
    .replaceAll(/\/\*.*?\*\/|__webpack_require__\( ?"[^"\n]*"\)/g, "");
  return !/["'`]|\/[/*]|^\s*\*/.test(line);
}

function withoutQuotes(id = ""): string {
  return id.startsWith('"') ? id.slice(1, -1) : id;
}

const keyOfBrowserify = /(?<=[{,]\s*)(\d+): ?\[function ?\(/g;
/** What a module calls its dependencies, and which they are: `{"./part":2,"fs":undefined}`, the end of its entry. */
const dependenciesOfBrowserify =
  /\},(\{(?:(?:"[^"\n]*"|[\w$]+): ?(?:\d+|undefined|void 0)(?:,|(?=\})))+\})\]/g;
/** Which modules run first, behind the table. */
const entriesOfBrowserify = /\},\{\},\[([\d,]*)\]\)/g;

/**
 * browserify: `{1:[function(require,module,exports){ … },{"./part":2}],…},{},[1])`. Minified, the function that loads
 * a module still has its message.
 */
function lostOfBrowserify(text: string): TableRequest[] {
  const isPlain = /\d: ?\[function ?\((?:require|_dereq_), ?module, ?exports\)/.test(text);
  if (!isPlain && !text.includes("Cannot find module '")) return [];
  const entries: { readonly index: number; readonly ids: string }[] = [];
  for (const { index, 1: ids = "" } of text.matchAll(entriesOfBrowserify)) {
    if (entries.length === mostListed) return [];
    if (!isCommentedOut(text, index)) entries.push({ index, ids });
  }
  if (entries.length === 0) return [];
  const keys = new Set([...text.matchAll(keyOfBrowserify)].map(([, key = ""]) => key));
  const requests: TableRequest[] = [];
  for (const { 1: dependencies = "", index } of text.matchAll(dependenciesOfBrowserify)) {
    const lost = [...dependencies.matchAll(/: ?(\d+)(?=[,}])/g)].filter(([, id = ""]) => !keys.has(id));
    if (lost.length === 0 || requests.length >= mostListed || isCommentedOut(text, index)) continue;
    for (const { 0: found, 1: id = "", index: inside } of lost) {
      requests.push({ id, offset: index + 2 + inside + found.length - id.length });
    }
  }
  for (const { ids, index } of entries) {
    for (const { 0: id, index: inside } of ids.matchAll(/\d+/g)) {
      requests.push({ id, offset: index + "},{},[".length + inside });
    }
  }
  return firstOfEach(requests, keys);
}

function firstOfEach(requests: Iterable<TableRequest>, keys: ReadonlySet<string>): TableRequest[] {
  const lost = new Map<string, TableRequest>();
  for (const request of requests) {
    if (lost.size === mostListed) break;
    if (!keys.has(request.id) && !lost.has(request.id)) lost.set(request.id, request);
  }
  return [...lost.values()];
}
