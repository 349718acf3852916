import { exportedNamesOf } from "../../modules/exported-names.js";
import { ofEveryFunction } from "../../modules/inherited-names.js";
import type { ModuleFacts } from "../../modules/module-facts.js";
import type { ModuleGraph } from "../../modules/module-graph.js";
import { patternOf } from "../../modules/name-pattern.js";
import { isAddedByOthers, mayAddToItself } from "./added-members.js";
import { findOwnUses, type OwnUse } from "./own-uses.js";

/** `module.exports.get.byDigest = …`, `exports.sequence(…)`, `(0, exports.run)()`: what cannot do without the export. */
const use = /(?<![\w$.])(?:module\.)?exports\.([\w$]{1,200})(?=\(|\.[\w$]|\[|\)\()/g;

/** `module.exports = exports.default;`, also with what compilers put around it: all that the script gives. */
const whole =
  /^module\.exports ?= ?(?:Object\.assign\()?(?:module\.)?exports(?:\.([\w$]{1,200})|\[["']([\w$]{1,200})["']\])(?=\)?[;\n\r]|\)?$|, ?(?:module\.)?exports\);?$)/gm;

/** Names that may be lost; a file that uses more of what is gone is one problem. */
const mostLost = 20;

/** Names that are used, each of which takes passes over the text. */
const mostNames = 500;

/** The first use of each own export that the file surely does not give, in a script of which all exports are known. */
export function findLostOwnMembers(module: ModuleFacts, graph: ModuleGraph): OwnUse[] {
  const { kind, analysed, commonjsExports, source } = module;
  if (!analysed || kind !== "commonjs") return [];
  const { text } = source;
  if (!/exports\.[\w$]+[()[.]|module\.exports ?= ?(?:Object\.assign\()?(?:module\.)?exports\b/.test(text))
    return [];
  const lost = new Set<string>();
  const asked = new Set<string>();
  const patterns = commonjsExports.opaque ? [whole] : [whole, use];
  for (const name of patterns.flatMap((pattern) => [...namesIn(text, pattern)])) {
    if (asked.has(name) || ofEveryFunction.has(name)) continue;
    if (asked.size === mostNames || lost.size === mostLost) break;
    asked.add(name);
    if (commonjsExports.names.has(name) && !isOnlyAnnounced(name, text)) continue;
    if (!mayBeGiven(name, text)) lost.add(name);
  }
  if (lost.size === 0 || mayHaveMore(module) || isFilledElsewhere(module)) return [];
  for (const name of lost) if (isAddedByOthers(name, module, graph)) lost.delete(name);
  if (commonjsExports.reexports.length > 0) {
    const { names, open } = exportedNamesOf(module, graph);
    if (open) return [];
    // What is only announced counts as an export of the file's own.
    for (const name of lost) if (names.has(name) && !commonjsExports.names.has(name)) lost.delete(name);
  }
  return findOwnUses(module, lost);
}

/** `exports.run = exports.stop = void 0;`, as TypeScript and Babel begin a file that will give these. */
const announcement = /^(?:exports\.[\w$]{1,200} = )+void 0;$/gm;

/** `exports.minimatch.braceExpand = `: a member of an export. */
const memberOfExport = /\bexports\.[\w$]{1,200}\.[\w$]{1,200} =(?!=)/g;

/**
 * Names that a compiler announces, whose function, class or variable stands in the file, and that nothing gives: the
 * statement which does was lost. A variable without a value may never get one.
 */
export function findOnlyAnnounced(module: ModuleFacts, graph: ModuleGraph): OwnUse[] {
  const { rest, neverGiven } = announcedBy(module);
  const lost = [...neverGiven].filter(
    ([name]) =>
      isDeclared(name, rest) && !isGivenNothing(name, rest) && !isAddedByOthers(name, module, graph),
  );
  return lost.slice(0, mostLost).map(([name, offset]) => ({ name, offset }));
}

/** `const prerelease = exports.prerelease = undefined;` (@mui/material) */
function isGivenNothing(name: string, text: string): boolean {
  return [`exports.${name} =`, `exports.${name}=`].some((assignment) => text.includes(assignment));
}

/** A compiler announces the export, and nothing gives it, in the file or beside it. */
export function isOnlyAnnouncedIn(name: string, module: ModuleFacts, graph: ModuleGraph): boolean {
  return announcedBy(module).neverGiven.has(name) && !isAddedByOthers(name, module, graph);
}

interface Announced {
  /** Announced names that nothing in the file may give, each with its 0-based offset. */
  readonly neverGiven: ReadonlyMap<string, number>;
  /**
   * The text without the announcements, for in a chain of them each looks like what the one before is given, and
   * without what is put on an export, which may be called like another one.
   */
  readonly rest: string;
}

const announced = new WeakMap<ModuleFacts, Announced>();

function announcedBy(module: ModuleFacts): Announced {
  let found = announced.get(module);
  if (!found) {
    found = readAnnounced(module);
    announced.set(module, found);
  }
  return found;
}

function readAnnounced(module: ModuleFacts): Announced {
  const { kind, analysed, source } = module;
  const { text } = source;
  const neverGiven = new Map<string, number>();
  if (!analysed || kind !== "commonjs" || !text.includes("__esModule")) return { neverGiven, rest: text };
  for (const { 0: statement, index } of text.matchAll(announcement)) {
    for (const { 1: name = "", index: at } of statement.matchAll(/exports\.([\w$]+)/g)) {
      if (neverGiven.size < mostNames) neverGiven.set(name, index + at + "exports.".length);
    }
  }
  if (neverGiven.size === 0) return { neverGiven, rest: text };
  const rest = text.replace(announcement, "").replace(memberOfExport, "");
  // Nearly every export is given in the ordinary way, which is told in one pass for all of them.
  for (const [, name = ""] of rest.matchAll(/\bexports\.([\w$]+) ?=(?!=| ?void 0| ?undefined\b)/g))
    neverGiven.delete(name);
  for (const name of [...neverGiven.keys()]) if (mayBeGiven(name, rest)) neverGiven.delete(name);
  if (neverGiven.size > 0 && isFilledElsewhere(module)) neverGiven.clear();
  return { neverGiven, rest };
}

/** By a statement of the file itself. */
function isDeclared(name: string, text: string): boolean {
  const escaped = patternOf(name);
  return new RegExp(
    `^(?:(?:async )?function\\*? ${escaped}\\(|class ${escaped}(?![\\w$])|(?:var|let|const) ${escaped} = )`,
    "m",
  ).test(text);
}

function* namesIn(text: string, pattern: RegExp): Iterable<string> {
  for (const { 1: plain, 2: quoted } of text.matchAll(pattern)) yield plain ?? quoted ?? "";
}

/** Compilers write `exports.run = void 0;` first of all; whatever else is assigned is looked for elsewhere. */
function isOnlyAnnounced(name: string, text: string): boolean {
  const start = `exports.${name}`;
  const at = text.indexOf(start);
  if (at < 0) return false;
  const announced = /\s?=\s?void 0/y;
  announced.lastIndex = at + start.length;
  return announced.test(text);
}

/** A class, or what is made of something else, has more than is assigned to it. */
function mayHaveMore({ source: { text } }: ModuleFacts): boolean {
  return /\bclass\b|__proto__|\b(?:setPrototypeOf|mixin)\b|\(this\s*[,)]|\bthis\[/.test(text);
}

/** The exports are handed to a function, or `exports` is a variable of its own. */
const handed =
  /\b(?:var|let|const) (?:exports|module)\b|(?<![\w$.])(?:exports|module) *(?:=>|[,)\]}])|[(,]\s*module\.exports\s*[,)]|\bexports\[(?!["'])/g;
/** What stands before `exports` where that is no news: `Object.defineProperty(`, re-exports, and the end of `whole`. */
const known =
  /(?:defineProperty\(|__exportStar\(require\(["'][^"'\n]{1,200}["']\), |__exportStar = [^\n]{1,100}function ?\(m, |hasOwnProperty\.call\(|__createBinding\(|\nmodule\.exports ?= ?Object\.assign\([^()\n]{1,200}, ?)$/;

function isFilledElsewhere(module: ModuleFacts): boolean {
  if (mayAddToItself(module)) return true;
  const { text } = module.source;
  return [...text.matchAll(handed)].some(
    ({ index }) => !known.test(text.slice(Math.max(0, index - longestBefore), index)),
  );
}

/** In characters: what is looked at before `exports`. */
const longestBefore = 300;

/** The name is assigned to anything, is a key or the target of a pattern, stands as a text, or is asked for first. */
function mayBeGiven(name: string, text: string): boolean {
  const escaped = patternOf(name);
  const own = `(?:\\.${escaped}|\\[["']${escaped}["']\\])`;
  const value = "(?!\\s*(?:void 0|undefined)\\b)";
  const isAssigned = `${own}\\s*(?:[|&?]{2})?=(?!=)${value}|(?<!\\((?:module\\.)?exports)${own}\\s*[,}\\]]|${own}\\s*(?:of|in)\\b`;
  const isKey = `(?<![\\w$.])${escaped}\\s*:|[{,]\\s*(?:(?:async|get|set|\\*)\\s+)*${escaped}\\s*[,}(]`;
  const isText = `(?<!\\bexports\\[)["'\`]${escaped}["'\`]`;
  const isTested = `(?:typeof |!)(?:module\\.)?exports${own}|exports${own}\\s*(?:&&|\\|\\||\\?|[!=]==?)|\\((?:module\\.)?exports${own}\\)`;
  return new RegExp(`${isAssigned}|${isKey}|${isText}|${isTested}`).test(text);
}
