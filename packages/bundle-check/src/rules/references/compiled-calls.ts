import type { ModuleFacts, ModuleRequest } from "../../modules/module-facts.js";

/** The names that a script calls of one module, each with the offset of its first call. */
export interface CompiledCalls {
  readonly request: ModuleRequest;
  /** What the script calls the module. */
  readonly variable: string;
  readonly names: ReadonlyMap<string, number>;
  /** The variable is never assigned anything else. Looked for when it is asked. */
  readonly isOneModule: () => boolean;
}

/**
 * Uses that only a function or class allows: a call behind `(0, `, as no one but a compiler writes it, so that `this` is
 * not the module; and the base class, or what `new` makes, of a variable that TypeScript numbered.
 */
const use = /(?:\(0, ?([\w$]+)|\b(?:extends|new) ([\w$]+_\d+))\.([\w$]+)(?=\)?\(|\) ?`| ?\{)/g;
/** In characters: what stands between a variable and the specifier of the module that it is given. */
const longestAssignment = 100;
const assignment = /^= ?(?:[\w$.]*\()?require\($/;
/** As TypeScript, Babel and esbuild call their variables for modules; nobody calls a parameter like that. */
const ofCompiler = /^(?:[\w$]+_\d+|_[\w$]+|import_[\w$]+)$/;

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
    const variable = variableOf(text, request);
    if (variable !== null) owners.set(variable, owners.has(variable) ? null : request);
  }
  let assignments: ReadonlyMap<string, number> | undefined;
  return [...owners].flatMap(([variable, request]) => {
    const names = used.get(variable);
    const isOneModule = () => {
      assignments ??= countAssignments(text, owners);
      return assignments.get(variable) === 1;
    };
    return names && request ? [{ request, variable, names, isOneModule }] : [];
  });
}

/** `part_1` of `const part_1 = require("./part")`; null where a request is not of that kind. */
function variableOf(text: string, { offset }: ModuleRequest): string | null {
  const before = text.slice(Math.max(0, offset - longestAssignment), offset);
  const length = before.length - before.lastIndexOf("=");
  const sign = offset - length;
  if (length > before.length || !assignment.test(text.slice(sign, offset))) return null;
  const end = text[sign - 1] === " " ? sign - 1 : sign;
  let start = end;
  while (start > 0 && /[\w$]/.test(text.charAt(start - 1))) start--;
  const variable = text.slice(start, end);
  return text[start - 1] !== "." && ofCompiler.test(variable) ? variable : null;
}

/** How often each of the variables is assigned. One pass, because a file may have a hundred thousand. */
function countAssignments(text: string, variables: ReadonlyMap<string, unknown>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [, variable = ""] of text.matchAll(/(?<![\w$.])([\w$]+) ?=(?![=>])/g)) {
    if (variables.has(variable)) counts.set(variable, (counts.get(variable) ?? 0) + 1);
  }
  return counts;
}
