import type { RuleArguments, Severity } from "../../findings/finding.js";

/** What an entry lacks, and how sure it is that consumers miss it. */
export interface ExportLoss {
  readonly severity: Severity;
  readonly args: Omit<RuleArguments["export-mismatch"], "subpath">;
}

/** How many missing names a finding lists. */
const listedNames = 10;

export function listNames(names: Iterable<string>): string[] {
  return [...names].sort().slice(0, listedNames);
}
