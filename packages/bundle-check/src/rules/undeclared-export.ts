import { defineRule } from "./rule.js";

export const undeclaredExport = defineRule({
  id: "undeclared-export",
  severity: "error",
  summary: "a name in the export list that is declared nowhere",
  *check(facts) {
    for (const module of facts.graph.shipped()) {
      for (const { exportedName, localName, offset } of module.undeclaredExports) {
        yield { place: facts.placeIn(module, offset, localName.length), args: { exportedName, localName } };
      }
    }
  },
});
