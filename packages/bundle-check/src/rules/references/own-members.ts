import { exportedNamesOf } from "../../modules/exported-names.js";
import type { ModuleFacts } from "../../modules/module-facts.js";
import type { ModuleGraph } from "../../modules/module-graph.js";
import { patternOf } from "../../modules/name-pattern.js";
import { mayAddToItself } from "./added-members.js";
import { isCommentedOut } from "./comment-lines.js";

/** A script uses an export of its own that nothing gives. */
export interface OwnUse {
  readonly name: string;
  /** 0-based offset of the name. */
  readonly offset: number;
}

/** `module.exports.get.byDigest = …`, `exports.sequence(…)`, `(0, exports.run)()`: what cannot do without the export. */
const use = /(?<![\w$.])(?:module\.)?exports\.([\w$]{1,200})(?=\(|\.[\w$]|\[|\)\()/g;

/** `module.exports = exports.default;`, also with what compilers put around it: all that the script gives. */
const whole =
  /^module\.exports ?= ?(?:Object\.assign\()?(?:module\.)?exports(?:\.([\w$]{1,200})|\[["']([\w$]{1,200})["']\])(?=\)?[;\n\r]|\)?$|, ?(?:module\.)?exports\);?$)/gm;

/** What every object has, and every function. */
const inherited: ReadonlySet<string> = new Set(
  [Object.prototype, Function.prototype].flatMap((each) => Object.getOwnPropertyNames(each)),
);

/** Names that a text is searched for; a file that uses more of what is gone is one problem. */
const mostSearched = 20;

/** Uses that are looked at: most are of what the file gives, or stand in comments. */
const mostUses = 2_000;

/** The first use of each own export that the file surely does not give, in a script of which all exports are known. */
export function findLostOwnMembers(module: ModuleFacts, graph: ModuleGraph): OwnUse[] {
  const { kind, analysed, commonjsExports, source } = module;
  if (!analysed || kind !== "commonjs") return [];
  const { text } = source;
  if (!/exports\.[\w$]+[()[.]|module\.exports ?= ?(?:Object\.assign\()?(?:module\.)?exports\b/.test(text))
    return [];
  const lost: OwnUse[] = [];
  const searched = new Set<string>();
  let uses = 0;
  for (const pattern of commonjsExports.opaque ? [whole] : [whole, use]) {
    for (const { name, offset } of usesIn(text, pattern)) {
      if (searched.has(name) || inherited.has(name)) continue;
      if (name !== "default" && commonjsExports.names.has(name) && !isOnlyAnnounced(name, text)) continue;
      if (searched.size === mostSearched || ++uses > mostUses) break;
      if (isCommentedOut(text, offset)) continue;
      searched.add(name);
      if (!mayBeGiven(name, text)) lost.push({ name, offset });
    }
  }
  if (lost.length === 0 || isFilledElsewhere(module)) return [];
  if (commonjsExports.reexports.length === 0) return lost;
  const { names, open } = exportedNamesOf(module, graph);
  // What is only announced counts as an export of the file's own.
  return open ? [] : lost.filter(({ name }) => !names.has(name) || commonjsExports.names.has(name));
}

/** Compilers write `exports.run = void 0;` first of all; whatever else is assigned is looked for elsewhere. */
function isOnlyAnnounced(name: string, text: string): boolean {
  const start = `exports.${name} = `;
  let at = text.indexOf(start);
  if (at === -1 || !text.startsWith("void 0", at + start.length)) return false;
  at = text.indexOf(start, at + start.length);
  return at === -1;
}

function* usesIn(text: string, pattern: RegExp): Iterable<OwnUse> {
  for (const { 0: found, 1: plain, 2: quoted, index } of text.matchAll(pattern)) {
    const name = plain ?? quoted ?? "";
    yield { name, offset: index + found.lastIndexOf(name) };
  }
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

/** The name is assigned to anything, stands as a text, or is asked for first. */
function mayBeGiven(name: string, text: string): boolean {
  const own = `(?:\\.${patternOf(name)}|\\[["']${patternOf(name)}["']\\])`;
  const value = "(?!\\s*(?:void 0|undefined)\\b)";
  const isGiven = `${own}\\s*(?:[|&?]{2})?=(?!=)${value}|(?<!\\bexports\\[)["'\`]${patternOf(name)}["'\`]`;
  const isTested = `(?:typeof |!)(?:module\\.)?exports${own}|exports${own}\\s*(?:&&|\\|\\||\\?|[!=]==?)|\\((?:module\\.)?exports${own}\\)`;
  return new RegExp(`${isGiven}|${isTested}`).test(text);
}
