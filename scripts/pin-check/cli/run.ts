import { UnreadableFileError } from "../documents/document.ts";
import { neutralise } from "../report/neutralise.ts";
import type { ExitCode } from "./exit-code.ts";
import { parseArguments } from "./parse-arguments.ts";
import { surviveClosedPipe, type Terminal, writeAll } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

/** The whole command. Modules are loaded as they are needed, so that the check starts fast. */
export async function run(argv: readonly string[], terminal: Terminal): Promise<ExitCode> {
  surviveClosedPipe(terminal.stdout);
  surviveClosedPipe(terminal.stderr);
  try {
    return await execute(argv, terminal);
  } catch (error) {
    if (error instanceof UsageError) {
      await writeAll(terminal.stderr, `pin-check: ${neutralise(error.message)}\n`);
      return 2;
    }
    if (error instanceof UnreadableFileError) {
      const place = error.line === null ? error.path : `${error.path}:${error.line}`;
      const text = `pin-check: ${place}: ${error.message} ${error.remedy}`;
      await writeAll(terminal.stderr, `${neutralise(text)}\n`);
      return 2;
    }
    const reason = error instanceof Error ? error.message : String(error);
    await writeAll(terminal.stderr, `pin-check failed: ${neutralise(reason)}\n`);
    if (terminal.environment.DEBUG && error instanceof Error) {
      await writeAll(terminal.stderr, `${error.stack}\n`);
    }
    return 3;
  }
}

async function execute(argv: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const command = parseArguments(argv);
  switch (command.command) {
    case "help": {
      const { createHelp } = await import("./help.ts");
      await writeAll(terminal.stdout, createHelp());
      return 0;
    }
    case "check": {
      const { check } = await import("./check-command.ts");
      return await check(command, terminal);
    }
    case "verify": {
      const { runVerify } = await import("./verify-command.ts");
      return await runVerify(command, terminal);
    }
    case "bump": {
      const { runBump } = await import("./bump-command.ts");
      return await runBump(command, terminal);
    }
    case "explain": {
      const { runExplain } = await import("./explain-command.ts");
      return await runExplain(command, terminal);
    }
  }
}
