import type { ModuleFacts } from "../modules/module-facts.js";
import type { PackageFacts } from "../package-facts.js";
import { findLostOwnMembers } from "./references/own-members.js";
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
      for (const { name, offset } of findLostOwnMembers(module, facts.graph)) {
        yield {
          place: facts.placeIn(module, offset, name.length),
          args: { exportedName: name, localName: name, isUsedHere: true },
          ...(facts.graph.prominenceOf(module.path) === "named" ? {} : { severity: "warning" as const }),
        };
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
