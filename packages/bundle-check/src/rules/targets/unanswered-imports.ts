import type { Entrypoint } from "../../entrypoints/entrypoint.js";
import { displayField } from "../../entrypoints/exports-field.js";
import { answersForNode, type NodeAnswers } from "../../entrypoints/node-answers.js";
import type { PackageFacts } from "../../package-facts.js";
import { isForLenientHost } from "../references/lenient-hosts.js";
import type { Found } from "../rule.js";

/**
 * What `exports` answers with code of the package when Node requires it, and with nothing when Node imports it
 * (defu 4.0.0). The reverse is a package of ES modules alone, and `null` says that nothing is meant to be there.
 */
export function* findUnansweredImports(facts: PackageFacts): Iterable<Found<"missing-target">> {
  const answers = answersForNode(facts.manifest.data.exports);
  const unanswered = answers.filter(({ forImport, forRequire }) => forImport === undefined && forRequire);
  if (unanswered.length === 0) return;
  const entries = new Map(facts.entrypoints.map((entry) => [entry.keyPath.join("\0"), entry]));
  const found = unanswered.flatMap((answer) => {
    const entry = entries.get(answer.forRequire?.join("\0") ?? "");
    return entry && leadsToCode(entry, facts) ? [{ ...answer, target: entry.target }] : [];
  });
  const isRoot = ({ subpath }: NodeAnswers) => subpath === ".";
  const subpaths = hasPathsForImport(answers)
    ? []
    : found.filter((answer) => !isRoot(answer) && !forRequireByName.test(answer.subpath));
  for (const group of [found.filter(isRoot), subpaths]) {
    const [first] = group;
    if (!first) continue;
    const { keyPath, target } = first;
    yield {
      place: facts.placeInManifest(keyPath),
      args: { target, problem: "unanswered-import", more: group.length - 1 },
      reach: [{ field: displayField(keyPath), keyPath, chain: [] }],
      severity: isRoot(first) && !isRequiredByHost(facts) ? "error" : "warning",
    };
  }
}

/** A preset or plugin, by its name, and the bundler of React Native and the like ask by `require` and by conditions of theirs. */
function isRequiredByHost(facts: PackageFacts): boolean {
  const name = facts.manifest.name ?? "";
  return (
    /(?:^|[/-])(?:plugin|preset|config|loader|transform(?:er)?)(?:$|[/-])/.test(name) ||
    isForLenientHost(facts)
  );
}

/** Nobody imports data or an addon by a condition for code. */
function leadsToCode({ kind, problem, files }: Entrypoint, { graph }: PackageFacts): boolean {
  return kind === "code" && problem === null && files.some((path) => graph.isJavaScript(path));
}

/** `./cjs`, `./index.cjs`, `./dist/index.umd.js`: a path for `require` by its name. */
const forRequireByName = /[/.-](?:cjs|commonjs|umd|require)(?:$|[/.-])/;

/** Each module system has paths of its own (`./es` and `./lib` of element-plus, those of cytoscape). */
function hasPathsForImport(answers: readonly NodeAnswers[]): boolean {
  return answers.some(
    ({ subpath, forImport, forRequire }) => subpath !== "." && forImport && forRequire === undefined,
  );
}
