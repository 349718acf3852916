import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { repositoryFiles } from "../../../repository/tracked-files.ts";
import { type CommandResult, runCommand } from "../../run-command.ts";

/** A repository of its own with the files of this one, committed and installed, for tests that change things. */
export interface ScratchClone {
  readonly root: string;
  /** Runs a command in it, or in a folder of it. */
  run(command: string, argumentList: readonly string[], options?: RunOptions): Promise<CommandResult>;
  /** Like `run`, for commands that have to succeed. */
  mustRun(command: string, argumentList: readonly string[], options?: RunOptions): Promise<string>;
  commit(message: string): Promise<void>;
  /** Back to a commit, without what was changed or added since; ignored files stay. */
  reset(commit?: string): Promise<void>;
  edit(path: string, change: (text: string) => string): void;
  remove(): void;
}

export interface RunOptions {
  readonly directory?: string;
  readonly environment?: NodeJS.ProcessEnv;
  readonly timeout?: number;
}

export async function createScratchClone(): Promise<ScratchClone> {
  const root = mkdtempSync(join(tmpdir(), "scratch-clone-"));
  for (const path of repositoryFiles()) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    cpSync(path, join(root, path), { verbatimSymlinks: true });
  }
  const clone = cloneAt(root);
  await clone.mustRun("git", ["init", "--quiet", "--initial-branch=main"]);
  await clone.commit("The repository as it is");
  await clone.mustRun("bun", ["install", "--frozen-lockfile"]);
  return clone;
}

function cloneAt(root: string): ScratchClone {
  const run: ScratchClone["run"] = (command, argumentList, { directory = ".", environment, timeout } = {}) =>
    runCommand(command, argumentList, {
      cwd: resolve(root, directory),
      timeout: timeout ?? 300_000,
      environment: { ...cleanEnvironment(), ...environment },
    });
  const mustRun: ScratchClone["mustRun"] = async (command, argumentList, options) => {
    const result = await run(command, argumentList, options);
    if (result.exitCode === 0) return result.stdout;
    throw new Error(
      `${command} ${argumentList.join(" ")}: ${result.interruption ?? `exit ${result.exitCode}`}\n${result.stdout}\n${result.stderr}`,
    );
  };
  return {
    root,
    run,
    mustRun,
    commit: async (message) => {
      const identity = [
        "-c",
        "user.name=Test",
        "-c",
        "user.email=test@example.com",
        "-c",
        "commit.gpgsign=false",
      ];
      await mustRun("git", ["add", "--all"]);
      await mustRun("git", [
        ...identity,
        "commit",
        "--quiet",
        "--no-verify",
        "--allow-empty",
        "--message",
        message,
      ]);
    },
    reset: async (commit = "HEAD") => {
      await mustRun("git", ["reset", "--quiet", "--hard", commit]);
      await mustRun("git", ["clean", "--quiet", "--force", "-d"]);
    },
    edit: (path, change) => {
      const file = join(root, path);
      const before = readFileSync(file, "utf8");
      const after = change(before);
      if (after === before) throw new Error(`The edit of ${path} changes nothing.`);
      writeFileSync(file, after);
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** What a terminal has: no traces of the test runner, of CI or of the script that started it. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) =>
        !/^(?:npm_(?:package_|lifecycle_|config_local_prefix|config_user_agent|config_package|config_call|command|execpath|node_execpath)|VITEST|TURBO_HASH|GITHUB_|ACTIONS_)/i.test(
          name,
        ) && !/^(?:NODE_OPTIONS|NODE_ENV|INIT_CWD|CI)$/.test(name),
    ),
  );
  // Clones build the same sources again and again; the cache goes by what is in them, not by where they are.
  return { ...kept, TURBO_CACHE_DIR: resolve("node_modules/.cache/scratch-clone-builds") };
}
