import type { AnyNode } from "acorn";
import { isUncertainCall } from "./certain-calls.js";
import type { ModuleFacts } from "./module-facts.js";
import { patternOf } from "./name-pattern.js";
import { parseFirstExpression, parseFirstStatement } from "./parse-part.js";

/*
 * What a text tells of the stand-in for `require` that a bundler has put into it, before all of the text is parsed:
 * most bundles never call theirs, and to parse one takes far longer than to read it the first time.
 */

/** What esbuild, and whatever is built on it, puts in the place of `require` in an ES module says this when called. */
const message = "Dynamic require of";

/** In characters. The stand-in as esbuild writes it has some 400. */
const longestStandIn = 1_000;

const letter = "[\\w$\\u0080-\\uffff]";
const inName = new RegExp(letter);
/*
 * Each part ends in what it cannot hold, and nothing is longer than what somebody writes: there is one way to match,
 * and none takes long to fail.
 */
const blank = "\\s|/\\*(?:[^*]|\\*(?!/)){0,300}\\*/|//[^\\n]{0,300}\\n";
/** White space and comments between two tokens. */
const gap = `(?:${blank}){0,200}`;

const holding = new WeakMap<ModuleFacts, boolean>();

/** The message of a stand-in is in the text. Asked for a chunk by every module that imports it. */
export function holdsStandIn(module: ModuleFacts): boolean {
  let answer = holding.get(module);
  if (answer === undefined) {
    answer = module.source.text.includes(message);
    holding.set(module, answer);
  }
  return answer;
}

/**
 * `(x => …)(function (x) { throw Error('Dynamic require of "' + x + '" is not supported') })`, which asks for the
 * `require` of the runtime. Where another bundler has put its own in (`typeof __require$1`), the call succeeds.
 */
export function isStandIn({ type }: AnyNode, text: string): boolean {
  if (type !== "CallExpression" || text.length > longestStandIn) return false;
  return text.includes(message) && /typeof require(?![\w$])/.test(text);
}

interface StandIns {
  /** The names that receive a stand-in anywhere in a module. Null when there are too many to look at. */
  readonly locals: ReadonlySet<string> | null;
  /** Every name under which the module may export one. */
  readonly exported: ReadonlySet<string>;
}

const known = new WeakMap<ModuleFacts, StandIns>();

function standInsOf(module: ModuleFacts): StandIns {
  let standIns = known.get(module);
  if (!standIns) {
    const { text } = module.source;
    const locals = findStandIns(text);
    standIns = { locals, exported: locals?.size ? findExports(text, locals) : new Set() };
    known.set(module, standIns);
  }
  return standIns;
}

const assigned = new RegExp(`(?<!${letter})(${letter}+)${gap}=(?![=>])`, "g");

/** Assignments and names looked at; a bundle has one stand-in, and a bundle of bundles a few. */
const [mostAssignments, mostNames] = [500, 20];

function findStandIns(text: string): Set<string> | null {
  const names = new Set<string>();
  let [last, count] = [0, 0];
  for (let at = text.indexOf(message); at !== -1; at = text.indexOf(message, at + 1)) {
    const start = Math.max(last, at - longestStandIn);
    const before = text.slice(start, at);
    for (const { 0: assignment, 1: name = "", index } of before.matchAll(assigned)) {
      if (++count > mostAssignments) return null;
      const value = text.slice(start + index + assignment.length, at + longestStandIn);
      const node = parseFirstExpression(value);
      if (node && isStandIn(node, value.slice(node.start, node.end))) names.add(name);
    }
    last = at;
  }
  return names;
}

const lists = new RegExp(`\\bexport${gap}\\{([^}]*)\\}`, "g");

