import { placeInPolicy } from "./places.ts";
import { defineRule } from "./rule.ts";

export const unusedPin = defineRule({
  id: "unused-pin",
  severity: "warning",
  summary: "a pin of a package that nobody uses",
  *check(facts) {
    for (const pin of facts.policy.pins) {
      const isAsked = facts.usesOf(pin).some(({ kind }) => kind === "dependency" || kind === "peer");
      const isInstalled = facts.instancesOf(pin).some(({ source }) => source.kind !== "workspace");
      if (isAsked || isInstalled) continue;
      yield {
        place: placeInPolicy(facts, ["pins", pin.index, "package"]),
        actual: "no use",
        expected: "a use",
        args: { package: pin.package },
      };
    }
  },
});
