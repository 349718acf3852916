import { readFileSync } from "node:fs";
import type { RuleId } from "../findings/finding.js";

/** The page of a rule, in Markdown; undefined when this installation has none. */
export function readRulePage(rule: RuleId, pages: URL): string | undefined {
  try {
    return readFileSync(new URL(`${rule}.md`, pages), "utf8");
  } catch {
    return undefined;
  }
}
