import { isRecord } from "../entrypoints/manifest.js";
import type { PackageFacts } from "../package-facts.js";
import { mentions } from "../rules/truncation/unreached-dependencies.js";
import type { Comparison, Loss } from "./loss.js";

/** Dependencies that are still declared, that the baseline used, and that nothing uses any more. */
export function* lostDependencies(comparison: Comparison): Iterable<Loss<"lost-dependency">> {
  const { current, baseline, baselineVersion } = comparison;
  const before = dependenciesOf(baseline);
  for (const dependency of dependenciesOf(current)) {
    if (!before.includes(dependency)) continue;
    if (!isReached(baseline, dependency) || isReached(current, dependency)) continue;
    yield {
      severity: "warning",
      place: current.placeInManifest(["dependencies", dependency]),
      args: { baselineVersion, dependency },
      reach: [],
    };
  }
}

function dependenciesOf({ manifest }: PackageFacts): string[] {
  const { dependencies } = manifest.data;
  return isRecord(dependencies)
    ? Object.keys(dependencies).filter((name) => !name.startsWith("@types/"))
    : [];
}

/** Any quoted mention counts: dependencies are also resolved, spawned and passed to plugins by name. */
function isReached({ graph }: PackageFacts, dependency: string): boolean {
  for (const module of graph.reachable()) {
    if (!module.analysed || mentions(module.source.text, dependency)) return true;
  }
  return false;
}
