/**
 * Lint, types and all tests, through turbo, so that what has not changed is replayed from its cache.
 *
 * Everything runs even after a failure: one run shows all that is wrong. Each kind of check is a turbo run of its
 * own, so that the last line can name it, and because arguments after `--` go to every task named in a run: only
 * vitest understands these.
 */
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { dirname } from "node:path";
import { styleText } from "node:util";
import { collectResults } from "./collect.ts";
import { closingLine } from "./test-results.ts";
import { reportPath, testedWorkspaces } from "./workspaces.ts";

const root = process.cwd();
const workspaces = testedWorkspaces(root);

// A report left by an earlier run must not be counted for a test that did not run now; turbo puts back the
// reports of the tests it replays.
for (const { report } of workspaces) rmSync(dirname(report), { recursive: true, force: true });

const failures = [
  turbo("lint", ["lint:repository"]),
  turbo("types", ["typecheck:repository", "typecheck"]),
  turbo("tests", ["test:repository", "test", "--", ...vitestArguments()]),
].flatMap((failure) => (failure === undefined ? [] : [failure]));

const results = collectResults(workspaces);
for (const { directory, counts } of results.workspaces) {
  console.log(`${directory.padEnd(28)} ${counts === undefined ? "no test report" : closingLine(counts)}`);
}
if (results.missing.length > 0) failures.push(`no test report of ${results.missing.join(", ")}`);
if (results.total.failed > 0) failures.push(`${results.total.failed} tests`);

if (failures.length === 0) {
  console.log(styleText("green", `Verified: lint, types and ${results.total.passed} tests.`));
} else {
  console.log(styleText("red", `Not verified. Failed: ${failures.join("; ")}.`));
  process.exitCode = 1;
}

function turbo(title: string, tasks: readonly string[]): string | undefined {
  const { status, error } = spawnSync("turbo", ["run", "--continue=dependencies-successful", ...tasks], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: "1", DO_NOT_TRACK: "1" },
  });
  if (status === 0) return undefined;
  return error === undefined ? title : `${title} (${error.message})`;
}

function vitestArguments(): string[] {
  return ["--reporter=default", "--reporter=json", `--outputFile.json=${reportPath}`];
}
