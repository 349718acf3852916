import { posix } from "node:path";
import { readSourceMap } from "../modules/source-map.js";
import type { PackageFacts } from "../package-facts.js";
import { closureOf } from "./entry-pairs.js";
import { type Comparison, type Loss, wholeFile } from "./loss.js";

const listedSources = 10;

/** Source modules that the maps of an entry named, and that no map of this package names any more. */
export function* lostSources(comparison: Comparison): Iterable<Loss<"lost-source">> {
  const { current, baseline, baselineVersion, pairs } = comparison;
  const reported = new Set<string>();
  // Any map counts, because a module may move from one entry or chunk into another.
  const now = sourcesOf(current, shippedModules(current));
  if (now.size === 0) return;
  const everything = sourcesOf(baseline, shippedModules(baseline));
  const gained = [...now.keys()].filter((stem) => !everything.has(stem)).length;
  for (const { file, baselineFile } of pairs) {
    if (reported.has(file)) continue;
    const before = sourcesOf(baseline, closureOf(baseline, baselineFile));
    const lost = [...before].filter(([stem]) => !now.has(stem)).map(([, source]) => source);
    // Renaming and splitting modules gives as many new names as it takes old ones.
    if (lost.length <= gained) continue;
    reported.add(file);
    yield {
      severity: "warning",
      place: wholeFile(file),
      args: {
        baselineVersion,
        sources: lost.sort().slice(0, listedSources),
        lost: lost.length,
        baselineSources: before.size,
      },
    };
  }
}

function shippedModules({ graph }: PackageFacts): string[] {
  return [...graph.shipped()].map(({ path }) => path);
}

/** The package's own sources by name without folder and extension, for modules move between folders. */
function sourcesOf({ graph, files }: PackageFacts, modules: readonly string[]): Map<string, string> {
  const sources = new Map<string, string>();
  for (const path of modules) {
    for (const source of readSourceMap(graph.facts(path), files)?.sources ?? []) {
      if (/(^|\/)node_modules\/|^(webpack|rolldown|rollup|vite)\b|\0/.test(source)) continue;
      const stem = posix.basename(source.replace(/[?#].*$/s, "")).replace(/\.[a-z]+$/i, "");
      if (stem !== "") sources.set(stem, source);
    }
  }
  return sources;
}
