import * as eslintScope from "eslint-scope";
import globals from "globals";
import { type Program, parseProgram } from "./program.ts";

const provided = new Set([
  ...Object.keys({
    ...globals.builtin,
    ...globals.browser,
    ...globals.node,
    ...globals.worker,
    ...globals.bunBuiltin,
  }),
  ...["arguments", "define", "require", "module", "exports", "__filename", "__dirname"],
]);

/** Proof, independent of bundle-check, that a module has lost something: acorn and eslint-scope. */
export interface Loss {
  readonly parseFailure: boolean;
  readonly undeclaredExports: readonly string[];
  readonly freeNames: readonly string[];
}

/** What the mutant lacks that the original had. Null when nothing can be shown. */
export function findLoss(original: Program, mutated: string, kind: "module" | "commonjs"): Loss | null {
  const program = parseProgram(mutated, kind);
  if (!program) return { parseFailure: true, undeclaredExports: [], freeNames: [] };
  const before = namesOf(original, kind);
  const after = namesOf(program, kind);
  const freeNames = [...after.free].filter((name) => !before.free.has(name) && !provided.has(name));
  const undeclaredExports = [...after.undeclared].filter((name) => !before.undeclared.has(name));
  return freeNames.length + undeclaredExports.length > 0
    ? { parseFailure: false, undeclaredExports, freeNames }
    : null;
}

/** The names each way of use is missing, excluding operands of `typeof`. */
export function namesOf(
  program: Program,
  kind: "module" | "commonjs",
): { free: Set<string>; undeclared: Set<string> } {
  const manager = eslintScope.analyze(program as never, {
    ecmaVersion: 2025,
    sourceType: kind === "module" ? "module" : "commonjs",
  });
  const top =
    manager.scopes.find(({ type }) => type === (kind === "module" ? "module" : "function")) ??
    manager.globalScope;
  const exported = new Set<number>();
  const undeclared = new Set<string>();
  const declared = new Set(top?.variables.map(({ name }) => name));
  for (const node of program.body) {
    if (node.type !== "ExportNamedDeclaration" || node.source) continue;
    for (const { local } of node.specifiers) {
      if (local.type !== "Identifier") continue;
      exported.add(local.start);
      if (!declared.has(local.name)) undeclared.add(local.name);
    }
  }
  const free = new Set<string>();
  const assigned = new Set<string>();
  for (const reference of manager.globalScope?.through ?? []) {
    const node = reference.identifier as unknown as { name: string; start: number };
    if (!exported.has(node.start)) free.add(node.name);
    // Sloppy code makes a global of what it assigns, and goes on working.
    if (reference.isWrite() && !reference.from.isStrict) assigned.add(node.name);
  }
  return { free: new Set([...free].filter((name) => !assigned.has(name))), undeclared };
}
