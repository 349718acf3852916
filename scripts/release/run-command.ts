import { spawn } from "node:child_process";

export interface CommandResult {
  /** Null when the command could not be started, or was stopped from outside or by the time limit. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Why there is no exit code, as a phrase. */
  readonly interruption?: string;
}

export interface CommandOptions {
  readonly cwd: string;
  /** Milliseconds after which the command is stopped: a gate that hangs is a gate that somebody switches off. */
  readonly timeout: number;
  /** What the command sees of the environment; all of it unless told. */
  readonly environment?: NodeJS.ProcessEnv;
}

/** Runs a command without a shell and without standard input, and never throws: failing is a result too. */
export function runCommand(
  command: string,
  argumentList: readonly string[],
  { cwd, timeout, environment = process.env }: CommandOptions,
): Promise<CommandResult> {
  return new Promise((resolve) => {
    const child = spawn(command, argumentList, {
      cwd,
      env: environment,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    let interruption: string | undefined;

    const timer = setTimeout(() => {
      interruption = `stopped after ${timeout / 1000} s without an answer`;
      child.kill("SIGKILL");
      // A grandchild may hold the pipes open after the child is gone; waiting for it would be the hang again.
      child.stdout.destroy();
      child.stderr.destroy();
    }, timeout);

    child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
    child.on("error", (error) => {
      interruption = `could not be started: ${error.message}`;
    });
    child.on("close", (exitCode, signal) => {
      clearTimeout(timer);
      const reason = interruption ?? (signal === null ? undefined : `stopped by ${signal}`);
      resolve({
        exitCode: reason === undefined ? exitCode : null,
        stdout: Buffer.concat(stdout).toString("utf8"),
        stderr: Buffer.concat(stderr).toString("utf8"),
        ...(reason === undefined ? {} : { interruption: reason }),
      });
    });
  });
}

/** Why a command failed, in one phrase, with the end of what it printed: there the reason usually stands. */
export function describeFailure(
  { exitCode, interruption, stdout, stderr }: CommandResult,
  lines = 6,
): string {
  const words = (stderr.trim() || stdout.trim()).split("\n").slice(-lines).join("\n").slice(-2_000);
  const ending = interruption ?? `exit ${exitCode}`;
  return words === "" ? ending : `${ending}: ${words}`;
}
