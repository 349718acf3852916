import type { RuleArguments } from "../../findings/finding.ts";
import type { Description } from "../messages.ts";
import { askedForBy, code, list } from "../prose.ts";

const sources = {
  workspace: "a workspace",
  folder: "a folder",
  tarball: "a tarball",
  git: "git",
} as const satisfies Record<RuleArguments["locked-source"]["source"], string>;

const sourceProblems = {
  "not-allowed": "which the policy does not allow for this package",
  "other-version": "which is not at the pinned version",
  "not-registry": "which is not the artifact that the pin is about",
  unknown: "which is not there, or holds another package",
} as const satisfies Record<RuleArguments["locked-source"]["problem"], string>;

const installAnew = "Install with the repository's package manager, and commit the lockfile.";

type LockfileRule =
  | "missing-lockfile"
  | "locked-version"
  | "locked-source"
  | "stale-lockfile"
  | "disagreeing-lockfiles"
  | "several-lockfiles"
  | "integrity-mismatch"
  | "lockfile-too-new";

export const lockfileDescriptions = {
  "missing-lockfile": ({ package: name, packageManager }) => ({
    message: `The manifests ask for ${code(name)} and there is no lockfile, so that nothing says what an install brings.`,
    hint: `Install with ${packageManager === null ? "your package manager" : code(packageManager)}, and commit the lockfile.`,
  }),
  "locked-version": ({ package: name, installPath, requesters }, { actual, expected }) => ({
    message: `The lockfile installs ${code(name)} at ${code(actual)} in ${code(installPath)}${askedForBy(requesters)}.`,
    hint: `Let everything that asks for it say ${code(expected)}, or override it in the root manifest; then install anew.`,
  }),
  "locked-source": ({ package: name, source, problem, installPath }, { actual, expected }) => ({
    message: `The lockfile takes ${code(name)} in ${code(installPath)} from ${sources[source]}, ${code(actual)}, ${sourceProblems[problem]}.`,
    hint: `Ask for ${expected}, and install anew.`,
  }),
  "stale-lockfile": (args, { actual, expected }) => ({
    message: describeStaleness(args, actual, expected),
    hint: installAnew,
  }),
  "disagreeing-lockfiles": ({ package: name, lockfiles }, { actual, expected }) => ({
    message: `${list(lockfiles)} disagree on ${code(name)}: ${actual} against ${expected}.`,
    hint: "Keep the lockfile of the package manager that the repository uses, and delete the other.",
  }),
  "several-lockfiles": ({ lockfiles }) => ({
    message: `${list(lockfiles)} stand side by side, and an install reads only one of them.`,
    hint: "Keep the lockfile of the package manager that the repository uses, and delete the others.",
  }),
  "integrity-mismatch": ({ package: name, problem }, { actual, expected }) => {
    switch (problem) {
      case "differs":
        return {
          message: `The lockfile's checksum for ${code(name)} is ${code(actual)}, and the policy's is ${code(expected)}: they are not the same tarball.`,
          hint: "Find out which tarball is the right one before you install anything.",
        };
      case "absent":
        return {
          message: `The lockfile has no checksum for ${code(name)} to hold against the policy's, so that any tarball would do.`,
          hint: "Install anew from a registry that names checksums.",
        };
      case "not-comparable":
        return {
          message: `The lockfile's checksum for ${code(name)} is of Yarn's own archive, and cannot be held against the policy's.`,
          hint: "Judge the published tarball with `--artifact registry`, which compares its checksum.",
        };
    }
  },
  "lockfile-too-new": ({ needed, lockfile }, { actual }) => ({
    message: `${code(lockfile)} cannot be read by the Bun that the repository asks for (${actual}), which then ignores it and resolves everything anew.`,
    hint: `Ask for Bun ${needed} or later, or write the lockfile with the Bun that is asked for.`,
  }),
} satisfies { readonly [Rule in LockfileRule]: Description<Rule> };

function describeStaleness(
  { what, manifest, key, lockfile, package: name }: RuleArguments["stale-lockfile"],
  actual: string,
  expected: string,
): string {
  switch (what) {
    case "specifier":
      return `${code(manifest)} asks for ${code(`${key}@${expected}`)}, and the lockfile was written for another text: ${actual}.`;
    case "not-recorded":
      return `${code(manifest)} asks for ${code(`${key}@${expected}`)}, of which ${code(lockfile)} knows nothing.`;
    case "field":
      return `${code(manifest)} asks for ${code(key)} in another field than ${code(lockfile)} remembers: ${actual}.`;
    case "no-longer-asked":
      return `${code(lockfile)} remembers that ${code(manifest)} asks for ${code(key)}, and it does not.`;
    case "not-installed":
      return `${code(manifest)} asks for ${code(`${key}@${expected}`)}, and ${code(lockfile)} installs no ${code(name)} for it.`;
    case "override":
      return `The overrides in ${code(lockfile)} are not those of ${code(manifest)} for ${code(key)}: ${actual} against ${expected}.`;
    case "catalog":
      return `The catalogs in ${code(lockfile)} are not those of ${code(manifest)} for ${code(key)}: ${actual} against ${expected}.`;
    case "version":
      return `${code(lockfile)} was written when ${code(manifest)} had another version: ${actual} against ${expected}.`;
  }
}
