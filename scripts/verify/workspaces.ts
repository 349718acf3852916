import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A folder whose vitest tests `verify` runs, and where it expects their report. */
export interface TestedWorkspace {
  /** Relative to the repository's root; "." is the root itself. */
  readonly directory: string;
  readonly report: string;
}

/** Relative to each workspace; turbo keeps the folder as the task's output, so a replayed task has its report too. */
export const reportPath = "test-results/vitest.json";

/** The root and every workspace that has a `test` script. */
export function testedWorkspaces(root: string): TestedWorkspace[] {
  const directories = workspaceDirectories(root).filter(
    (directory) => readManifest(join(root, directory)).scripts?.test !== undefined,
  );
  return [".", ...directories.sort()].map((directory) => ({
    directory,
    report: join(root, directory, reportPath),
  }));
}

/** Folders, or all folders in a folder: the two forms of `workspaces` that this repository uses. */
function workspaceDirectories(root: string): string[] {
  return (readManifest(root).workspaces ?? []).flatMap((pattern) => {
    if (!pattern.endsWith("/*")) return [pattern];
    const parent = pattern.slice(0, -"/*".length);
    return readdirSync(join(root, parent))
      .map((name) => `${parent}/${name}`)
      .filter((directory) => existsSync(join(root, directory, "package.json")));
  });
}

function readManifest(directory: string): {
  workspaces?: readonly string[];
  scripts?: Readonly<Record<string, string>>;
} {
  return JSON.parse(readFileSync(join(directory, "package.json"), "utf8"));
}
