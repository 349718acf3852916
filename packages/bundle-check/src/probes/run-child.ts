import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import type { Readable } from "node:stream";

export interface ChildCommand {
  readonly executable: string;
  readonly arguments: readonly string[];
  readonly directory: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly timeoutMilliseconds: number;
  /** Resident memory of the process after which it is ended. */
  readonly memoryBytes?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

export type ChildOutcome =
  | {
      readonly kind: "exited";
      readonly code: number | null;
      readonly signal: string | null;
      readonly output: string;
      readonly errors: string;
    }
  | { readonly kind: "timeout" }
  | { readonly kind: "out-of-memory" }
  | { readonly kind: "not-started"; readonly message: string };

/** Bytes of resident memory after which a child is ended; the heap of Node is bounded on its command line as well. */
const mostMemory = 2 * 1024 * 1024 * 1024;
const memoryInterval = 200;
const keptOutput = 64 * 1024;
/** How long the pipes may stay open after the process is over, held by something that it started. */
const pipeGrace = 300;

/**
 * Runs one process with bounds, and ends everything it started, however it ends: it has a process group of its own.
 * Its output is read on and on, so that it never blocks, but only the end is kept.
 */
export async function runChild(command: ChildCommand): Promise<ChildOutcome> {
  command.signal?.throwIfAborted();
  const child = spawn(command.executable, command.arguments, {
    cwd: command.directory,
    env: command.environment,
    stdio: ["ignore", "pipe", "pipe"],
    detached: process.platform !== "win32",
    windowsHide: true,
  });
  const output = keepEnd(child.stdout);
  const errors = keepEnd(child.stderr);
  let reason: "timeout" | "out-of-memory" | null = null;
  const end = (why: typeof reason) => {
    reason ??= why;
    killTree(child);
  };
  const timer = setTimeout(() => end("timeout"), command.timeoutMilliseconds);
  const watch = setInterval(() => {
    if (residentBytes(child.pid) > (command.memoryBytes ?? mostMemory)) end("out-of-memory");
  }, memoryInterval);
  const onAbort = () => end(null);
  command.signal?.addEventListener("abort", onAbort, { once: true });
  // A process that is interrupted without warning must not leave its children behind.
  const onExit = () => killTree(child);
  process.once("exit", onExit);
  try {
    const over = await ended(child);
    command.signal?.throwIfAborted();
    if (reason !== null) return { kind: reason };
    if ("message" in over) return { kind: "not-started", message: over.message };
    return { kind: "exited", code: over.code, signal: over.signal, output: output(), errors: errors() };
  } finally {
    clearTimeout(timer);
    clearInterval(watch);
    command.signal?.removeEventListener("abort", onAbort);
    process.off("exit", onExit);
    killTree(child);
  }
}

function ended(
  child: ChildProcess,
): Promise<{ readonly code: number | null; readonly signal: string | null } | { readonly message: string }> {
  return new Promise((resolve) => {
    child.once("error", ({ message }) => resolve({ message }));
    child.once("exit", (code, signal) => {
      const finish = () => resolve({ code, signal });
      const timer = setTimeout(finish, pipeGrace);
      child.once("close", () => {
        clearTimeout(timer);
        finish();
      });
    });
  });
}

function killTree(child: ChildProcess): void {
  const { pid } = child;
  if (pid !== undefined) {
    if (process.platform === "win32") {
      if (child.exitCode === null)
        spawnSync("taskkill", ["/pid", String(pid), "/T", "/F"], { stdio: "ignore" });
    } else {
      try {
        process.kill(-pid, "SIGKILL");
      } catch {
        // The whole group is gone already.
      }
    }
  }
  child.stdout?.destroy();
  child.stderr?.destroy();
}

/** Zero where the system does not tell by a file. */
function residentBytes(pid: number | undefined): number {
  if (pid === undefined || process.platform !== "linux") return 0;
  try {
    const pages = Number(readFileSync(`/proc/${pid}/statm`, "utf8").split(" ")[1]);
    return Number.isFinite(pages) ? pages * 4096 : 0;
  } catch {
    return 0;
  }
}

function keepEnd(stream: Readable): () => string {
  let kept = Buffer.alloc(0);
  stream.on("data", (chunk: Buffer) => {
    kept = Buffer.concat([kept, chunk]).subarray(-keptOutput);
  });
  // A pipe that is cut off is no error of the probe.
  stream.on("error", () => {});
  return () => kept.toString("utf8");
}
