import { join, resolve } from "node:path";
import { UnreadableFileError } from "../documents/document.ts";
import { prepareBump } from "../moving/bump.ts";
import { commitFiles, restore } from "../moving/commit.ts";
import { PolicyOutsideError } from "../moving/plan.ts";
import { findRuntimes } from "../moving/runtimes.ts";
import { verify } from "../moving/verify.ts";
import { type BumpResult, renderBump, renderBumpJson } from "../report/bump.ts";
import { createReport } from "../report/create-report.ts";
import { styleFor } from "../report/style.ts";
import { openRepository } from "../repository/repository-files.ts";
import type { ExitCode } from "./exit-code.ts";
import type { Command } from "./parse-arguments.ts";
import { openSession, progressTo, type Session } from "./session.ts";
import { type Terminal, writeAll } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

type BumpCommand = Extract<Command, { command: "bump" }>;

export async function runBump(command: BumpCommand, terminal: Terminal): Promise<ExitCode> {
  const session = await openBumpSession(command, terminal);
  const result = await bump(command, session, terminal);
  const text = command.format === "json" ? renderBumpJson(result) : renderBump(result, styleFor(terminal));
  await writeAll(terminal.stdout, text);
  switch (result.outcome.kind) {
    case "written":
    case "planned":
    case "unchanged":
      return 0;
    case "not-held":
      return result.outcome.report.unreadable.length > 0 ? 2 : 1;
    case "not-verified":
    case "refused":
      return 1;
  }
}

async function bump(command: BumpCommand, session: Session, terminal: Terminal): Promise<BumpResult> {
  const { pin, facts, files } = session;
  const onProgress = progressTo(terminal);
  const verification = await verify(command.version ?? workspaceFolder(session), pin, facts, {
    workingDirectory: terminal.workingDirectory,
    runtimes: await findRuntimes(),
    onProgress,
  });
  const { version, integrity } = verification;
  const end = (outcome: BumpResult["outcome"]): BumpResult => ({ verification, outcome });
  if (!verification.passed || version === null) return end({ kind: "not-verified" });
  const prepared = await prepareBump({
    root: files.root,
    pin,
    facts,
    version,
    integrity,
    writesChangeset: command.version !== null,
    onProgress,
  }).catch((error: unknown) => {
    if (error instanceof PolicyOutsideError) throw new UsageError(error.message);
    throw error;
  });
  switch (prepared.kind) {
    case "refused":
      return end(prepared);
    case "not-held":
      return end({ kind: "not-held", report: createReport(files.root, prepared.facts, prepared.findings) });
    case "ready":
      if (prepared.files.length === 0) return end({ kind: "unchanged" });
      if (command.isDryRun) return end({ kind: "planned", files: prepared.files });
      withoutInterruption(() => commitFiles(files.root, prepared.files));
      return end({ kind: "written", files: prepared.files });
  }
}

async function openBumpSession(command: BumpCommand, terminal: Terminal): Promise<Session> {
  const { root } = openRepository(resolve(terminal.workingDirectory, command.root));
  if (!command.isDryRun && restore(root)) {
    await writeAll(terminal.stderr, "pin-check: An interrupted move was undone first.\n");
  }
  const session = await openSession(command, terminal);
  const [first] = session.facts.repository.unreadable;
  if (first !== undefined) {
    throw new UnreadableFileError(
      first.file,
      first.reason,
      first.remedy,
      first.line === null ? {} : { line: first.line },
    );
  }
  return session;
}

/** The folder of the workspace that has the pinned package's name. */
function workspaceFolder({ facts, pin, files }: Session): string {
  const [workspace, another] = facts.workspacesOf(pin);
  if (workspace === undefined || another !== undefined) {
    throw new UsageError(
      `--workspace needs one workspace with the name ${pin.package}; there ${another === undefined ? "is none" : "are several"}.`,
    );
  }
  return join(files.root, workspace.folder);
}

/** The moment in which files are put in place is short, and is not left in the middle. */
function withoutInterruption(work: () => void): void {
  const ignore = () => undefined;
  process.on("SIGINT", ignore).on("SIGTERM", ignore);
  try {
    work();
  } finally {
    process.off("SIGINT", ignore).off("SIGTERM", ignore);
  }
}
