import { appendFileSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { ConfigurationError } from "../configuration/configuration-error.js";
import { loadConfigurationFile } from "../configuration/load.js";
import { UnreadableTargetError } from "../package-files/package-files.js";
import { neutralise } from "../report/neutralise.js";
import type { FailureReport } from "../report/report.js";
import type { Outcome } from "../report/writer.js";
import { createWriter } from "./create-writer.js";
import { type ExitCode, exitCodeOf } from "./exit-code.js";
import { type JudgeOptions, judgeTarget, type SharedConfiguration } from "./judge-target.js";
import type { CheckCommand } from "./parse-arguments.js";
import { createProgress } from "./progress.js";
import { type Terminal, writeAll } from "./terminal.js";
import { UsageError } from "./usage-error.js";

/** Judges every target, whatever becomes of the others, and prints the report. */
export async function check(command: CheckCommand, version: string, terminal: Terminal): Promise<ExitCode> {
  const { targets, outputFile } = command;
  const progress = createProgress(terminal);
  const { writer, stepSummary } = await createWriter(command, version, terminal);
  const output = createOutput(outputFile, terminal);
  const outcomes: Outcome[] = [];
  const shared = loadShared(command, terminal);
  for (const [index, spec] of targets.entries()) {
    const outcome = await attempt(spec, index === targets.length - 1, version, shared, {
      asIs: command.asIs,
      version,
      onProgress: progress.show,
      signal: terminal.signal,
    });
    terminal.signal?.throwIfAborted();
    progress.clear();
    outcomes.push(outcome);
    if (outcome.kind === "failed") await printFailure(outcome.failure, terminal);
    await output.write(writer.target(outcome));
  }
  await output.write(writer.end());
  output.end();
  if (stepSummary !== undefined) appendStepSummary(terminal, stepSummary);
  return exitCodeOf(outcomes, command.maxWarnings);
}

type Shared = SharedConfiguration | null | { readonly error: ConfigurationError };

/** A broken --config makes every target fail, so that the report still has an entry for each. */
function loadShared({ config }: CheckCommand, { workingDirectory }: Terminal): Shared {
  if (config === null) return null;
  try {
    return { loaded: loadConfigurationFile(config, workingDirectory), usedIgnores: new Set() };
  } catch (error) {
    if (error instanceof ConfigurationError) return { error };
    throw error;
  }
}

async function attempt(
  spec: string,
  isLast: boolean,
  version: string,
  shared: Shared,
  options: Omit<JudgeOptions, "shared">,
): Promise<Outcome> {
  try {
    if (shared !== null && "error" in shared) throw shared.error;
    return await judgeTarget(spec, isLast, { ...options, shared });
  } catch (error) {
    // An interrupted run has no verdict on anything.
    options.signal?.throwIfAborted();
    const failure: FailureReport = {
      tool: "bundle-check",
      version,
      schemaVersion: 1,
      target: { spec },
      error: describeError(error),
    };
    return { kind: "failed", failure };
  }
}

function describeError(error: unknown): FailureReport["error"] {
  if (error instanceof UnreadableTargetError) return { kind: "unreadable-target", message: error.message };
  if (error instanceof ConfigurationError) return { kind: "invalid-configuration", message: error.message };
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const message = error instanceof Error ? error.message : String(error);
  return { kind: "tool-failure", message: process.env.DEBUG ? stack : message };
}

async function printFailure({ target, error }: FailureReport, { stderr }: Terminal): Promise<void> {
  const lines = error.message.split("\n").map(neutralise).join("\n");
  const advice =
    error.kind === "tool-failure"
      ? "\nThis is a defect of bundle-check. Please report it with the output of the same command under DEBUG=1."
      : "";
  await writeAll(stderr, `bundle-check: ${neutralise(target.spec)}: ${lines}${advice}\n`);
}

interface Output {
  write(text: string): Promise<void>;
  /** Completes the output; a file is written as a whole, so that it is never half a report. */
  end(): void;
}

function createOutput(outputFile: string | null, { stdout, workingDirectory }: Terminal): Output {
  if (outputFile === null) {
    let isOpen = true;
    return {
      async write(text) {
        if (isOpen && text !== "") isOpen = await writeAll(stdout, text);
      },
      end() {},
    };
  }
  const path = resolve(workingDirectory, outputFile);
  const parts: string[] = [];
  return {
    async write(text) {
      parts.push(text);
    },
    end() {
      try {
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, parts.join(""));
      } catch (cause) {
        const reason = cause instanceof Error ? cause.message : String(cause);
        throw new UsageError(`The report cannot be written to ${outputFile}: ${reason}`, { cause });
      }
    },
  };
}

function appendStepSummary({ environment }: Terminal, summary: (bytesTaken: number) => string): void {
  const path = environment.GITHUB_STEP_SUMMARY;
  if (!path) return;
  const bytesTaken = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  appendFileSync(path, summary(bytesTaken));
}
