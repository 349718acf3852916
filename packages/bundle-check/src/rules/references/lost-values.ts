import type { Declarations } from "../../declarations/declared-values.js";
import { isRecord } from "../../entrypoints/manifest.js";
import { type ExportedNames, exportedNamesOf } from "../../modules/exported-names.js";
import { ofEveryFunction } from "../../modules/inherited-names.js";
import { knownMembersOf } from "../../modules/known-exports.js";
import type { ModuleFacts, ModuleRequest } from "../../modules/module-facts.js";
import type { ModuleGraph } from "../../modules/module-graph.js";
import type { PackageFacts } from "../../package-facts.js";
import { isAddedElsewhere, mayAddToItself } from "./added-members.js";
import { isInComment } from "./comment-lines.js";
import { isNamedByCompiler, wayOf } from "./request-ways.js";
import { findRequiredUses } from "./required-uses.js";
import { takenAtOnce } from "./taken-at-once.js";
import { isTested } from "./tested-members.js";

/** What a file calls, extends or looks into, and another file of the package does not give. */
export interface LostValue {
  readonly request: ModuleRequest;
  readonly target: ModuleFacts;
  /** Null when the module itself is called or extended, and has nothing at all. */
  readonly name: string | null;
  readonly offset: number;
  readonly length: number;
}

/** Requests of one file for which its text is searched: each takes a pass over it. */
const mostGlances = 500;

/** Names of one file that all others are searched for: a file that calls more of what is gone is one problem. */
const mostLookups = 50;

/** In characters: what is longer is no name that anybody calls, and more than an expression may have. */
const longestName = 200;

interface Candidate {
  readonly request: ModuleRequest;
  readonly target: ModuleFacts;
  readonly exported: ExportedNames;
}

/**
 * Where nothing links names — `require`, and `import * as` — a file whose exports are all known, and do not hold what
 * is called, gives a TypeError when the call runs. The code is only read again when a glance finds something to look for.
 */
export function findLostValues(
  module: ModuleFacts,
  { graph, files, declarations, manifest }: PackageFacts,
): LostValue[] {
  const { browser } = manifest.data;
  const candidates = new Map<ModuleRequest, Candidate>();
  const lost: LostValue[] = [];
  let glances = 0;
  for (const request of module.requests) {
    const candidate = candidateFor(module, request, graph);
    if (!candidate) continue;
    // Bundlers for browsers put another file in the place of this one (asap).
    if (isRecord(browser) && Object.hasOwn(browser, `./${candidate.target.path}`)) continue;
    if (++glances > mostGlances) break;
    const taken = isEmpty(candidate.exported) ? takenAtOnce(module, request, candidate.target) : null;
    if (taken) {
      const { offset, specifier } = request;
      lost.push({ request, target: candidate.target, ...taken, offset, length: specifier.length + 2 });
      continue;
    }
    if (mayLack(module, candidate)) candidates.set(request, candidate);
  }
  if (candidates.size === 0) return lost;
  const seen = new Set<number>();
  let lookups = 0;
  const uses = findRequiredUses(module, [...candidates.keys()]).flatMap((use) => {
    const candidate = candidates.get(use.request);
    if (!candidate || seen.has(use.offset) || !isLost(use.name, candidate.exported)) return [];
    if (use.way === "passed-on" && !declaresBeside(candidate.target.path, use.name ?? "", declarations))
      return [];
    if (use.way === "read" && use.name === null) {
      const mayBeTypes = () => files.paths.some((path) => /\.d\.[cm]?ts$/.test(path));
      // One of several builds may be nothing on purpose (react-refresh).
      if (use.request.conditional || !isMeantToGive(module, candidate.target, use.variable) || mayBeTypes())
        return [];
      if (mayAddToItself(candidate.target)) return [];
    }
    if (use.isHandedOn && use.name !== null && givesSomething(candidate.target)) return [];
    seen.add(use.offset);
    const { request, target } = candidate;
    const { name, offset, length, variable } = use;
    if (++lookups > mostLookups) return [];
    if (variable.length > longestName || (name ?? "").length > longestName) return [];
    if (name !== null && variable !== "" && isTested(name, variable, module)) return [];
    if (name !== null && isAddedElsewhere(name, target, graph)) return [];
    return [{ request, target, name, offset, length }];
  });
  return [...lost, ...uses];
}

/** The file that a request leads to, if all of its exports are known. */
function candidateFor(module: ModuleFacts, request: ModuleRequest, graph: ModuleGraph): Candidate | null {
  const { kind, specifier, inTry, names } = request;
  if (inTry || !specifier.startsWith(".")) return null;
  if (kind !== "require" && (kind !== "import" || names.length > 0)) return null;
  const resolution = graph.resolve(module.path, request);
  if (resolution.kind !== "file" || !graph.isJavaScript(resolution.path)) return null;
  const target = graph.facts(resolution.path);
  if (!target.analysed) return null;
  // A file that lost its exports is no longer one of a kind.
  const isBare = !target.isModular && kind === "import" && target.hasCode;
  if (target.kind !== (kind === "require" ? "commonjs" : "module") && !isBare) return null;
  const exported = exportedNamesOf(target, graph);
  if (!exported.open && !exported.isWholeValue) return { request, target, exported };
  const members = kind === "require" ? knownMembersOf(target.path, graph) : null;
  if (!members) return null;
  // The whole is a function, and has what every function has.
  const given = new Set([...members.names, ...ofEveryFunction, "default"]);
  return { request, target, exported: { names: given, open: false, isWholeValue: true } };
}

