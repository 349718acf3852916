import type { Facts } from "../facts.ts";
import type { Place, RuleArguments, RuleId, Severity } from "../findings/finding.ts";

/** What a rule reports; the judge adds the rule's id and, where absent, its severity. */
export interface Found<Id extends RuleId> {
  readonly place: Place;
  readonly actual: string;
  readonly expected: string;
  readonly args: RuleArguments[Id];
  /** Only where this case is milder than the rule's own severity. */
  readonly severity?: Severity;
}

/** One check: facts in, findings out. Pure. */
export interface Rule<Id extends RuleId = RuleId> {
  readonly id: Id;
  readonly severity: Severity;
  /** One line for the list of rules. */
  readonly summary: string;
  check(facts: Facts): Iterable<Found<Id>>;
}

/** Fixes the shape of a rule while keeping its id's type. */
export function defineRule<Id extends RuleId>(rule: Rule<Id>): Rule<Id> {
  return rule;
}
