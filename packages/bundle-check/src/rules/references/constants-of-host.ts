import { posix } from "node:path";
import type { ModuleGraph } from "../../modules/module-graph.js";

/** As constants are written that a build puts in: `RWJS_ENV`. */
const constant = /^[A-Z][A-Z0-9]*_[A-Z0-9_]+$/;

/** So many files do not lose the same declaration at once; of one file there may be a build or three. */
const fewestFiles = 4;

const known = new WeakMap<ModuleGraph, ReadonlySet<string>>();

/**
 * Constants that many files of the package take for given although nothing declares them: the build of the host that
 * the package is for defines them (@redwoodjs/web). Builds of one file count once.
 */
export function isConstantOfHost(name: string, graph: ModuleGraph): boolean {
  if (!constant.test(name)) return false;
  let names = known.get(graph);
  if (!names) {
    names = collect(graph);
    known.set(graph, names);
  }
  return names.has(name);
}

function collect(graph: ModuleGraph): Set<string> {
  const readers = new Map<string, Set<string>>();
  for (const { path, freeReferences } of graph.shipped()) {
    const stem = posix.basename(path).split(".", 1)[0] ?? "";
    for (const { name } of freeReferences) {
      if (!constant.test(name)) continue;
      const stems = readers.get(name);
      if (stems) stems.add(stem);
      else readers.set(name, new Set([stem]));
    }
  }
  return new Set([...readers].flatMap(([name, stems]) => (stems.size >= fewestFiles ? [name] : [])));
}
