import { requestersOf } from "./instances.ts";
import { placeOfInstance } from "./places.ts";
import { defineRule } from "./rule.ts";

export const lockedVersion = defineRule({
  id: "locked-version",
  severity: "error",
  summary: "a lockfile that installs another version than the pin, anywhere in the tree",
  *check(facts) {
    for (const pin of facts.policy.pins) {
      for (const instance of facts.instancesOf(pin)) {
        const { source, version, installPath } = instance;
        // Links are judged by where they lead, and denied versions by their own rule.
        if (source.kind !== "registry" || version === pin.version) continue;
        if (version !== null && pin.denied.has(version)) continue;
        yield {
          place: placeOfInstance(instance),
          actual: version ?? "no version",
          expected: pin.version,
          args: { package: pin.package, installPath, requesters: requestersOf(instance) },
        };
      }
    }
  },
});
