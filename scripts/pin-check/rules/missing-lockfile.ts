import { folderOf } from "../repository/lockfile-folder.ts";
import { placeOf } from "./places.ts";
import { defineRule } from "./rule.ts";

export const missingLockfile = defineRule({
  id: "missing-lockfile",
  severity: "error",
  summary: "no lockfile although a manifest asks for the pinned package",
  *check(facts) {
    const { lockfilePaths, packageManagers } = facts.repository;
    // One that is there and cannot be read is not missing.
    if (lockfilePaths.some((path) => folderOf({ path }) === "")) return;
    for (const pin of facts.policy.pins) {
      const [use] = facts.usesOf(pin);
      if (use === undefined) continue;
      yield {
        place: placeOf(facts, use),
        actual: "no lockfile",
        expected: "a lockfile",
        args: { package: pin.package, packageManager: packageManagers[0]?.name ?? null },
      };
    }
  },
});
