import type { ModuleRequest } from "./module-facts.js";
import type { ModuleGraph } from "./module-graph.js";

/**
 * Loading the module always makes this request, and its failure is the module's: a static import, or a `require`
 * that stands in no function, branch or `try`.
 */
export function isCertain({ kind, evaluatedAt, conditional, inTry }: ModuleRequest): boolean {
  if (kind === "import" || kind === "export-from") return true;
  return kind === "require" && evaluatedAt === "load" && !conditional && !inTry;
}

/** The files that are always loaded when one of these is, themselves included, nearest first. */
export function certainlyLoaded(files: Iterable<string>, graph: ModuleGraph): Set<string> {
  const loaded = new Set<string>();
  const queue = [...files];
  for (const path of queue) {
    if (loaded.has(path) || !graph.isJavaScript(path)) continue;
    loaded.add(path);
    for (const request of graph.facts(path).requests) {
      const resolution = isCertain(request) ? graph.resolve(path, request) : null;
      if (resolution?.kind === "file") queue.push(resolution.path);
    }
  }
  return loaded;
}
