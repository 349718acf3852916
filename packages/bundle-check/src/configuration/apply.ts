import type { Finding } from "../findings/finding.js";
import type { Configuration, Ignore } from "./configuration.js";
import { matchesGlob } from "./glob.js";
import { subjectNames } from "./subject.js";

export interface AppliedConfiguration {
  readonly findings: readonly Finding[];
  readonly ignored: readonly { readonly finding: Finding; readonly reason: string }[];
  /** The entries of `configuration.ignores` that matched a finding. */
  readonly usedIgnores: ReadonlySet<Ignore>;
}

/** Applies what a configuration says about findings: accepted ones are set aside, severities replaced. */
export function applyConfiguration(
  findings: readonly Finding[],
  configuration: Configuration,
): AppliedConfiguration {
  const kept: Finding[] = [];
  const ignored: { finding: Finding; reason: string }[] = [];
  const usedIgnores = new Set<Ignore>();
  for (const finding of findings) {
    // Ignores see every finding, also one of a rule that is off: switching a rule off leaves them used.
    const matching = configuration.ignores.filter((ignore) => isIgnoredBy(finding, ignore));
    for (const ignore of matching) usedIgnores.add(ignore);
    const severity = configuration.rules[finding.rule] ?? finding.severity;
    if (severity === "off") continue;
    const adjusted: Finding = { ...finding, severity };
    const [first] = matching;
    if (first === undefined) kept.push(adjusted);
    else ignored.push({ finding: adjusted, reason: first.reason });
  }
  return { findings: kept, ignored, usedIgnores };
}

/** An ignore entry accepts the finding. */
export function isIgnoredBy(finding: Finding, { rule, file, name }: Ignore): boolean {
  return (
    finding.rule === rule &&
    (file === undefined || matchesGlob(finding.place.file, file)) &&
    (name === undefined || subjectNames(finding).includes(name))
  );
}
