import { admissionOf } from "../specifiers/peers.ts";
import { placeOf } from "./places.ts";
import { defineRule } from "./rule.ts";

export const peerExcludesPin = defineRule({
  id: "peer-excludes-pin",
  severity: "error",
  summary: "a peer dependency whose range does not include the pin",
  *check(facts) {
    for (const pin of facts.policy.pins) {
      for (const declaration of facts.usesOf(pin)) {
        if (declaration.kind !== "peer") continue;
        const { range, includesPin, includesPinForNpm } = admissionOf(declaration, pin, facts);
        if (includesPin && includesPinForNpm) continue;
        yield {
          place: placeOf(facts, declaration),
          actual: declaration.text,
          expected: `a range that includes ${pin.version}`,
          args: { package: pin.package, range, isOnlyForNpm: includesPin },
          ...(includesPin ? { severity: "warning" } : {}),
        };
      }
    }
  },
});
