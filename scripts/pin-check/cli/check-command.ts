import { resolve } from "node:path";
import type { ArtifactJudgement } from "../artifact/judgement.ts";
import type { Facts } from "../facts.ts";
import { gatherFacts } from "../gather-facts.ts";
import { findPolicy } from "../policy/find-policy.ts";
import { createReport, createUnreadableReport } from "../report/create-report.ts";
import type { Report } from "../report/report.ts";
import { asUnreadable } from "../repository/read-repository.ts";
import { openRepository } from "../repository/repository-files.ts";
import { judge } from "../rules/judge.ts";
import { type ExitCode, exitCodeOf } from "./exit-code.ts";
import type { ArtifactMode } from "./options.ts";
import type { Command } from "./parse-arguments.ts";
import { printReport } from "./print-report.ts";
import { progressTo } from "./session.ts";
import type { Terminal } from "./terminal.ts";

export async function check(
  command: Extract<Command, { command: "check" }>,
  terminal: Terminal,
): Promise<ExitCode> {
  const report = await examine(command, terminal);
  await printReport(report, command.format, terminal);
  return exitCodeOf(report);
}

async function examine(
  { root, policy: given, artifact }: Extract<Command, { command: "check" }>,
  terminal: Terminal,
): Promise<Report> {
  const { workingDirectory } = terminal;
  const directory = resolve(workingDirectory, root);
  try {
    const files = openRepository(directory);
    const policy = findPolicy(files, given, workingDirectory);
    const facts = await gatherFacts(files, policy);
    const judged = artifact === "off" ? facts : await withArtifacts(facts, files.root, artifact, terminal);
    return createReport(files.root, judged, judge(judged));
  } catch (error) {
    return createUnreadableReport(directory, [asUnreadable(error)]);
  }
}

/** Loaded only where an artifact is judged: the guard is a large program. */
async function withArtifacts(
  facts: Facts,
  root: string,
  mode: Exclude<ArtifactMode, "off">,
  terminal: Terminal,
): Promise<Facts> {
  const { judgeArtifacts } = await import("../artifact/judge-artifacts.ts");
  const artifacts = await judgeArtifacts(facts, {
    root,
    mode,
    environment: terminal.environment,
    onProgress: progressTo(terminal),
  });
  const failed = mode === "registry" ? artifacts.filter(isUnreadable) : [];
  return facts.withArtifacts(artifacts).withUnreadable(
    failed.map(({ package: name, version, outcome }) => ({
      file: `${name}@${version}`,
      line: null,
      reason: outcome.kind === "not-judged" ? outcome.reason : "",
      remedy: "Bring the registry in reach, or leave the artifact out with --no-artifact.",
    })),
  );
}

/** Who asks for the registry's tarball gets a verdict on it, or none at all. */
function isUnreadable({ outcome }: ArtifactJudgement): boolean {
  return outcome.kind === "not-judged" && outcome.problem === "unreadable";
}
