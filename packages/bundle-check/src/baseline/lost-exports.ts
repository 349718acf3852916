import { exportedNamesOf } from "../modules/exported-names.js";
import type { PackageFacts } from "../package-facts.js";
import type { EntryPair } from "./entry-pairs.js";
import { type Comparison, type Loss, wholeFile } from "./loss.js";

/** Names that say themselves that they may go at any time. */
const unstableName = /^(_|unstable|experimental|internal|EXPERIMENTAL|INTERNAL|\$\$)/;

/** Names that an entry of the baseline exported and that the same entry of this package does not. */
export function* lostExports(comparison: Comparison): Iterable<Loss<"lost-export">> {
  const { current, baseline, baselineVersion, pairs } = comparison;
  const reported = new Set<string>();
  for (const pair of pairs) {
    const before = usableExports(baseline, pair.baselineFile, pair);
    const now = usableExports(current, pair.file, pair);
    if (now.open) continue;
    for (const name of before.names) {
      const key = `${pair.file}\0${name}`;
      if (now.names.has(name) || name === "__esModule" || reported.has(key)) continue;
      reported.add(key);
      const { entry, ways, baselineFile } = pair;
      yield {
        severity: unstableName.test(name) ? "warning" : "error",
        place: wholeFile(pair.file),
        args: { baselineVersion, name, entry, ways, baselineFile },
      };
    }
  }
}

/** The names a consumer can use: those that are exported and that something declares. */
function usableExports(
  facts: PackageFacts,
  file: string,
  { ways }: EntryPair,
): { readonly names: ReadonlySet<string>; readonly open: boolean } {
  const module = facts.graph.facts(file);
  const exported = exportedNamesOf(module, facts.graph);
  const names = new Set(exported.names);
  for (const { exportedName } of module.undeclaredExports) names.delete(exportedName);
  if (module.kind === "commonjs") {
    for (const { evaluatedAt, exportedName, name } of module.freeReferences) {
      if (evaluatedAt === "export-getter" && /^import_/.test(name)) names.delete(exportedName ?? "");
    }
    // Whoever imports a CommonJS module gets `module.exports` as its default.
    if (ways.some((way) => way.startsWith("import"))) names.add("default");
  }
  return { names, open: exported.open };
}
