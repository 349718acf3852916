import type { Facts } from "../facts.ts";
import type { Finding, RuleId } from "../findings/finding.ts";
import { rules } from "./index.ts";
import type { Rule } from "./rule.ts";

/** Applies every rule. Pure: the same facts give the same findings. */
export function judge(facts: Facts): Finding[] {
  return rules.flatMap((rule) => [...apply(rule, facts)]);
}

function* apply<Id extends RuleId>(rule: Rule<Id>, facts: Facts): Iterable<Finding> {
  for (const { severity = rule.severity, ...found } of rule.check(facts)) {
    const finding = { rule: rule.id, severity, ...found };
    // The pair of rule and args is right by the type of `Found<Id>`; TypeScript cannot correlate the union.
    yield finding as Finding;
  }
}
