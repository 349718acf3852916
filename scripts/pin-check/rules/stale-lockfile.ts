import { defineRule } from "./rule.ts";
import { staleDependencies } from "./staleness/dependencies.ts";
import { staleCatalogs, staleOverrides } from "./staleness/settings.ts";

export const staleLockfile = defineRule({
  id: "stale-lockfile",
  severity: "error",
  summary: "a lockfile that was written for other manifests than those that are there",
  *check(facts) {
    for (const pin of facts.policy.pins) {
      for (const lockfile of facts.repository.lockfiles) {
        yield* staleDependencies(lockfile, pin, facts);
        yield* staleOverrides(lockfile, pin, facts);
        yield* staleCatalogs(lockfile, pin, facts);
      }
    }
  },
});
