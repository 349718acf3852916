import { findProblem } from "../specifiers/exactness.ts";
import { describeDeclaration } from "./declarations.ts";
import { defineRule } from "./rule.ts";

export const overrideContradictsPin = defineRule({
  id: "override-contradicts-pin",
  severity: "error",
  summary: "an override, a resolution or a patch that puts anything but the pin in its place",
  *check(facts) {
    for (const pin of facts.policy.pins) {
      for (const declaration of facts.usesOf(pin)) {
        if (declaration.kind !== "override") continue;
        const problem = findProblem(declaration, pin, facts);
        if (problem !== null) yield describeDeclaration(facts, declaration, pin, problem);
      }
    }
  },
});
