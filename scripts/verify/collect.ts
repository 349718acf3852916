import { existsSync, readFileSync } from "node:fs";
import { addCounts, countTests, type TestCounts } from "./test-results.ts";
import type { TestedWorkspace } from "./workspaces.ts";

export interface CollectedResults {
  readonly workspaces: readonly { readonly directory: string; readonly counts: TestCounts | undefined }[];
  readonly total: TestCounts;
  /** Workspaces whose tests left no report: they did not run, so nothing is known about them. */
  readonly missing: readonly string[];
}

export function collectResults(workspaces: readonly TestedWorkspace[]): CollectedResults {
  const collected = workspaces.map(({ directory, report }) => ({
    directory,
    counts: existsSync(report) ? countTests(readFileSync(report, "utf8")) : undefined,
  }));
  return {
    workspaces: collected,
    total: addCounts(collected.flatMap(({ counts }) => (counts === undefined ? [] : [counts]))),
    missing: collected.filter(({ counts }) => counts === undefined).map(({ directory }) => directory),
  };
}
