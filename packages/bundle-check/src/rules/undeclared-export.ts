import type { ModuleFacts } from "../modules/module-facts.js";
import type { PackageFacts } from "../package-facts.js";
import { findLostOwnMembers, findOnlyAnnounced } from "./references/own-members.js";
import { defineRule } from "./rule.js";
import { beginningOf } from "./syntax/halves.js";

export const undeclaredExport = defineRule({
  id: "undeclared-export",
  severity: "error",
  summary:
    "a name in the export list that is declared nowhere, or an own export that is used and never given",
  *check(facts) {
    for (const module of facts.graph.shipped()) {
      if (module.undeclaredExports.length > 0 && endsOtherFiles(module, facts)) continue;
      for (const { exportedName, localName, offset } of module.undeclaredExports) {
        yield { place: facts.placeIn(module, offset, localName.length), args: { exportedName, localName } };
      }
    }
    for (const module of facts.graph.reachable()) {
      const severity = facts.graph.prominenceOf(module.path) === "named" ? "error" : "warning";
      const used = findLostOwnMembers(module, facts.graph);
      for (const { name, offset } of used) {
        const args = { exportedName: name, localName: name, isUsedHere: true };
        yield { place: facts.placeIn(module, offset, name.length), args, severity };
      }
      for (const { name, offset } of findOnlyAnnounced(module, facts.graph)) {
        if (used.some((use) => use.name === name)) continue;
        const args = { exportedName: name, localName: name, isOnlyAnnounced: true };
        yield { place: facts.placeIn(module, offset, name.length), args, severity };
      }
    }
  },
});

/** Nothing but exports, beside a beginning: a build puts both around the scripts that declare the names (oidc-client). */
function endsOtherFiles({ path, source: { text } }: ModuleFacts, facts: PackageFacts): boolean {
  if (beginningOf(path, facts) === null) return false;
  const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, "");
  return code.split("\n").every((line) => /^\s*(export\b|const\b|$)/.test(line));
}
