import { type ChildProcessByStdio, spawn } from "node:child_process";
import type { Readable } from "node:stream";
import { COMMAND_TIMEOUT_MILLISECONDS } from "./limits.js";
import { redactSecrets } from "./redact-secrets.js";

export interface Command {
  /** Absolute path, so that nothing in the working directory can take its place. */
  readonly executable: string;
  /** Handed over one by one, never through a shell. */
  readonly arguments: readonly string[];
  readonly directory: string;
  readonly environment?: NodeJS.ProcessEnv | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMilliseconds?: number | undefined;
}

export type CommandOutcome =
  | { readonly kind: "exited"; readonly code: number; readonly output: string; readonly errors: string }
  | { readonly kind: "timed-out" }
  | { readonly kind: "not-started"; readonly cause: Error };

/** npm lists every packed file on standard output: about 100 bytes for each of at most some 100,000 files. */
const KEPT_OUTPUT = 32 * 1024 * 1024;
const KEPT_ERRORS = 256 * 1024;
const GRACE_MILLISECONDS = 2_000;

/** Runs a program to its end, or ends it after the time allowed. */
export async function runCommand(command: Command): Promise<CommandOutcome> {
  command.signal?.throwIfAborted();
  const child = spawn(command.executable, command.arguments, {
    cwd: command.directory,
    env: command.environment ?? process.env,
    stdio: ["ignore", "pipe", "pipe"],
    shell: false,
    windowsHide: true,
  });
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    stop(child);
  }, command.timeoutMilliseconds ?? COMMAND_TIMEOUT_MILLISECONDS);
  const onAbort = () => stop(child);
  command.signal?.addEventListener("abort", onAbort, { once: true });

  try {
    const outcome = await ended(child);
    command.signal?.throwIfAborted();
    return timedOut ? { kind: "timed-out" } : outcome;
  } finally {
    clearTimeout(timer);
    command.signal?.removeEventListener("abort", onAbort);
  }
}

type OutputtingChild = ChildProcessByStdio<null, Readable, Readable>;

function ended(child: OutputtingChild): Promise<CommandOutcome> {
  const output = keepTail(child.stdout, KEPT_OUTPUT);
  const errors = keepTail(child.stderr, KEPT_ERRORS);
  return new Promise((resolve) => {
    child.on("error", (cause) => resolve({ kind: "not-started", cause }));
    child.on("close", (code) =>
      resolve({ kind: "exited", code: code ?? 1, output: output(), errors: errors() }),
    );
  });
}

function stop(child: OutputtingChild): void {
  child.kill("SIGTERM");
  setTimeout(() => {
    child.kill("SIGKILL");
    // A program behind a wrapper script survives it and holds the pipes open; waiting for it would be the hang again.
    child.stdout.destroy();
    child.stderr.destroy();
  }, GRACE_MILLISECONDS).unref();
}

/** The end of what a program wrote to standard error, fit to be shown. */
export function lastLines(errors: string, count = 12): string {
  const lines = redactSecrets(errors)
    .split(/\r?\n/)
    .filter((line) => line.trim() !== "");
  return lines.slice(-count).join("\n");
}

/** Collects the end of a stream; a program that writes without end must not fill the memory. */
function keepTail(stream: Readable, limit: number): () => string {
  let chunks: Buffer[] = [];
  let length = 0;
  stream.on("data", (chunk: Buffer) => {
    chunks.push(chunk);
    length += chunk.length;
    if (length > 2 * limit) {
      const tail = Buffer.concat(chunks).subarray(-limit);
      chunks = [tail];
      length = tail.length;
    }
  });
  return () => Buffer.concat(chunks).subarray(-limit).toString("utf8");
}
