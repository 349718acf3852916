import type { Finding, RuleId, Severity } from "./findings/finding.js";
import { type KnownBefore, PackageFacts } from "./package-facts.js";
import type { PackageFiles, PackageTarget } from "./package-files/package-files.js";
import { rules } from "./rules/index.js";
import type { Found, Rule } from "./rules/rule.js";

export interface Judgement {
  /** Sorted by severity, file, position and rule; configuration's severities and ignores not yet applied. */
  readonly findings: readonly Finding[];
  readonly name: string | null;
  readonly version: string | null;
  /** What the rules looked at, for further comparison. */
  readonly facts: PackageFacts;
}

/**
 * Judges the files of a package. Pure: nothing of the package is run, and the same files and configuration
 * always give the same findings.
 * @throws UnreadableTargetError when package.json is absent or unreadable.
 */
export function judgePackage(
  files: PackageFiles,
  target: Pick<PackageTarget, "spec">,
  options: KnownBefore,
): Judgement {
  const facts = new PackageFacts(files, target.spec, options);
  const findings: Finding[] = [];
  for (const rule of rules) {
    for (const finding of runRule(rule, facts)) findings.push(finding);
  }
  return {
    findings: findings.sort(compareFindings),
    name: facts.manifest.name,
    version: facts.manifest.version,
    facts,
  };
}

function* runRule<Id extends RuleId>(rule: Rule<Id>, facts: PackageFacts): Iterable<Finding> {
  for (const found of rule.check(facts)) {
    yield toFinding(rule, found, facts);
  }
}

function toFinding<Id extends RuleId>(rule: Rule<Id>, found: Found<Id>, facts: PackageFacts): Finding {
  const finding = {
    rule: rule.id,
    severity: found.severity ?? rule.severity,
    place: found.place,
    args: found.args,
    reach: found.reach ?? facts.graph.reachOf(found.place.file),
  };
  // The pair of rule and args is right by the type of `Found<Id>`; TypeScript cannot correlate the union.
  return finding as Finding;
}

const severityOrder: Record<Severity, number> = { error: 0, warning: 1, info: 2 };

/** Most severe first, then by file and position, so that output never depends on the order of the rules. */
export function compareFindings(left: Finding, right: Finding): number {
  return (
    severityOrder[left.severity] - severityOrder[right.severity] ||
    compareText(left.place.file, right.place.file) ||
    left.place.line - right.place.line ||
    left.place.column - right.place.column ||
    compareText(left.rule, right.rule) ||
    compareText(JSON.stringify(left.args), JSON.stringify(right.args))
  );
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
