import { isIgnoredBy } from "../configuration/apply.js";
import type { Finding, Severity } from "../findings/finding.js";
import type { PackageFacts } from "../package-facts.js";
import { pairEntries } from "./entry-pairs.js";
import { isBreakingChange } from "./is-breaking-change.js";
import type { Comparison, Loss, LossRule } from "./loss.js";
import { lostCode } from "./lost-code.js";
import { lostDependencies } from "./lost-dependencies.js";
import { lostEntries } from "./lost-entries.js";
import { lostExports } from "./lost-exports.js";
import { lostFiles } from "./lost-files.js";
import { lostSources } from "./lost-sources.js";

/**
 * What a package has lost against an earlier release. Pure: facts of both in, findings out, not yet sorted.
 *
 * What consumers could load or call is an error when it is gone. Circumstantial evidence, a dependency or a source
 * module that nothing uses any more, is a warning alone and an error beside such a loss that nobody accepted. A breaking version number
 * announces losses, so that all of them are warnings then.
 */
export function compareWithBaseline(current: PackageFacts, baseline: PackageFacts): Finding[] {
  const comparison: Comparison = {
    current,
    baseline,
    baselineVersion: baseline.manifest.version,
    pairs: pairEntries(current, baseline),
  };
  const allowedLoss = current.configuration.maximumCodeLoss ?? defaultMaximumCodeLoss;
  const direct = [
    ...toFindings("lost-entry", lostEntries(comparison), comparison),
    ...toFindings("lost-file", lostFiles(comparison), comparison),
    ...toFindings("lost-export", lostExports(comparison), comparison),
    ...toFindings("lost-code", lostCode(comparison, allowedLoss), comparison),
  ];
  const evidence = [
    ...toFindings("lost-dependency", lostDependencies(comparison), comparison),
    ...toFindings("lost-source", lostSources(comparison), comparison),
  ];
  const { ignores } = current.configuration;
  const isSupported = direct.some(
    (finding) => finding.severity === "error" && !ignores.some((ignore) => isIgnoredBy(finding, ignore)),
  );
  const findings = [
    ...direct,
    ...(isSupported ? evidence.map((finding) => withSeverity(finding, "error")) : evidence),
  ];
  const isAnnounced = isBreakingChange(baseline.manifest.version, current.manifest.version);
  return isAnnounced ? findings.map((finding) => withSeverity(finding, "warning")) : findings;
}

/** The share of an entry's code that may go without a word, unless the configuration says otherwise. */
export const defaultMaximumCodeLoss = 0.5;

function withSeverity(finding: Finding, severity: Severity): Finding {
  return { ...finding, severity };
}

function* toFindings<Rule extends LossRule>(
  rule: Rule,
  losses: Iterable<Loss<Rule>>,
  { current }: Comparison,
): Iterable<Finding> {
  for (const { severity, place, args, reach } of losses) {
    const finding = { rule, severity, place, args, reach: reach ?? current.graph.reachOf(place.file) };
    // The pair of rule and args is right by the type of `Loss<Rule>`; TypeScript cannot correlate the union.
    yield finding as Finding;
  }
}
