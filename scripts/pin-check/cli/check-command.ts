import { resolve } from "node:path";
import { gatherFacts } from "../gather-facts.ts";
import { findPolicy } from "../policy/find-policy.ts";
import { createReport, createUnreadableReport } from "../report/create-report.ts";
import type { Report } from "../report/report.ts";
import { asUnreadable } from "../repository/read-repository.ts";
import { openRepository } from "../repository/repository-files.ts";
import { judge } from "../rules/judge.ts";
import { type ExitCode, exitCodeOf } from "./exit-code.ts";
import type { Command } from "./parse-arguments.ts";
import { printReport } from "./print-report.ts";
import type { Terminal } from "./terminal.ts";

export async function check(
  command: Extract<Command, { command: "check" }>,
  terminal: Terminal,
): Promise<ExitCode> {
  const report = await examine(command, terminal.workingDirectory);
  await printReport(report, command.format, terminal);
  return exitCodeOf(report);
}

async function examine(
  { root, policy: given }: Extract<Command, { command: "check" }>,
  workingDirectory: string,
): Promise<Report> {
  const directory = resolve(workingDirectory, root);
  try {
    const files = openRepository(directory);
    const policy = findPolicy(files, given, workingDirectory);
    const facts = await gatherFacts(files, policy);
    return createReport(files.root, facts, judge(facts));
  } catch (error) {
    return createUnreadableReport(directory, [asUnreadable(error)]);
  }
}
