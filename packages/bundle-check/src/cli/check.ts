import { appendFileSync, statSync } from "node:fs";
import { ConfigurationError } from "../configuration/configuration-error.js";
import { loadConfigurationFile } from "../configuration/load.js";
import { neutralise } from "../report/neutralise.js";
import type { Report } from "../report/report.js";
import type { Outcome } from "../report/writer.js";
import { createWriter } from "./create-writer.js";
import { type ExitCode, exitCodeOf, type Verdict } from "./exit-code.js";
import { createFailure, printFailure } from "./failure.js";
import { Interruption } from "./interruption.js";
import { judgeTarget, type SharedConfiguration } from "./judge-target.js";
import { createOutput } from "./output.js";
import type { CheckCommand } from "./parse-arguments.js";
import { createProgress } from "./progress.js";
import { type Terminal, writeAll } from "./terminal.js";
import { UsageError } from "./usage-error.js";

/** Judges every target, whatever becomes of the others, and prints the report. */
export async function check(command: CheckCommand, version: string, terminal: Terminal): Promise<ExitCode> {
  const { asIs, against, probe, publint, targets, outputFile } = command;
  const progress = createProgress(terminal);
  const { writer, stepSummary } = await createWriter(command, version, terminal);
  const output = createOutput(outputFile, terminal);
  const shared = loadShared(command, terminal);
  const verdicts: Verdict[] = [];
  for (const [index, spec] of targets.entries()) {
    let outcome: Outcome;
    try {
      // A broken --config makes every target fail, so that the report still has an entry for each.
      if (shared instanceof ConfigurationError) throw shared;
      const isLast = index === targets.length - 1;
      outcome = await judgeTarget(spec, isLast, {
        asIs,
        against,
        probe,
        publint,
        version,
        shared,
        onProgress: progress.show,
      });
    } catch (error) {
      if (error instanceof Interruption) throw error;
      outcome = { kind: "failed", failure: createFailure(spec, error, version, terminal) };
    } finally {
      progress.clear();
    }
    if (outcome.kind === "failed") await printFailure(outcome.failure, terminal);
    await output.write(writer.target(outcome));
    verdicts.push(verdictOf(outcome));
  }
  await output.write(writer.end());
  output.end();
  if (stepSummary !== undefined) appendStepSummary(terminal, stepSummary);
  const exitCode = exitCodeOf(verdicts, command.maxWarnings);
  if (outputFile !== null) await announce(outputFile, verdicts, terminal);
  return exitCode;
}

function loadShared(
  { config }: CheckCommand,
  { workingDirectory }: Terminal,
): SharedConfiguration | ConfigurationError | null {
  if (config === null) return null;
  try {
    return { loaded: loadConfigurationFile(config, workingDirectory), usedIgnores: new Set() };
  } catch (error) {
    if (error instanceof ConfigurationError) return error;
    throw error;
  }
}

/** Only what the exit code needs is kept, so that the files of a judged package can be forgotten. */
function verdictOf(outcome: Outcome): Verdict {
  return outcome.kind === "judged"
    ? { kind: "judged", summary: outcome.report.summary, isUnprobed: isUnprobed(outcome.report) }
    : { kind: "failed", cause: outcome.failure.error.kind };
}

/** Probes were asked for, and there is nothing to probe because the package is not installed. */
function isUnprobed({ probes }: Report): boolean {
  return probes?.some(({ probe, outcome }) => probe === "install" && outcome === "not-run") ?? false;
}

/** With the report in a file, a person still wants to know how it went. */
async function announce(
  outputFile: string,
  verdicts: readonly Verdict[],
  { stderr }: Terminal,
): Promise<void> {
  let errors = 0;
  let warnings = 0;
  let failed = 0;
  for (const verdict of verdicts) {
    if (verdict.kind === "failed") {
      failed += 1;
      continue;
    }
    errors += verdict.summary.errors;
    warnings += verdict.summary.warnings;
  }
  const notJudged = failed === 0 ? "" : `, ${failed} not judged`;
  const text = `${errors} errors, ${warnings} warnings${notJudged}; the report is in ${neutralise(outputFile)}`;
  await writeAll(stderr, `bundle-check: ${text}\n`);
}

function appendStepSummary({ environment }: Terminal, summary: (bytesTaken: number) => string): void {
  const path = environment.GITHUB_STEP_SUMMARY;
  if (!path) return;
  try {
    const bytesTaken = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
    appendFileSync(path, summary(bytesTaken));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UsageError(`The step summary cannot be written to ${path}: ${reason}`, { cause });
  }
}
