import type { RuleId } from "../../findings/finding.ts";
import type { Problem } from "../../specifiers/exactness.ts";
import type { Description } from "../messages.ts";
import { askedForBy, code } from "../prose.ts";
import { describeProblem } from "./problem.ts";

type DeclarationRule =
  | "inexact-pin"
  | "other-version"
  | "look-alike-version"
  | "foreign-source"
  | "workspace-pin"
  | "unresolved-reference"
  | "override-contradicts-pin";

function describeWith<Rule extends DeclarationRule & RuleId>(
  hint: (expected: string, problem: Problem) => string,
): Description<Rule> {
  return ({ package: packageName, key, field, problem }, { actual, expected }) => {
    const alias = key === packageName ? "" : `, which leads to ${code(packageName)}`;
    return {
      message: `${code(key)} in ${code(field)}${alias}: ${code(actual)} ${describeProblem(problem)}.`,
      hint: hint(expected, problem),
    };
  };
}

const writeExactly = (expected: string) => `Write ${code(expected)}, then install to refresh the lockfile.`;

export const declarationDescriptions = {
  "inexact-pin": describeWith(writeExactly),
  "other-version": describeWith(writeExactly),
  "look-alike-version": describeWith((expected) => `Write ${code(expected)} and nothing else.`),
  "foreign-source": describeWith(writeExactly),
  "workspace-pin": describeWith(
    (expected) =>
      `Write ${code(expected)}, or \`workspace:*\` where the policy allows the workspace and it has the pinned version.`,
  ),
  "unresolved-reference": describeWith(
    (expected) => `Add the entry with ${code(expected)}, or write ${code(expected)} here.`,
  ),
  "override-contradicts-pin": describeWith((expected, problem) =>
    problem.kind === "source" && problem.source === "patch"
      ? "Remove the patch, or move the pin to a version that needs none; then install to refresh the lockfile."
      : `Remove the override, or let it say ${code(expected)}; then install to refresh the lockfile.`,
  ),
  "denied-version": ({ package: name, version, reason, where, requesters }, { expected }) => {
    const because = reason === null || reason === "" ? "" : `: ${reason}`;
    if (where === "policy") {
      return {
        message: `The policy pins ${code(name)} to ${code(version)} and denies that version${because}.`,
        hint: "Pin another version, or take this one off the denied ones.",
      };
    }
    const who =
      where === "lockfile" ? `The lockfile installs ${code(name)} at` : `${code(name)} is asked for at`;
    return {
      message: `${who} ${code(version)}${askedForBy(requesters)}, which the policy denies${because}.`,
      hint:
        where === "lockfile"
          ? `Override ${code(name)} with ${code(expected)} in the root manifest, or move whoever asks for it; then install anew.`
          : `Write ${code(expected)}, then install to refresh the lockfile.`,
    };
  },
  "workspace-version": ({ package: name, folder }, { actual, expected }) => ({
    message: `The workspace ${code(folder === "" ? "." : folder)} holds ${code(name)} at ${code(actual)}, but the pin is ${code(expected)}: Bun would install that from the registry instead of linking, and npm would link the other version.`,
    hint: `Give the workspace the version ${code(expected)}, or move the pin with \`pin-check bump --workspace\`.`,
  }),
  "unused-pin": ({ package: name }) => ({
    message: `Nothing in the repository asks for ${code(name)}, and no lockfile installs it.`,
    hint: "Remove the pin if the package is gone for good.",
  }),
} satisfies {
  readonly [Rule in
    | DeclarationRule
    | "denied-version"
    | "workspace-version"
    | "unused-pin"]: Description<Rule>;
};
