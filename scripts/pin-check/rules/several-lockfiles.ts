import { rivals } from "./lockfile-versions.ts";
import { placeOfLockfile } from "./places.ts";
import { defineRule } from "./rule.ts";

export const severalLockfiles = defineRule({
  id: "several-lockfiles",
  severity: "warning",
  summary: "several lockfiles in one folder, of which an install reads one",
  *check(facts) {
    for (const lockfiles of rivals(facts.repository.lockfiles)) {
      const [first] = lockfiles;
      yield {
        place: placeOfLockfile(first),
        actual: lockfiles.map(({ path }) => path).join(", "),
        expected: "one lockfile",
        args: { lockfiles: lockfiles.map(({ path }) => path) },
      };
    }
  },
});
