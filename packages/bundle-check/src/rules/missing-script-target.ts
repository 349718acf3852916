import { findMissingCommands, findRefusedManagers } from "../entrypoints/script-commands.js";
import { findMissingScriptFiles, installScripts } from "../entrypoints/script-files.js";
import { findSimilarFile } from "../entrypoints/target-files.js";
import { defineRule } from "./rule.js";

export const missingScriptTarget = defineRule({
  id: "missing-script-target",
  severity: "error",
  summary: "an install script that runs a file or a command that consumers do not have",
  *check(facts) {
    for (const script of installScripts) {
      for (const target of findMissingScriptFiles(script, facts.manifest, facts.files)) {
        const similar = findSimilarFile(facts.files, target);
        yield {
          place: facts.placeInManifest(["scripts", script]),
          args: { script, target, ...(similar === undefined ? {} : { similar }) },
          reach: [],
        };
      }
      for (const target of findMissingCommands(script, facts.manifest)) {
        yield {
          place: facts.placeInManifest(["scripts", script]),
          args: { script, target, isCommand: true },
          reach: [],
        };
      }
      for (const target of findRefusedManagers(script, facts.manifest)) {
        yield {
          place: facts.placeInManifest(["scripts", script]),
          args: { script, target, isForOneManager: true },
          reach: [],
        };
      }
    }
  },
});