function findExports(text: string, locals: ReadonlySet<string>): Set<string> {
  const exported = new Set<string>();
  // So that every list has an end, and none is looked for in vain.
  for (const [, list = ""] of text.slice(0, text.lastIndexOf("}") + 1).matchAll(lists)) {
    for (const [, local = "", as] of list.matchAll(specifiers))
      if (locals.has(local)) exported.add(as ?? local);
  }
  return exported;
}

/** Whether a module may call the stand-in of one of the holders, so that only its syntax tree tells more. */
export function mayCallStandIn(module: ModuleFacts, holders: readonly ModuleFacts[]): boolean {
  const standIns = holders.map(standInsOf);
  if (standIns.some(({ locals }) => locals === null)) return true;
  const names = new Set(holders.includes(module) ? standInsOf(module).locals : []);
  const exported = new Set(standIns.flatMap((each) => [...each.exported]));
  if (exported.size > 0) for (const name of importedNames(module, exported)) names.add(name);
  if (names.size > mostNames) return true;
  const { text } = module.source;
  return [...names].some((name) => mayCall(text, name));
}

const specifiers = new RegExp(`(${letter}+)(?:${gap}\\bas\\b${gap}(${letter}+))?`, "g");
const specifier = new RegExp(specifiers, "y");

/** What a module calls the things that it imports by these names. */
function* importedNames(module: ModuleFacts, exported: ReadonlySet<string>): Iterable<string> {
  for (const { kind, names } of module.requests) {
    if (kind !== "import") continue;
    for (const { name, offset } of names) {
      if (!exported.has(name)) continue;
      specifier.lastIndex = offset;
      const [, imported, local] = specifier.exec(module.source.text) ?? [];
      // A default import has its local name there.
      if (imported === name) yield local ?? name;
    }
  }
}

/** In characters. To parse all of a shorter text takes no longer than to look at its calls. */
const shortestText = 100_000;
/** Calls that are looked at. */
const mostCalls = 5;

/** A call with a text is somewhere in the module, and not surely where it may be left out. */
function mayCall(text: string, name: string): boolean {
  // Behind the parenthesis stands a quote, or a comment before it.
  const calls = new RegExp(
    `${patternOf(name)}(?!${letter})(?:${blank}|\\)|\\?\\.){0,200}\\([\\s(]{0,200}["'/]`,
    "g",
  );
  const statements = new Map<number, AnyNode | null>();
  let count = 0;
  for (const { index } of text.matchAll(calls)) {
    if (isPartOfName(text, index)) continue;
    if (text.length < shortestText || ++count > mostCalls) return true;
    if (!isCallUncertain(text, name, index, statements)) return true;
  }
  return false;
}

/** The end of a longer name, or the property of an object; not what three dots spread. */
function isPartOfName(text: string, index: number): boolean {
  const before = text.charAt(index - 1);
  if (before === ".") return !text.startsWith("...", index - 3);
  return before === "#" || inName.test(before);
}

/** In characters. The statements of a bundle that is not minified are its modules, of which most are shorter. */
const longestStatement = 100_000;

/** Lines that may begin the statement. */
const mostBeginnings = 2;

/**
 * The call is in a branch, a loop or a `try` of a statement as bundlers write them: from the start of a line to the
 * end of another. That is most often the `try` of a package that can do without what it asks for (sinon).
 */
function isCallUncertain(
  text: string,
  name: string,
  index: number,
  statements: Map<number, AnyNode | null>,
): boolean {
  let count = 0;
  for (let at = text.lastIndexOf("\n", index); at > 0; at = text.lastIndexOf("\n", at - 1)) {
    const start = at + 1;
    if (index - start > longestStatement || count >= mostBeginnings) return false;
    if (!/[A-Za-z_$]/.test(text.charAt(start))) continue;
    count++;
    let statement = statements.get(start);
    if (statement === undefined) {
      statement = parseFirstStatement(text.slice(start, start + longestStatement));
      statements.set(start, statement);
    }
    if (statement && statement.end > index - start) return isUncertainCall(statement, name, index - start);
  }
  return false;
}
