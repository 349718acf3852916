import type { ModuleFacts, ModuleRequest } from "../../modules/module-facts.js";

/** The names that a script calls of one module, each with the offset of its first call. */
export interface CompiledCalls {
  readonly request: ModuleRequest;
  readonly names: ReadonlyMap<string, number>;
}

/**
 * Uses that only a function or class allows: a call behind `(0, `, as no one but a compiler writes it, so that `this` is
 * not the module; and the base class, or what `new` makes, of a variable that TypeScript numbered.
 */
const use = /(?:\(0, ?([\w$]+)|\b(?:extends|new) ([\w$]+_\d+))\.([\w$]+)(?=\)?\(| ?\{)/g;
/** In characters: the longest beginning of a statement before its `require`. */
const longestDeclaration = 200;
const declaration = /(?<![\w$.])([\w$]+) ?= ?(?:[\w$.]*\()?require\($/;

/**
 * What compilers make of the calls of named imports: `(0, part_1.run)()` beside `const part_1 = require("./part")`.
 * A variable of two modules tells nothing.
 */
export function findCompiledCalls(
  { kind, source: { text } }: ModuleFacts,
  requests: readonly ModuleRequest[],
): CompiledCalls[] {
  if (kind !== "commonjs" || requests.length === 0) return [];
  const used = new Map<string, Map<string, number>>();
  for (const { 0: whole, 1: called, 2: numbered = "", 3: name = "", index } of text.matchAll(use)) {
    const variable = called ?? numbered;
    const names = used.get(variable) ?? new Map<string, number>();
    used.set(variable, names);
    if (!names.has(name)) names.set(name, index + whole.length - name.length);
  }
  if (used.size === 0) return [];
  const owners = new Map<string, ModuleRequest | null>();
  for (const request of requests) {
    const before = text.slice(Math.max(0, request.offset - longestDeclaration), request.offset);
    const variable = declaration.exec(before)?.[1];
    if (variable !== undefined) owners.set(variable, owners.has(variable) ? null : request);
  }
  const assignments = countAssignments(text, owners);
  return [...owners].flatMap(([variable, request]) => {
    const names = used.get(variable);
    return names && request && assignments.get(variable) === 1 ? [{ request, names }] : [];
  });
}

/** How often each of the variables is assigned. One pass, because a file may have a hundred thousand. */
function countAssignments(text: string, variables: ReadonlyMap<string, unknown>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [, variable = ""] of text.matchAll(/(?<![\w$.])([\w$]+) ?=(?![=>])/g)) {
    if (variables.has(variable)) counts.set(variable, (counts.get(variable) ?? 0) + 1);
  }
  return counts;
}
