import { placeOfArtifact } from "./artifacts.ts";
import { defineRule } from "./rule.ts";

export const brokenArtifact = defineRule({
  id: "broken-artifact",
  severity: "error",
  summary: "a pin to an artifact that is broken, however exact the pin is",
  *check(facts) {
    for (const judgement of facts.artifacts) {
      const { package: name, version, origin, outcome } = judgement;
      if (outcome.kind !== "broken") continue;
      const { errors, evidence, undeclaredNames, lastLoadable } = outcome;
      yield {
        place: placeOfArtifact(facts, judgement),
        actual: `${name}@${version}`,
        expected: "an artifact without errors",
        args: { package: name, version, origin, errors, evidence, undeclaredNames, lastLoadable },
      };
    }
  },
});
