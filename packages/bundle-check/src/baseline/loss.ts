import type { Place, Reach, Severity } from "../findings/finding.js";
import type { PackageFacts } from "../package-facts.js";
import type { BaselineArguments } from "./arguments.js";
import type { EntryPair } from "./entry-pairs.js";

export type LossRule = keyof BaselineArguments;

/** What one kind of comparison reports; `compare.ts` makes findings of it. */
export interface Loss<Rule extends LossRule> {
  readonly severity: Severity;
  readonly place: Place;
  readonly args: BaselineArguments[Rule];
  /** Absent: the reach of the file in this package. */
  readonly reach?: readonly Reach[];
}

export interface Comparison {
  readonly current: PackageFacts;
  readonly baseline: PackageFacts;
  readonly baselineVersion: string | null;
  readonly pairs: readonly EntryPair[];
}

export function wholeFile(file: string): Place {
  return { file, line: 1, column: 1 };
}
