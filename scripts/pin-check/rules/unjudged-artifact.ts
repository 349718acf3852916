import { placeOfArtifact } from "./artifacts.ts";
import { defineRule } from "./rule.ts";

export const unjudgedArtifact = defineRule({
  id: "unjudged-artifact",
  severity: "warning",
  summary: "a pinned artifact that could not be judged, so that nothing is known about it",
  *check(facts) {
    for (const judgement of facts.artifacts) {
      const { package: name, version, origin, outcome } = judgement;
      if (outcome.kind === "not-judged") {
        const { problem, reason } = outcome;
        yield {
          place: placeOfArtifact(facts, judgement),
          actual: reason,
          expected: "an artifact that can be judged",
          args: { package: name, version, problem, reason },
          ...(problem === "other-bytes" ? { severity: "error" } : {}),
        };
      } else if (origin?.kind === "installed" && outcome.kind === "sound") {
        yield {
          place: placeOfArtifact(facts, judgement),
          actual: `the files in ${origin.path}`,
          expected: "the tarball whose checksum the lockfile names",
          args: {
            package: name,
            version,
            problem: "unverified",
            reason: `the installed files in ${origin.path} passed, but no checksum covers them`,
          },
          severity: "info",
        };
      }
    }
  },
});
