import type { ModuleFacts } from "../modules/module-facts.js";
import type { PackageFacts } from "../package-facts.js";
import { defineRule } from "./rule.js";
import { beginningOf } from "./syntax/halves.js";

export const undeclaredExport = defineRule({
  id: "undeclared-export",
  severity: "error",
  summary: "a name in the export list that is declared nowhere",
  *check(facts) {
    for (const module of facts.graph.shipped()) {
      if (module.undeclaredExports.length > 0 && endsOtherFiles(module, facts)) continue;
      for (const { exportedName, localName, offset } of module.undeclaredExports) {
        yield { place: facts.placeIn(module, offset, localName.length), args: { exportedName, localName } };
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
