import type { Problem } from "../../specifiers/exactness.ts";
import type { LookAlike } from "../../specifiers/look-alike.ts";
import { code } from "../prose.ts";

const likenesses: Readonly<Record<LookAlike, string>> = {
  spaces: "has spaces around the version, which some tools trim and others do not",
  "non-ascii": "has characters that are not ASCII, and only look like the version's",
  "v-prefix": "begins with a `v`, which some tools cut off and others take for a tag",
  "build-metadata":
    "has build metadata behind the version, which package managers ignore when they compare, so that it is another text for a version that was never published",
  "leading-zero": "has a leading zero, which no version may have",
  capitals: "differs from the version in capital letters, so that it names another pre-release",
  longer: "begins like the pin and goes on, so that it is another version",
  "equals-sign": "has more before the version than one `=`",
};

/** What is wrong with what stands there, as a clause that follows it. */
export function describeProblem(problem: Problem): string {
  switch (problem.kind) {
    case "range":
      return "is a range, and lets in every later version that fits it";
    case "tag":
      return "is a tag or no version at all, and means whatever it points at today";
    case "no-version":
      return "names the package without a version, which means `latest`";
    case "not-text":
      return "is no text, so that package managers read different things in it";
    case "removal":
      return "removes the package everywhere";
    case "look-alike":
      return likenesses[problem.likeness];
    case "other-version":
      return "is exact, but another version";
    case "denied":
      return `is ${code(problem.version)}, which the policy denies${problem.reason === null ? "" : ` (${problem.reason})`}`;
    case "other-package":
      return `puts another package, ${code(problem.package)}, in its place`;
    case "source":
      if (problem.source === "patch")
        return "changes its files, so that what is installed was never published";
      return `takes it from elsewhere than the registry (${problem.source})`;
    case "unresolved":
      return problem.what === "catalog"
        ? `refers to ${problem.name === "" ? "the default catalog" : `the catalog ${code(problem.name)}`}, which has no such entry`
        : `refers to ${code(problem.name)}, which the root does not depend on`;
    case "workspace":
      return describeWorkspace(problem);
  }
}

function describeWorkspace({ problem, version }: Extract<Problem, { kind: "workspace" }>): string {
  switch (problem) {
    case "not-allowed":
      return "takes a workspace, which the policy does not allow for this package";
    case "floating":
      return "takes a workspace and is published as a range, or asks for another version";
    case "no-workspace":
      return "takes a workspace, and no workspace has this name";
    case "other-version":
      return `takes the workspace, which is at ${code(version ?? "")}`;
    case "by-path":
      return "takes a workspace by its path, whatever version it has";
  }
}
