import { baselineSubjects } from "../baseline/subjects.js";
import type { Finding, RuleArguments, RuleId } from "../findings/finding.js";
import { probeSubjects } from "../probes/subjects.js";

/**
 * The names a finding is about, by which an ignore entry can single it out. A new rule does not compile until
 * it says here what its names are.
 */
const subjects: { readonly [Rule in RuleId]: (args: RuleArguments[Rule]) => readonly string[] } = {
  "syntax-error": () => [],
  "wrong-module-kind": () => [],
  "undeclared-export": ({ exportedName, localName }) => [exportedName, localName],
  "undeclared-reference": ({ name }) => [name],
  "missing-target": ({ target }) => [target],
  "missing-module": ({ specifier }) => [specifier],
  "missing-import-binding": ({ name }) => [name],
  truncated: () => [],
  "expected-export": ({ name }) => [name],
  "empty-entry": () => [],
  "export-mismatch": ({ missing }) => missing,
  "types-missing": ({ specifier, resolved }) => [specifier, resolved],
  "types-mismatch": ({ specifier, package: name }) => (name === undefined ? [specifier] : [specifier, name]),
  ...baselineSubjects,
  ...probeSubjects,
  "unreachable-condition": ({ condition }) => [condition],
  "unlisted-dependency": ({ dependency }) => [dependency],
  "local-protocol": ({ dependency }) => [dependency],
  "bin-shebang": () => [],
  "missing-script-target": ({ target }) => [target],
  "leaked-secret": ({ kind }) => [kind],
  "leaked-file": ({ found, problem }) => [found ?? problem],
  publint: ({ code }) => [code],
  "known-bad-bundler": ({ bundler }) => [bundler],
  "unused-ignore": ({ ignoredRule }) => [ignoredRule],
};

/** Every rule id, sorted: the keys a configuration may use. */
export const ruleIds: readonly string[] = Object.keys(subjects).sort();

export function isRuleId(text: string): text is RuleId {
  return Object.hasOwn(subjects, text);
}

export function subjectNames(finding: Finding): readonly string[] {
  return namesOf(finding);
}

function namesOf<Rule extends RuleId>({
  rule,
  args,
}: {
  rule: Rule;
  args: RuleArguments[Rule];
}): readonly string[] {
  const subject: (args: RuleArguments[Rule]) => readonly string[] = subjects[rule];
  return subject(args);
}
