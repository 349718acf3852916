import { admissionOf } from "../specifiers/peers.ts";
import { placeOf } from "./places.ts";
import { defineRule } from "./rule.ts";

export const peerAdmitsDenied = defineRule({
  id: "peer-admits-denied",
  severity: "warning",
  summary: "a peer dependency whose range also lets in a denied version",
  *check(facts) {
    for (const pin of facts.policy.pins) {
      for (const declaration of facts.usesOf(pin)) {
        if (declaration.kind !== "peer") continue;
        const { deniedVersions } = admissionOf(declaration, pin, facts);
        if (deniedVersions.length === 0) continue;
        yield {
          place: placeOf(facts, declaration),
          actual: declaration.text,
          expected: `a range without ${deniedVersions.join(", ")}`,
          args: { package: pin.package, versions: deniedVersions },
        };
      }
    }
  },
});
