import { ConfigurationError } from "../configuration/configuration-error.js";
import { UnreadableTargetError } from "../package-files/package-files.js";
import { systemErrorCode } from "../package-files/system-error.js";
import { neutralise } from "../report/neutralise.js";
import type { FailureReport } from "../report/report.js";
import { type Terminal, writeAll } from "./terminal.js";

/** What stands in the report for a target that could not be judged. */
export function createFailure(
  spec: string,
  error: unknown,
  version: string,
  { environment }: Terminal,
): FailureReport {
  return {
    tool: "bundle-check",
    version,
    schemaVersion: 1,
    target: { spec },
    error: classify(error, Boolean(environment.DEBUG)),
  };
}

function classify(error: unknown, isDebugging: boolean): FailureReport["error"] {
  if (error instanceof UnreadableTargetError) return { kind: "unreadable-target", message: error.message };
  if (error instanceof ConfigurationError) return { kind: "invalid-configuration", message: error.message };
  return { kind: "tool-failure", message: describeDefect(error, isDebugging) };
}

/** Tells the person at the terminal, whatever the format of the report. */
export async function printFailure({ target, error }: FailureReport, { stderr }: Terminal): Promise<void> {
  const subject = target.spec === "" ? "" : `${neutralise(target.spec)}: `;
  const advice = error.kind === "tool-failure" ? defectAdvice : "";
  await writeAll(stderr, `bundle-check: ${subject}${neutraliseLines(error.message)}\n${advice}`);
}

/** Tells of a failure that belongs to no target. */
export async function printDefect(error: unknown, { stderr, environment }: Terminal): Promise<void> {
  const text = neutraliseLines(describeDefect(error, Boolean(environment.DEBUG)));
  const rest = isFullDisk(error) ? "There is no room left to write to.\n" : defectAdvice;
  await writeAll(stderr, `bundle-check failed: ${text}\n${rest}`);
}

/** There is no room, or no more for this user. */
function isFullDisk(error: unknown): boolean {
  const code = systemErrorCode(error);
  return code === "ENOSPC" || code === "EDQUOT";
}

const defectAdvice =
  "This is a defect of bundle-check. Please report it with the output of the same command under DEBUG=1.\n";

function describeDefect(error: unknown, isDebugging: boolean): string {
  if (!(error instanceof Error)) return String(error);
  return isDebugging ? (error.stack ?? error.message) : error.message;
}

function neutraliseLines(text: string): string {
  return text.split("\n").map(neutralise).join("\n");
}
