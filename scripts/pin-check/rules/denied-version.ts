import { expectedText, problematicDependencies } from "./declarations.ts";
import { requestersOf } from "./instances.ts";
import { placeInPolicy, placeOf, placeOfInstance } from "./places.ts";
import { defineRule } from "./rule.ts";

export const deniedVersion = defineRule({
  id: "denied-version",
  severity: "error",
  summary: "a version that the policy denies, in a manifest, a lockfile or the pin itself",
  *check(facts) {
    for (const pin of facts.policy.pins) {
      const reason = pin.denied.get(pin.version);
      if (reason === undefined) continue;
      yield {
        place: placeInPolicy(facts, ["pins", pin.index, "version"]),
        actual: pin.version,
        expected: "a version that is not denied",
        args: { package: pin.package, version: pin.version, reason, where: "policy", requesters: [] },
      };
    }
    for (const { declaration, pin, problem } of problematicDependencies(facts)) {
      if (problem.kind !== "denied") continue;
      const { version, reason } = problem;
      yield {
        place: placeOf(facts, declaration),
        actual: declaration.text,
        expected: expectedText(declaration, pin),
        args: { package: pin.package, version, reason, where: "manifest", requesters: [] },
      };
    }
    for (const pin of facts.policy.pins) {
      for (const instance of facts.instancesOf(pin)) {
        const { version } = instance;
        const reason = version === null ? undefined : pin.denied.get(version);
        if (version === null || reason === undefined || version === pin.version) continue;
        yield {
          place: placeOfInstance(instance),
          actual: version,
          expected: pin.version,
          args: {
            package: pin.package,
            version,
            reason,
            where: "lockfile",
            requesters: requestersOf(instance),
          },
        };
      }
    }
  },
});
