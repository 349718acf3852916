import { nearest } from "../configuration/nearest.js";
import { isRuleId, ruleIds } from "../configuration/subject.js";
import { listRules as describeRules } from "../rules/list-rules.js";
import type { Format } from "./options.js";
import { readRulePage } from "./rule-pages.js";
import { UsageError } from "./usage-error.js";

export function listRules(format: Format): string {
  const listed = describeRules();
  if (format === "json") return `${JSON.stringify(listed)}\n`;
  if (format !== "text") throw new UsageError(`--list-rules prints text or json, not ${format}.`);
  const idWidth = Math.max(...listed.map(({ id }) => id.length));
  return listed
    .map(
      ({ id, severity, summary }) =>
        `${id.padEnd(idWidth)}  ${severity.padEnd("warning".length)}  ${summary}\n`,
    )
    .join("");
}

export function explainRule(rule: string, pages: URL): string {
  if (!isRuleId(rule)) {
    const meant = nearest(rule, ruleIds);
    throw new UsageError(
      `There is no rule ${JSON.stringify(rule)}. ${meant === undefined ? "See --list-rules." : `Did you mean ${meant}?`}`,
    );
  }
  const page = readRulePage(rule, pages);
  if (page === undefined) throw new Error(`The page of the rule ${rule} is missing from this installation.`);
  return page.endsWith("\n") ? page : `${page}\n`;
}
