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

/** The root and every package that has a `test` script. */
export function testedWorkspaces(root: string): TestedWorkspace[] {
  const packages = readdirSync(join(root, "packages"), { withFileTypes: true })
    .filter(
      (entry) => entry.isDirectory() && hasTestScript(join(root, "packages", entry.name, "package.json")),
    )
    .map((entry) => `packages/${entry.name}`);
  return [".", ...packages.sort()].map((directory) => ({
    directory,
    report: join(root, directory, reportPath),
  }));
}

function hasTestScript(manifestPath: string): boolean {
  if (!existsSync(manifestPath)) return false;
  const manifest: { scripts?: Record<string, string> } = JSON.parse(readFileSync(manifestPath, "utf8"));
  return manifest.scripts?.test !== undefined;
}
