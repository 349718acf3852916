import { placeOfInstance } from "./places.ts";
import { defineRule } from "./rule.ts";

export const integrityMismatch = defineRule({
  id: "integrity-mismatch",
  severity: "error",
  summary: "a lockfile whose checksum of the pinned version is not the policy's",
  *check(facts) {
    for (const pin of facts.policy.pins) {
      if (pin.integrity === null) continue;
      for (const instance of facts.instancesOf(pin)) {
        if (instance.source.kind !== "registry" || instance.version !== pin.version) continue;
        if (agrees(instance.integrity, pin.integrity)) continue;
        // Yarn 2 and later write a checksum of their own archive, which says nothing about the tarball.
        const isComparable = instance.lockfile.format !== "yarn-berry";
        yield {
          place: placeOfInstance(instance),
          actual: instance.integrity ?? "no integrity",
          expected: pin.integrity,
          args: {
            package: pin.package,
            problem: !isComparable ? "not-comparable" : instance.integrity === null ? "absent" : "differs",
          },
          ...(isComparable ? {} : { severity: "warning" }),
        };
      }
    }
  },
});

/** Every checksum of the policy's algorithm must be the policy's, and there must be one. */
function agrees(locked: string | null, wanted: string): boolean {
  const algorithm = wanted.slice(0, wanted.indexOf("-") + 1);
  const same = (locked ?? "").split(/\s+/).filter((checksum) => checksum.startsWith(algorithm));
  return same.length > 0 && same.every((checksum) => checksum.replace(/\?.*$/, "") === wanted);
}
