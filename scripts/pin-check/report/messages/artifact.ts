import type { LastLoadable } from "../../artifact/judgement.ts";
import type { RuleArguments } from "../../findings/finding.ts";
import type { Description } from "../messages.ts";
import { code, count, list } from "../prose.ts";

export const artifactDescriptions = {
  "broken-artifact": (args) => {
    const { package: name, version, origin, undeclaredNames, lastLoadable } = args;
    const what =
      origin?.kind === "workspace"
        ? `The workspace ${code(origin.folder)} is what the pin of ${code(name)} leads to, and as packed it is broken`
        : `The pin of ${code(name)} to ${code(version)} is exact, but broken: the published version cannot be used`;
    const names =
      undeclaredNames.length === 0 ? "" : ` It exports ${list(undeclaredNames)} and declares them nowhere.`;
    return {
      message:
        `${what} (${count(args.errors, "error")} of bundle-check).${names} ${evidence(args)} ${lastSentence(name, lastLoadable)}`.trim(),
      hint: hint(name, origin?.kind === "workspace", lastLoadable),
    };
  },
  "unjudged-artifact": ({ package: name, version, problem, reason }) => ({
    message: `Nothing is known about what ${code(`${name}@${version}`)} holds: ${reason}.`,
    hint: hints[problem],
  }),
} satisfies { readonly [Rule in "broken-artifact" | "unjudged-artifact"]: Description<Rule> };

const hints = {
  "not-at-hand": "Judge the published tarball with `--artifact registry`, or install first.",
  "not-built": "Build the workspace, then check again.",
  "other-installed": "Install from the lockfile, then check again.",
  "other-bytes": "Find out which tarball is the right one before you install anything.",
  unreadable: "Mend what keeps it from being read, then check again.",
  unverified: "Judge the published tarball with `--artifact registry`.",
} as const satisfies Record<RuleArguments["unjudged-artifact"]["problem"], string>;

function evidence({ evidence: found }: RuleArguments["broken-artifact"]): string {
  const shown = found.slice(0, 3).map(({ rule, file, message }) => `${rule} in ${file}: ${message}`);
  return shown.length === 0 ? "" : `Evidence: ${shown.join(" ")}`;
}

function lastSentence(name: string, last: LastLoadable | null): string {
  switch (last?.kind) {
    case undefined:
      return "";
    case "found":
      return `The last version that could be loaded is ${code(`${name}@${last.version}`)}.`;
    case "none":
      return "None of the published versions passes.";
    case "unknown":
      return `Which version could last be loaded is not known: ${last.reason.replace(/\.?\s*$/, "")}.`;
  }
}

function hint(name: string, isWorkspace: boolean, last: LastLoadable | null): string {
  if (isWorkspace) return "Build the workspace with a bundler that does not truncate it, and judge it again.";
  if (last?.kind === "found") {
    return `Move the pin to ${code(last.version)} after \`pin-check verify ${last.version}\`, or to the first later version that passes, as soon as there is one.`;
  }
  return `Look for a version of ${code(name)} that passes \`pin-check verify <version>\`, and move the pin there.`;
}
