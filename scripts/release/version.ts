/**
 * Takes the pending changesets in: `npx -y bun@1.4.5 run version`. Versions and changelogs, then the root's pin and
 * its policy, then the lockfile; nothing is committed.
 *
 * Exit codes: 0 done; 1 refused; 2 nothing to do, or wrong usage; 3 a tool failed. Then git has what was before.
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { pendingChangesets } from "./changesets.ts";
import { adviceAfterFailure } from "./version-failure.ts";

const root = join(import.meta.dirname, "..", "..");

/** In this order: the pin moves to the version that changesets has just given, after its package has been judged. */
const steps: readonly (readonly [string, ...string[]])[] = [
  ["changeset", "version"],
  // Changesets rewrites the root's dependency itself; the lockfile has to know before anything else is run.
  ["bun", "install", "--lockfile-only"],
  ["bun", "run", "--silent", "build"],
  // What else holds the pin is known to pin-check, which looks at the packed package before it moves anything.
  ["bun", "scripts/pin-check/main.ts", "bump", "--workspace"],
  ["bun", "scripts/pin-check/main.ts", "--artifact", "off"],
];

process.exitCode = main(process.argv.slice(2));

function main(argumentList: readonly string[]): 0 | 1 | 2 | 3 {
  if (argumentList.length > 0) {
    console.error(`\`bun run version\` takes no arguments, but got ${argumentList.join(" ")}.`);
    return 2;
  }
  if (pendingChangesets(root).length === 0) {
    console.error(
      "There is no pending changeset, so there is no new version. Write one with `bun run changeset`.",
    );
    return 2;
  }
  const tree = spawnSync("git", ["status", "--porcelain"], { cwd: root, encoding: "utf8" });
  const advice = adviceAfterFailure(tree.status === 0 && tree.stdout === "");
  for (const [command, ...rest] of steps) {
    const { status, error } = spawnSync(command, rest, {
      cwd: root,
      stdio: ["ignore", "inherit", "inherit"],
    });
    if (status !== 0) {
      console.error(`\`${[command, ...rest].join(" ")}\` failed (${error?.message ?? `exit ${status}`}).`);
      console.error(advice);
      return status === 1 ? 1 : 3;
    }
  }
  console.log("The new versions are in place. Read the changelogs, commit everything, and run the gate.");
  return 0;
}
