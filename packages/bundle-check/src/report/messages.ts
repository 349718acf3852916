import type { Finding, Place, Reach, RuleArguments, RuleId } from "../findings/finding.js";
import { baselineDescriptions } from "./messages/baseline.js";
import { bundleDescriptions } from "./messages/bundle.js";
import { declarationDescriptions } from "./messages/declarations.js";
import { installationDescriptions } from "./messages/installation.js";
import { leakDescriptions } from "./messages/leaks.js";
import { moduleDescriptions } from "./messages/modules.js";
import { packageDescriptions } from "./messages/package.js";
import { probeDescriptions } from "./messages/probes.js";
import { publintDescriptions } from "./messages/publint.js";

/** What a person reads about a finding. Names in it stand in backticks. */
export interface FindingText {
  /** What was found, one sentence. */
  readonly message: string;
  /** What a consumer of the package would see. */
  readonly consequence: string;
  /** One next step. */
  readonly hint: string;
}

/** Turns one rule's facts into text. The place and the ways to it are there for wording only. */
export type Description<Rule extends RuleId> = (
  args: RuleArguments[Rule],
  at: { readonly place: Place; readonly reach: readonly Reach[] },
) => FindingText;

/** A new rule does not compile until its description exists. */
const descriptions: { readonly [Rule in RuleId]: Description<Rule> } = {
  ...moduleDescriptions,
  ...bundleDescriptions,
  ...packageDescriptions,
  ...leakDescriptions,
  ...publintDescriptions,
  ...declarationDescriptions,
  ...installationDescriptions,
  ...baselineDescriptions,
  ...probeDescriptions,
};

/** The only way from a finding to text; every output format prints what this returns. */
export function describeFinding(finding: Finding): FindingText {
  return describe(finding);
}

function describe<Rule extends RuleId>(finding: {
  readonly rule: Rule;
  readonly args: RuleArguments[Rule];
  readonly place: Place;
  readonly reach: readonly Reach[];
}): FindingText {
  const description: Description<Rule> = descriptions[finding.rule];
  return description(finding.args, finding);
}
