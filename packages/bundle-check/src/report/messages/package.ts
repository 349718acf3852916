import { isTypesCondition } from "../../entrypoints/conditions.js";
import type { RuleArguments } from "../../findings/finding.js";
import type { Description } from "../messages.js";
import { count, formatKeyPath, quote, quoteAll } from "../prose.js";

type MissingTarget = RuleArguments["missing-target"];

const malformations = {
  "no-leading-dot-slash": 'does not start with "./"',
  empty: "is empty",
  "leaves-package": "leads out of the package",
  "node-modules": "leads into node_modules",
  "not-a-string": "is not a string",
} as const satisfies Record<NonNullable<MissingTarget["malformation"]>, string>;

const missingTarget: Description<"missing-target"> = (args, { place, reach }) => {
  const keyPath = place.keyPath ?? reach[0]?.keyPath ?? [];
  const field = quote(keyPath.length === 0 ? "package.json" : formatKeyPath(keyPath));
  return {
    message: `${field} ${missingTargetProblem(args)}`,
    consequence: missingTargetConsequence(args, keyPath),
    hint: missingTargetHint(args),
  };
};

function missingTargetProblem({ target, problem, malformation, more = 0 }: MissingTarget): string {
  switch (problem) {
    case "unanswered-import": {
      const others = more === 0 ? "" : ` The same is true of ${count(more, "more subpath")}.`;
      return `gives Node ${quote(target)} for ${quote("require")}, and nothing for ${quote("import")}.${others}`;
    }
    case "not-shipped":
      return `points at ${quote(target)}, which is not among the package's files.`;
    case "pattern-without-files":
      return `is the pattern ${quote(target)}, which matches none of the package's files.`;
    case "malformed":
      return `has the target ${quote(target)}, which ${malformation === undefined ? "is not valid" : malformations[malformation]}.`;
  }
}

function missingTargetConsequence({ problem }: MissingTarget, keyPath: readonly string[]): string {
  const [first = ""] = keyPath;
  if (problem === "unanswered-import")
    return `Every ${quote("import")} of it fails in Node with ERR_PACKAGE_PATH_NOT_EXPORTED, as it does in bundlers that set none of its other conditions.`;
  if (first === "bin") return "npm installs a command that cannot start.";
  if (keyPath.some((key) => key === "types" || key === "typings" || key.startsWith("types@"))) {
    return "TypeScript finds no declarations for this path, so imports of it are untyped or do not compile.";
  }
  if (problem === "malformed") return "Node refuses the import with ERR_INVALID_PACKAGE_TARGET.";
  if (problem === "pattern-without-files") return "Every import that only this pattern could answer fails.";
  return `"Cannot find module" for whoever resolves the package through this field.`;
}

function missingTargetHint({ target, problem, similar, malformation }: MissingTarget): string {
  if (problem === "unanswered-import")
    return "Add an `import` condition, or a `default` as the last one; with the target `null` it says that nothing is meant to be there.";
  if (similar !== undefined)
    return `${quote(similar)} is shipped: correct the path, or the name of the file.`;
  if (malformation === "no-leading-dot-slash") return `Write ${quote(`./${target}`)}.`;
  if (problem === "malformed") return "Point it at a file of this package with a path that starts with `./`.";
  return "Build before packing, and check that `files` in package.json includes the target; if it is gone for good, remove the field.";
}

const unreachableCondition: Description<"unreachable-condition"> = (
  { condition, winners, audience, chosenTarget, more },
  { place },
) => {
  const field = quote(formatKeyPath(place.keyPath ?? []));
  const others =
    more === 0 ? "" : ` The same is true of ${count(more, "more place")} in ${quote("exports")}.`;
  const order = `Put ${quote(condition)} before ${quoteAll(winners)}`;
  if (winners.includes(condition)) {
    return {
      message: `${field} can never be chosen: the ${quote(condition)} of the object around it always matches first.${others}`,
      consequence: "Its target is never used; every consumer gets that of the outer condition.",
      hint: "Remove the outer one if the targets are meant to differ, otherwise this one.",
    };
  }
  if (audience === "runtimes") {
    return {
      message: `${field} is chosen by neither Node nor Bun nor Deno: ${quoteAll(winners)} before it always matches.${others}`,
      consequence:
        `${quote("require")} gets the ES module ${quote(chosenTarget ?? "")}; ` +
        "only bundlers that set none of the earlier conditions reach the CommonJS file.",
      hint: `${order}, or remove it and stop shipping the file.`,
    };
  }
  return {
    message: `${field} can never be chosen: ${quoteAll(winners)} before it always ${winners.length > 1 ? "match" : "matches"}.${others}`,
    consequence: isTypesCondition(condition)
      ? "TypeScript looks for declarations beside the code file and, where there are none, treats the import as untyped."
      : "Nobody gets its target, neither a runtime nor a bundler.",
    hint: isTypesCondition(condition) ? `${order}; it should come first.` : `${order}, or remove it.`,
  };
};

const unusedIgnore: Description<"unused-ignore"> = ({ ignoredRule, ignoredFile, ignoredName, reason }) => ({
  message:
    `The configuration ignores ${quote(ignoredRule)}` +
    `${ignoredName === undefined ? "" : ` for ${quote(ignoredName)}`}` +
    `${ignoredFile === undefined ? "" : ` in ${quote(ignoredFile)}`}, but no finding matches (reason given: ${quote(reason)}).`,
  consequence: "nothing, for now; but the entry would hide the next finding it happens to match.",
  hint: "Remove the entry, or correct its file or name.",
});

export const packageDescriptions = {
  "missing-target": missingTarget,
  "unreachable-condition": unreachableCondition,
  "unused-ignore": unusedIgnore,
};
