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

/** Names that the declarations promise, of so many, and that the file with so many exports does not give. */
export function lossOfDeclared(
  severity: Severity,
  missing: readonly string[],
  promised: number,
  exported: number,
): ExportLoss {
  return {
    severity,
    args: {
      oracle: "declarations",
      missing: listNames(missing),
      missingCount: missing.length,
      promised,
      exported,
    },
  };
}
