import type { Place, Reach, RuleArguments, RuleId, Severity } from "../findings/finding.js";
import type { PackageFacts } from "../package-facts.js";

/** What a rule reports; the judge adds the rule's id and, where absent, its severity and the reach. */
export interface Found<Id extends RuleId> {
  readonly place: Place;
  readonly args: RuleArguments[Id];
  /** Only where this case is milder than the rule's own severity. */
  readonly severity?: Severity;
  /** Only where the reach is not simply that of the file. */
  readonly reach?: readonly Reach[];
}

/** One check: facts in, findings out. Pure. */
export interface Rule<Id extends RuleId = RuleId> {
  readonly id: Id;
  readonly severity: Severity;
  /** One line for `--list-rules`. */
  readonly summary: string;
  check(facts: PackageFacts): Iterable<Found<Id>>;
}

/** Fixes the shape of a rule while keeping its id's type. */
export function defineRule<Id extends RuleId>(rule: Rule<Id>): Rule<Id> {
  return rule;
}
