import type { Finding, Severity } from "../findings/finding.js";
import type { PackageFacts } from "../package-facts.js";
import type { ProbeObstacle } from "./arguments.js";
import type { Probed } from "./probe-package.js";

/**
 * How bad it is not to know. Without an installation nothing was probed; without a tool less than what was asked for;
 * and what is made for somewhere else is no fault of anybody.
 */
const severityOfObstacle = {
  "not-installed": "error",
  "tool-missing": "warning",
  unsuitable: "info",
  "too-many": "info",
} as const satisfies Record<ProbeObstacle, Severity>;

/** Failures per probe that become findings; a package whose every export fails needs no thousand of them. */
const mostFailures = 50;

/** What the probes found, placed at the file that answers the import. */
export function toFindings(probed: readonly Probed[], facts: PackageFacts): Finding[] {
  return probed.flatMap(({ probe, entry, file, verdict }): Finding[] => {
    const where = {
      place: { file, line: 1, column: 1 },
      reach: file === "package.json" ? [] : facts.graph.reachOf(file),
    };
    if (verdict.kind === "passed") return [];
    if (verdict.kind === "not-run") {
      const { obstacle, reason } = verdict;
      const args = { probe, entry, obstacle, reason };
      return [{ rule: "probe-not-run", severity: severityOfObstacle[obstacle], ...where, args }];
    }
    return verdict.failures.slice(0, mostFailures).map((failure) => ({
      rule: "probe-failed",
      severity: "error",
      ...where,
      args: { probe, entry, ...failure },
    }));
  });
}
