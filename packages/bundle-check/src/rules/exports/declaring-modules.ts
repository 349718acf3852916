import { posix } from "node:path";
import type { DeclaredValues } from "../../declarations/declared-values.js";
import { knownExportsOf } from "../../modules/known-exports.js";
import type { ModuleGraph } from "../../modules/module-graph.js";
import type { PackageFacts } from "../../package-facts.js";

interface Entry {
  readonly path: string;
  readonly declared: DeclaredValues;
  readonly facts: PackageFacts;
}

/**
 * The declarations of a missing name lie in a file of their own, and the module beside it, whose exports are passed on,
 * gives nothing at all. Compilers write both from one source.
 */
export function hasHollowModule(missing: readonly string[], entry: Entry): boolean {
  const { graph } = entry.facts;
  const modules = new Set(missing.map((name) => moduleThatDeclares(name, entry)));
  return [...modules].some((module) => {
    if (module === null || isOfTypes.test(module) || !graph.isReachable(module)) return false;
    const exported = knownExportsOf(module, graph);
    if (exported === null || exported.names.size > 0 || exported.hasDefault) return false;
    return isPassedOn(module, graph);
  });
}

/** Files that are called so may declare functions that nothing but a compiler takes away (@awesome-cordova-plugins/core). */
const isOfTypes = /(^|[/.-])(types?|typings?|interfaces?)(\/.*)?\.[cm]?js$/;

/** The name is surely no type: the module beside the file that declares it exports it. */
export function isExportedInside(name: string, entry: Entry): boolean {
  const module = moduleThatDeclares(name, entry);
  return module !== null && (knownExportsOf(module, entry.facts.graph)?.names.has(name) ?? false);
}

/** The module that lies to the entry as the file that declares a name lies to its declarations; null for the entry itself. */
function moduleThatDeclares(name: string, { declared, path, facts: { graph, files } }: Entry): string | null {
  const file = declared.fileOf(name);
  if (file === null || file === declared.path) return null;
  const stem = posix
    .join(posix.dirname(path), posix.relative(posix.dirname(declared.path), file))
    .replace(/\.d\.[cm]?ts$/, "");
  const module = [posix.extname(path), ".js"]
    .map((extension) => stem + extension)
    .find((each) => files.has(each) && each !== path);
  return module !== undefined && graph.isJavaScript(module) ? module : null;
}

/** `export * from` the module, or what compilers make of it for CommonJS. */
function isPassedOn(path: string, graph: ModuleGraph): boolean {
  for (const module of graph.reachable()) {
    const passedOn = new Set([...module.starExports, ...module.commonjsExports.reexports]);
    if (passedOn.size === 0) continue;
    for (const request of module.requests) {
      if (!passedOn.has(request.specifier)) continue;
      const resolution = graph.resolve(module.path, request);
      if (resolution.kind === "file" && resolution.path === path) return true;
    }
  }
  return false;
}
