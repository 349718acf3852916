import type { Finding, RuleArguments, RuleId } from "../findings/finding.ts";
import { artifactDescriptions } from "./messages/artifact.ts";
import { declarationDescriptions } from "./messages/declarations.ts";
import { lockfileDescriptions } from "./messages/lockfiles.ts";
import { peerDescriptions } from "./messages/peers.ts";

/** What a person reads about a finding. Names in it stand in backticks. */
export interface FindingText {
  /** What was found. */
  readonly message: string;
  /** One next step. */
  readonly hint: string;
}

/** Turns one rule's facts into text. */
export type Description<Rule extends RuleId> = (
  args: RuleArguments[Rule],
  at: Pick<Finding, "place" | "actual" | "expected" | "severity">,
) => FindingText;

/** A new rule does not compile until its description exists. */
const descriptions: { readonly [Rule in RuleId]: Description<Rule> } = {
  ...declarationDescriptions,
  ...peerDescriptions,
  ...lockfileDescriptions,
  ...artifactDescriptions,
};

/** The only way from a finding to text; every output format prints what this returns. */
export function describeFinding(finding: Finding): FindingText {
  return describe(finding);
}

function describe<Rule extends RuleId>(
  finding: Pick<Finding, "place" | "actual" | "expected" | "severity"> & {
    readonly rule: Rule;
    readonly args: RuleArguments[Rule];
  },
): FindingText {
  const description: Description<Rule> = descriptions[finding.rule];
  return description(finding.args, finding);
}
