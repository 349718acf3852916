import { findSimilarFile } from "../entrypoints/target-files.js";
import type { PackageFacts } from "../package-facts.js";
import { defineRule } from "./rule.js";

export const missingTarget = defineRule({
  id: "missing-target",
  severity: "error",
  summary: "a manifest field that points at nothing, or at something no runtime accepts",
  *check(facts) {
    const isUntyped = lacksAllTypes(facts);
    for (const { keyPath, field, kind, subpath, target, problem, severityIfMissing } of facts.entrypoints) {
      if (!problem) continue;
      const severity = kind === "types" && subpath === "." && isUntyped ? "error" : severityIfMissing;
      const similar = problem.problem === "not-shipped" ? findSimilarFile(facts.files, target) : undefined;
      yield {
        place: facts.placeInManifest(keyPath),
        args: { target, ...problem, ...(similar === undefined ? {} : { similar }) },
        severity,
        reach: [{ field, keyPath, chain: [] }],
      };
    }
  },
});

/** Fields promise types for the package itself, and nothing that any of them leads to is shipped. */
function lacksAllTypes(facts: PackageFacts): boolean {
  const types = facts.entrypointsFor(".").filter(({ kind }) => kind === "types");
  if (types.length === 0 || types.some(({ files }) => files.length > 0)) return false;
  const code = new Map(facts.rootEntries().flatMap((entry) => entry.files.map((file) => [file, entry])));
  return [...code].every(([file, entry]) => !facts.hasDeclarations(entry, file));
}
