import { join, resolve } from "node:path";
import { createTwoFilesPatch } from "diff";
import { UnreadableFileError } from "../documents/document.ts";
import { prepareBump } from "../moving/bump.ts";
import { commitFiles, restore, type WrittenFile } from "../moving/commit.ts";
import { PolicyOutsideError } from "../moving/plan.ts";
import { findRuntimes } from "../moving/runtimes.ts";
import { verify } from "../moving/verify.ts";
import { createReport } from "../report/create-report.ts";
import { neutralise } from "../report/neutralise.ts";
import { styleFor } from "../report/style.ts";
import { renderText } from "../report/text.ts";
import { renderVerification } from "../report/verification.ts";
import { openRepository } from "../repository/repository-files.ts";
import type { ExitCode } from "./exit-code.ts";
import type { Command } from "./parse-arguments.ts";
import { openSession, progressTo, type Session } from "./session.ts";
import { type Terminal, writeAll } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

type BumpCommand = Extract<Command, { command: "bump" }>;

export async function runBump(command: BumpCommand, terminal: Terminal): Promise<ExitCode> {
  const style = styleFor(terminal);
  const session = await openBumpSession(command, terminal);
  const { pin, facts, files } = session;
  const target = command.version ?? workspaceFolder(session);
  const onProgress = progressTo(terminal);
  const verification = await verify(target, pin, facts, {
    workingDirectory: terminal.workingDirectory,
    runtimes: await findRuntimes(),
    onProgress,
  });
  await writeAll(terminal.stdout, renderVerification(verification, style));
  const { version } = verification;
  if (!verification.passed || version === null) return 1;
  const outcome = await prepareBump({
    root: files.root,
    pin,
    facts,
    version,
    integrity: verification.integrity,
    writesChangeset: command.version !== null,
    onProgress,
  }).catch((error: unknown) => {
    if (error instanceof PolicyOutsideError) throw new UsageError(error.message);
    throw error;
  });
  switch (outcome.kind) {
    case "refused":
      await writeAll(
        terminal.stdout,
        `${style.error("✖ Nothing was written.")} ${neutralise(outcome.reason)}\n`,
      );
      return 1;
    case "not-held": {
      const report = createReport(files.root, outcome.facts, outcome.findings);
      await writeAll(terminal.stdout, `\n${renderText(report, style)}`);
      await writeAll(terminal.stdout, `${style.error("✖ Nothing was written: the pin would not hold.")}\n`);
      return outcome.unreadable.length > 0 ? 2 : 1;
    }
    case "ready":
      await finish(outcome.files, version, command, session, terminal);
      return 0;
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

async function finish(
  changed: readonly WrittenFile[],
  version: string,
  { isDryRun }: BumpCommand,
  { files, pin }: Session,
  terminal: Terminal,
): Promise<void> {
  const style = styleFor(terminal);
  if (changed.length === 0) {
    await writeAll(terminal.stdout, `\n${style.success(`✔ The pin is at ${version} already.`)}\n`);
    return;
  }
  if (isDryRun) {
    for (const file of changed) await writeAll(terminal.stdout, `\n${renderDiff(file)}`);
    await writeAll(terminal.stdout, `${style.info("Nothing was written (--dry-run).")}\n`);
    return;
  }
  withoutInterruption(() => commitFiles(files.root, changed));
  const list = changed.map(({ path }) => `  ${neutralise(path)}\n`).join("");
  const summary = `✔ ${pin.package} is pinned to ${version}; before, to ${pin.version}.`;
  await writeAll(terminal.stdout, `\n${style.success(neutralise(summary))}\n${list}`);
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

function renderDiff({ path, before, after }: WrittenFile): string {
  const patch = createTwoFilesPatch(
    before === null ? "/dev/null" : `a/${path}`,
    `b/${path}`,
    before?.toString("utf8") ?? "",
    after.toString("utf8"),
    "",
    "",
    { context: 3 },
  );
  const lines = patch
    .split("\n")
    .slice(1)
    .map((line) => neutralise(line.replace(/\t$/, "")));
  return `${lines.join("\n")}\n`;
}
