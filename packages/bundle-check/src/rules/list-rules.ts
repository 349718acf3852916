import type { RuleId, Severity } from "../findings/finding.js";
import { rules } from "./index.js";

/** What `--list-rules` tells of a rule. */
export interface RuleDescription {
  readonly id: RuleId;
  /** The severity of its gravest case, unless configuration changes it. */
  readonly severity: Severity;
  readonly summary: string;
}

/** Every rule, in the order they run. */
export function listRules(): RuleDescription[] {
  return rules.map(({ id, severity, summary }) => ({ id, severity, summary }));
}