/** A glance at the text: a syntax tree is only made for what may be lost. */
function mayLack(module: ModuleFacts, { request, exported }: Candidate): boolean {
  const way = wayOf(module, request);
  if (way === null) return false;
  const { variable, members } = way;
  if (isEmpty(exported) && !members) return variable === null || isUsed(variable, module, request);
  if (members) return members.some((member) => /^[\w$]+$/.test(member) && !exported.names.has(member));
  if (variable === null) return false;
  const isAnyUse = request.kind === "import" || isNamedByCompiler(variable, module.source.text);
  return usesAnother(module, variable, exported.names, isAnyUse);
}

/** The text may call the variable, extend it, or look into it; one of several builds may be empty on purpose. */
function isUsed(
  variable: string,
  { source: { text } }: ModuleFacts,
  { conditional }: ModuleRequest,
): boolean {
  if (variable === "exports") return !conditional;
  return [
    `${variable}(`,
    `${variable}.`,
    `${variable})`,
    `new ${variable}`,
    `extends ${variable}`,
    `= ${variable}`,
  ].some((use) => text.includes(use));
}

/** How often a variable may be looked for: what is used more is the parameter of a minified function, or a namespace. */
const mostCalls = 500;

/** Of how many names it is asked whether the code tests them first: each takes a few passes over the text. */
const mostTested = 10;

/** A member of the variable is called, or used in any way, that is none of the names. Not by an expression: this is asked of every module. */
function usesAnother(
  module: ModuleFacts,
  variable: string,
  names: ReadonlySet<string>,
  isAnyUse: boolean,
): boolean {
  const { text } = module.source;
  const start = `${variable}.`;
  if (variable.length > longestName) return false;
  const told = new Set<string>();
  const isLostName = (name: string) =>
    name !== "default" && name.length <= longestName && !names.has(name) && !told.has(name);
  let at = text.indexOf(start);
  for (let count = 0; at !== -1 && count < mostCalls; count++) {
    const from = at + start.length;
    if (isBeginning(text, at)) {
      let end = from;
      while (isNameCode(text.charCodeAt(end))) end++;
      const isUse = isAnyUse ? !isQuote(text.charCodeAt(end)) : text.charCodeAt(end) === openParenthesis;
      const name = isUse ? text.slice(from, end) : "default";
      if (isLostName(name) && !isInComment(text, at)) {
        if (told.size >= mostTested || !isTested(name, variable, module)) return true;
        told.add(name);
      }
    }
    at = text.indexOf(start, from);
  }
  return false;
}

const [quotationMark, dollar, apostrophe, openParenthesis, dot, underscore] = [34, 36, 39, 40, 46, 95];

/** What stands before is no part of a longer name, and no object whose member has the name; `...part.a` spreads it. */
function isBeginning(text: string, at: number): boolean {
  const before = text.charCodeAt(at - 1);
  return !isNameCode(before) && (before !== dot || text.startsWith("...", at - 3));
}

/** A name that ends at a quote is the end of a text: `import * as part from "./part.js"`. */
function isQuote(code: number): boolean {
  return code === quotationMark || code === apostrophe;
}

function isNameCode(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === underscore ||
    code === dollar
  );
}

function isEmpty({ names }: ExportedNames): boolean {
  return [...names].every((name) => name === "__esModule");
}

/** A function that is given the module may put members on what that exports, and cannot make a function of it. */
function givesSomething({ source: { text } }: ModuleFacts): boolean {
  return /\bexports\b/.test(text);
}

/** The default that an interoperation makes is the whole of a script, whatever that has. */
function isLost(name: string | null, exported: ExportedNames): boolean {
  return name === null || name === "default" ? isEmpty(exported) : !exported.names.has(name);
}

/**
 * The declarations beside a module say that the name is a value. Hand-written ones of modules that are called types
 * also describe what is not there (typeorm).
 */
function declaresBeside(path: string, name: string, declarations: Declarations): boolean {
  if (/(^|[/.-])(types?|typings?|interfaces?)(\/.*)?\.[cm]?js$/.test(path)) return false;
  const file = declarations.file(path.replace(/\.([cm]?)js$/, ".d.$1ts"));
  const exported = file?.exports.get(name);
  if (!file || !exported || !("local" in exported)) return false;
  return /^(function|class|variable|enum)$/.test(file.values.get(exported.local) ?? "");
}

/** What a script gives away as a whole is no module of effects when it has a variable for it. */
function isMeantToGive(module: ModuleFacts, { hasCode }: ModuleFacts, variable: string): boolean {
  return !isCompiled(module) && (variable !== "" || !hasCode);
}

/** A compiler may have written a module of nothing but types. */
function isCompiled({ source: { text } }: ModuleFacts): boolean {
  return text.includes("__esModule");
}
