import type { ModuleFacts, ModuleRequest } from "../../modules/module-facts.js";
import type { ModuleGraph } from "../../modules/module-graph.js";
import { patternOf } from "../../modules/name-pattern.js";
import { wayOf } from "./request-ways.js";

/** In characters: the longest name of a variable that a text is searched for. */
const longestName = 200;

/** `exports.__defineGetter__("run", …)`, or whoever asks for the same file, or is asked for by it, puts `x.run = …` on it. */
export function isAddedElsewhere(name: string, target: ModuleFacts, graph: ModuleGraph): boolean {
  if (mayAddToItself(target)) return true;
  return (
    assignedIn(target).get(anyVariable)?.has(name) === true ||
    namesOnExports(target).has(name) ||
    isAddedByOthers(name, target, graph)
  );
}

/** Whoever asks for the file, or is asked for by it, puts the name on it. */
export function isAddedByOthers(name: string, target: ModuleFacts, graph: ModuleGraph): boolean {
  return addedByOthers(target, graph).some((names) => names === "all" || names.has(name));
}

const addingToThemselves = new WeakMap<ModuleFacts, boolean>();

/** The script has more than its text says: something else fills what it exports, or it inherits from something. */
export function mayAddToItself(module: ModuleFacts): boolean {
  let may = addingToThemselves.get(module);
  if (may === undefined) {
    const { text } = module.source;
    may = handsItselfOver(text) || text.includes("__defineGetter__") || /\b__proto__["']?\s*:/.test(text);
    addingToThemselves.set(module, may);
  }
  return may;
}

/** A script has one or two variables for its exports. */
const mostVariables = 20;

/** `var God = module.exports = { … }; require("./methods")(God);` (pm2). */
function handsItselfOver(text: string): boolean {
  const variables = [
    ...text.matchAll(/\b(?:var|let|const)\s+([\w$]+)\s*=\s*(?:module\.)?exports\b(?!\s*[.[])/g),
    ...text.matchAll(/\bexports\s*=\s*(?:module\.exports\s*=\s*)?([\w$]+)\s*(?=[;\n\r]|$)/g),
  ];
  return variables
    .slice(0, mostVariables)
    .some(
      ([, variable = ""]) =>
        variable.length <= longestName && new RegExp(`[(,]\\s*${patternOf(variable)}\\s*[,)]`).test(text),
    );
}

/** What a module is called whose request gives it no variable: members of anything may be its own. */
const anyVariable = "";

const assigned = new WeakMap<ModuleFacts, ReadonlyMap<string, ReadonlySet<string>>>();

/** The members that a file assigns, `x.run = …`, by what they are assigned to; what it exports itself aside. */
function assignedIn(module: ModuleFacts): ReadonlyMap<string, ReadonlySet<string>> {
  let members = assigned.get(module);
  if (!members) {
    members = readAssigned(module.source.text);
    assigned.set(module, members);
  }
  return members;
}

function readAssigned(text: string): ReadonlyMap<string, ReadonlySet<string>> {
  const all = new Set<string>();
  const members = new Map([[anyVariable, all]]);
  for (const { 1: name = "", index } of text.matchAll(/\.([\w$]+)\s*=(?!=)/g)) {
    const variable = /[\w$]*$/.exec(text.slice(Math.max(0, index - longestName), index))?.[0] ?? "";
    if (variable === "exports") continue;
    all.add(name);
    const known = members.get(variable);
    if (known) known.add(name);
    else members.set(variable, new Set([name]));
  }
  return members;
}

const onExports = new WeakMap<ModuleFacts, ReadonlySet<string>>();

function namesOnExports(module: ModuleFacts): ReadonlySet<string> {
  let names = onExports.get(module);
  if (!names) {
    names = new Set([...module.source.text.matchAll(/\bexports\.([\w$]+)/g)].map(([, name = ""]) => name));
    onExports.set(module, names);
  }
  return names;
}

interface Requester {
  readonly module: ModuleFacts;
  readonly request: ModuleRequest;
}

const requesters = new WeakMap<ModuleGraph, ReadonlyMap<string, readonly Requester[]>>();

/** The scripts that ask for each file, and how; nobody can add to the namespace of an ES module. */
function requestersIn(graph: ModuleGraph): ReadonlyMap<string, readonly Requester[]> {
  const known = requesters.get(graph);
  if (known) return known;
  const byPath = new Map<string, Requester[]>();
  for (const module of graph.reachable()) {
    if (module.kind !== "commonjs") continue;
    for (const request of module.requests) {
      if (!request.specifier.startsWith(".")) continue;
      const resolution = graph.resolve(module.path, request);
      if (resolution.kind !== "file" || resolution.path === module.path) continue;
      const others = byPath.get(resolution.path);
      if (others) others.push({ module, request });
      else byPath.set(resolution.path, [{ module, request }]);
    }
  }
  requesters.set(graph, byPath);
  return byPath;
}

type Added = ReadonlySet<string> | "all";

const added = new WeakMap<ModuleFacts, readonly Added[]>();

/** What the other scripts put on a file that they ask for, or that asks for them. */
function addedByOthers(target: ModuleFacts, graph: ModuleGraph): readonly Added[] {
  const known = added.get(target);
  if (known) return known;
  const names = new Set<Added>();
  for (const { module, request } of requestersIn(graph).get(target.path) ?? []) {
    const variable = wayOf(module, request)?.variable ?? anyVariable;
    // `exports = module.exports = require("./debug")`: what the file gives is the other one's.
    const members = variable === "exports" ? namesOnExports(module) : assignedIn(module).get(variable);
    if (members) names.add(members);
    if (extendedIn(module).has(variable) || isExtendedAtOnce(module, request)) names.add("all");
  }
  for (const each of addedByAskedFor(target, graph)) names.add(each);
  const all = names.has("all") ? ["all" as const] : [...names];
  added.set(target, all);
  return all;
}

/** What the files that a script asks for put on it. */
function addedByAskedFor(target: ModuleFacts, graph: ModuleGraph): readonly Added[] {
  return target.requests.flatMap((request) => {
    const resolution = request.specifier.startsWith(".") ? graph.resolve(target.path, request) : null;
    if (resolution?.kind !== "file" || !graph.isJavaScript(resolution.path)) return [];
    return putOnParent(graph.facts(resolution.path)) ?? [];
  });
}

const onParent = new WeakMap<ModuleFacts, Added | null>();

/** `module.parent.exports.run = …`; everything where a variable or a function is given them. */
function putOnParent(module: ModuleFacts): Added | null {
  let names = onParent.get(module);
  if (names === undefined) {
    const { text } = module.source;
    if (!text.includes(parentExports)) names = null;
    else if (givenParent.test(text)) names = "all";
    else names = new Set([...text.matchAll(memberOfParent)].map(([, name = ""]) => name));
    onParent.set(module, names);
  }
  return names;
}

/** What Node gives a script of the one that asked for it first. */
const parentExports = "module.parent.exports";
const givenParent = /module\.parent\.exports\s*(?:[;,)\n\r]|$)/;
const memberOfParent = /module\.parent\.exports\.([\w$]+)\s*=(?!=)/g;

/** Functions that put members on what they are given first. */
const extending = "assign|extend|mixin|merge|defaults|defineProperty|defineProperties|setPrototypeOf";

const extended = new WeakMap<ModuleFacts, ReadonlySet<string>>();

/** `core[name] = …` (core-js 1): a member of which only the value of a variable says what it is called. */
const computedMember = new RegExp(
  `(?<![\\w$])([\\w$]{1,${longestName}})\\[[^\\]\\n"']{1,${longestName}}\\]\\s*=(?![=>])`,
  "g",
);

/** `Object.assign(core, { … })`: the variables of a file that more is put on. What it exports itself is not meant. */
function extendedIn(module: ModuleFacts): ReadonlySet<string> {
  let variables = extended.get(module);
  if (!variables) {
    const { text } = module.source;
    const found = [
      ...text.matchAll(new RegExp(`\\b(?:${extending})\\(\\s*([\\w$]{1,${longestName}})\\s*,`, "g")),
      ...text.matchAll(computedMember),
    ];
    variables = new Set(found.map(([, variable = ""]) => variable).filter((each) => each !== "exports"));
    extended.set(module, variables);
  }
  return variables;
}

const extendsRequest = new RegExp(`\\b(?:${extending})\\(\\s*require\\(\\s*$`);

/** `Object.assign(require("./core"), { … })`. */
function isExtendedAtOnce({ source: { text } }: ModuleFacts, { offset }: ModuleRequest): boolean {
  return extendsRequest.test(text.slice(Math.max(0, offset - longestName), offset));
}
