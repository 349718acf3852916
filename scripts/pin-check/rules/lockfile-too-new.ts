import semver from "semver";
import { placeOfLockfile } from "./places.ts";
import { defineRule } from "./rule.ts";

/** The first Bun that reads each version of bun.lock. */
const firstBun: Readonly<Record<string, string>> = {
  "0": "1.1.39",
  "1": "1.2.0",
  "2": "1.4.0",
  "3": "1.4.0",
};

export const lockfileTooNew = defineRule({
  id: "lockfile-too-new",
  severity: "error",
  summary: "a bun.lock that the Bun of `packageManager` cannot read",
  *check(facts) {
    const { lockfiles, packageManagers } = facts.repository;
    for (const lockfile of lockfiles) {
      const needed = firstBun[lockfile.formatVersion];
      if (lockfile.format !== "bun" || needed === undefined || !lockfile.path.endsWith("bun.lock")) continue;
      for (const { name, version, file } of packageManagers) {
        if (name !== "bun" || version === null) continue;
        const asked = semver.valid(version) ?? semver.validRange(version);
        // A range is as old as its oldest version.
        const oldest = asked === null ? null : semver.minVersion(asked);
        if (oldest === null || semver.gte(oldest, needed)) continue;
        yield {
          place: placeOfLockfile(lockfile),
          actual: `lockfileVersion ${lockfile.formatVersion}, and bun@${version} in ${file}`,
          expected: `bun@${needed} or later`,
          args: { needed, lockfile: lockfile.path },
        };
      }
    }
  },
});
