import { existsSync } from "node:fs";
import { join } from "node:path";
import { runCommand } from "./run-command.ts";

/** What of the repository's state a release depends on. */
export interface GitState {
  readonly commit: string;
  /** Paths that differ from the commit, or that git was told not to look at; new files included, ignored ones not. */
  readonly changes: readonly string[];
}

export async function readGitState(root: string): Promise<GitState> {
  const commit = (await git(root, "rev-parse", "--verify", "HEAD")).trim();
  const status = await git(root, "status", "--porcelain=v1", "-z", "--untracked-files=no");
  // Only the ignore file of the commit counts: what somebody's own ones keep out of sight still goes into a build.
  const ignored = existsSync(join(root, ".gitignore")) ? ["--exclude-from=.gitignore"] : [];
  const others = await git(root, "ls-files", "--others", "-z", ...ignored);
  const marks = await git(root, "ls-files", "-v", "-z");
  const changes = [...changedPaths(status), ...others.split("\0"), ...unwatchedPaths(marks)];
  return { commit, changes: [...new Set(changes)].filter((path) => path !== "").sort() };
}

/** Undefined when a commit is checked out and no branch. */
export async function currentBranch(root: string): Promise<string | undefined> {
  return (await git(root, "branch", "--show-current")).trim() || undefined;
}

/** Paths in `git ls-files -v -z` that are marked "assume unchanged" (a small letter) or "skip worktree" (S). */
function unwatchedPaths(marks: string): string[] {
  return marks
    .split("\0")
    .filter((entry) => /^[a-zS] /.test(entry))
    .map((entry) => entry.slice(2));
}

/** The paths of `git status --porcelain=v1 -z`; a rename is followed by the old name, without a status. */
function changedPaths(status: string): string[] {
  const entries = status.split("\0").filter((entry) => entry !== "");
  const paths: string[] = [];
  for (let index = 0; index < entries.length; index += 1) {
    const entry = entries[index] ?? "";
    paths.push(entry.slice(3));
    if (/^[RC]|^.[RC]/.test(entry)) index += 1;
  }
  return paths;
}

async function git(root: string, ...argumentList: string[]): Promise<string> {
  const result = await runCommand("git", argumentList, { cwd: root, timeout: 30_000 });
  if (result.exitCode !== 0) {
    const reason = result.interruption ?? `exit ${result.exitCode}`;
    throw new Error(`\`git ${argumentList.join(" ")}\` failed (${reason}): ${result.stderr.trim()}`);
  }
  return result.stdout;
}
