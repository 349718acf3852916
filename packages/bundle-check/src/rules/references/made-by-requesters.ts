import type { ModuleGraph } from "../../modules/module-graph.js";
import { namesInMadeCode, oncePerModule } from "./names-in-text.js";

const madeFor = new WeakMap<ModuleGraph, ReadonlyMap<string, ReadonlySet<string>>>();

/**
 * A module turns a function of another one into text and declares in the text around it what the function needs:
 * `` `const Weights = ${Weights}; (${sort.toString()})(self)` `` (playcanvas, for its workers).
 */
export function isMadeByRequester(name: string, path: string, graph: ModuleGraph): boolean {
  let made = madeFor.get(graph);
  if (!made) {
    made = collect(graph);
    madeFor.set(graph, made);
  }
  return made.get(path)?.has(name) ?? false;
}

function collect(graph: ModuleGraph): Map<string, Set<string>> {
  const made = new Map<string, Set<string>>();
  for (const module of graph.reachable()) {
    const names = namesInMadeCode(module);
    if (names.size === 0) continue;
    for (const request of module.requests) {
      const resolution = graph.resolve(module.path, request);
      if (resolution.kind !== "file" || !request.names.some(({ name }) => putIntoText(module).has(name)))
        continue;
      const all = made.get(resolution.path) ?? new Set<string>();
      for (const name of names) all.add(name);
      made.set(resolution.path, all);
    }
  }
  return made;
}

/** `${sort}` and `${sort.toString()}`, inside of a template. */
const putIntoText = oncePerModule(
  ({ source: { text } }) =>
    new Set([...text.matchAll(/\$\{([\w$]+)(?:\.toString\(\))?\}/g)].map(([, name = ""]) => name)),
);
