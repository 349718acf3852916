import { findMissingScriptFiles, installScripts } from "../entrypoints/script-files.js";
import { findSimilarFile } from "../entrypoints/target-files.js";
import { defineRule } from "./rule.js";

export const missingScriptTarget = defineRule({
  id: "missing-script-target",
  severity: "error",
  summary: "an install script that runs a file that is not shipped",
  *check(facts) {
    for (const script of installScripts) {
      for (const target of findMissingScriptFiles(script, facts.manifest.data.scripts, facts.files)) {
        const similar = findSimilarFile(facts.files, target);
        yield {
          place: facts.placeInManifest(["scripts", script]),
          args: { script, target, ...(similar === undefined ? {} : { similar }) },
          reach: [],
        };
      }
    }
  },
});
