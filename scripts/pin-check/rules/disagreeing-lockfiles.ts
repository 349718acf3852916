import { rivals, versionsIn } from "./lockfile-versions.ts";
import { placeOfLockfile } from "./places.ts";
import { defineRule } from "./rule.ts";

export const disagreeingLockfiles = defineRule({
  id: "disagreeing-lockfiles",
  severity: "error",
  summary: "two lockfiles that bring different versions of the pinned package",
  *check(facts) {
    for (const pin of facts.policy.pins) {
      for (const [first, ...others] of rivals(facts.repository.lockfiles)) {
        const expected = versionsIn(first, pin, facts).join(", ");
        const differing = others.filter((other) => versionsIn(other, pin, facts).join(", ") !== expected);
        for (const lockfile of differing) {
          yield {
            place: placeOfLockfile(lockfile),
            actual: versionsIn(lockfile, pin, facts).join(", ") || "nothing",
            expected: `${expected || "nothing"}, as in ${first.path}`,
            args: { package: pin.package, lockfiles: [first.path, lockfile.path] },
          };
        }
      }
    }
  },
});
