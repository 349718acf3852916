import { findSimilarFile } from "../entrypoints/target-files.js";
import { defineRule } from "./rule.js";

export const missingTarget = defineRule({
  id: "missing-target",
  severity: "error",
  summary: "a manifest field that points at nothing, or at something no runtime accepts",
  *check(facts) {
    for (const { keyPath, field, target, problem, severityIfMissing } of facts.entrypoints) {
      if (!problem) continue;
      const similar = problem.problem === "not-shipped" ? findSimilarFile(facts.files, target) : undefined;
      yield {
        place: facts.placeInManifest(keyPath),
        args: { target, ...problem, ...(similar === undefined ? {} : { similar }) },
        severity: severityIfMissing,
        reach: [{ field, keyPath, chain: [] }],
      };
    }
  },
});
