import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Manifest } from "../entrypoints/manifest.js";
import { isRecord } from "../entrypoints/manifest.js";
import { explainLoadError, type LoadError } from "./explain-error.js";
import type { PlannedProbe } from "./plan.js";
import { type ChildOutcome, runChild } from "./run-child.js";
import { failed, type ProbeFailure, type ProbeVerdict, shorten, unsuitable } from "./verdict.js";

/** Where a package is installed, and how its code is run. */
export interface Installation {
  /** The folder of the consumer, with `node_modules`. */
  readonly folder: string;
  readonly packageName: string;
  readonly manifest: Manifest;
  /** The script that loads an entry, copied into the folder. */
  readonly script: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly timeoutMilliseconds: number;
  readonly signal?: AbortSignal | undefined;
}

const heapMegabytes = 1_024;

/** Loads an entry in a process of its own and reads every export. */
export async function loadEntry(
  { probe, entry, kind, isByPath }: PlannedProbe,
  runtime: string,
  installation: Installation,
): Promise<ProbeVerdict> {
  const { folder, packageName, script, environment, timeoutMilliseconds, signal } = installation;
  const resultFile = join(folder, `result-${Math.random().toString(36).slice(2)}.json`);
  const isImport = probe.startsWith("import");
  const how = isImport ? (kind === "commonjs" ? "import-commonjs" : "import") : "require";
  const specifier = isByPath
    ? `./node_modules/${packageName}/${entry}`
    : entry === "."
      ? packageName
      : `${packageName}/${entry.slice(2)}`;
  const bounds = probe.endsWith("in Node")
    ? [`--max-old-space-size=${heapMegabytes}`, "--no-warnings"]
    : ["--no-install", "--no-env-file"];
  const outcome = await runChild({
    executable: runtime,
    arguments: [...bounds, script, how, specifier, resultFile],
    directory: folder,
    environment,
    timeoutMilliseconds,
    signal,
  });
  const result = await readResult(resultFile);
  if (result === null) return describeEnd(outcome, timeoutMilliseconds);
  if (result.stage === "threw") {
    const reason = explainLoadError(result.error, installation.manifest);
    return reason === null ? failed("load-throws", describeError(result.error)) : unsuitable(reason);
  }
  return result.failures.length === 0 ? { kind: "passed" } : { kind: "failed", failures: result.failures };
}

/** The process left no result. */
function describeEnd(outcome: ChildOutcome, timeoutMilliseconds: number): ProbeVerdict {
  switch (outcome.kind) {
    case "timeout":
      return failed("timeout", `it was not loaded after ${timeoutMilliseconds / 1000} seconds`);
    case "out-of-memory":
      return failed("out-of-memory", "it took more than 2 GB of memory");
    case "not-started":
      return {
        kind: "not-run",
        obstacle: "tool-missing",
        reason: `the runtime did not start: ${outcome.message}`,
      };
    case "exited": {
      if (/heap out of memory|Out of memory/i.test(outcome.errors)) {
        return failed("out-of-memory", `it took more than ${heapMegabytes} MB of heap`);
      }
      // What Node ends with when a top-level await never settles.
      if (outcome.code === 13) return failed("process-ended", "a top-level await never settles");
      const how = outcome.signal === null ? `exit code ${outcome.code}` : outcome.signal;
      const said = lastSentence(outcome.errors);
      return failed("process-ended", `the process ended with ${how}${said === "" ? "" : `: ${said}`}`);
    }
  }
}

/** The line of a stack trace that names the error, or else the last line. */
function lastSentence(errors: string): string {
  const lines = errors.split(/\r?\n/).filter((line) => line.trim() !== "");
  return shorten(lines.find((line) => /^\w*Error\b/.test(line)) ?? lines.at(-1) ?? "");
}

type Result =
  | { readonly stage: "threw"; readonly error: LoadError }
  | { readonly stage: "read"; readonly failures: readonly ProbeFailure[] };

/** The file was written beside foreign code, so its shape is checked like any input. */
async function readResult(file: string): Promise<Result | null> {
  let value: unknown;
  try {
    value = JSON.parse(await readFile(file, "utf8"));
  } catch {
    return null;
  } finally {
    await rm(file, { force: true });
  }
  if (!isRecord(value)) return null;
  if (value.stage === "threw") return { stage: "threw", error: readError(value.error) };
  if (value.stage !== "read" || !Array.isArray(value.problems)) return null;
  return { stage: "read", failures: value.problems.filter(isRecord).map(readFailure) };
}

function readFailure(problem: Record<string, unknown>): ProbeFailure {
  const exportedName = String(problem.name);
  return problem.kind === "undefined"
    ? { problem: "export-undefined", exportedName, error: "it has no value" }
    : { problem: "export-throws", exportedName, error: describeError(readError(problem.error)) };
}

function readError(error: unknown): LoadError {
  const { name, message, code } = isRecord(error) ? error : {};
  return { name: String(name ?? ""), message: String(message ?? ""), code: String(code ?? "") };
}

function describeError({ name, message }: LoadError): string {
  return shorten(name === "" || message.startsWith(name) ? message : `${name}: ${message}`);
}
