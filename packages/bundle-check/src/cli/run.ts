import { neutralise } from "../report/neutralise.js";
import { readVersion } from "../version.js";
import type { ExitCode } from "./exit-code.js";
import { Interruption } from "./interruption.js";
import { parseArguments } from "./parse-arguments.js";
import { surviveFailedWrites, type Terminal, writeAll } from "./terminal.js";
import { UsageError } from "./usage-error.js";

/** The whole command. Modules are loaded as they are needed, so that small questions are answered fast. */
export async function run(argv: readonly string[], terminal: Terminal): Promise<number> {
  surviveFailedWrites(terminal.stdout);
  surviveFailedWrites(terminal.stderr);
  try {
    return await execute(argv, terminal);
  } catch (error) {
    if (error instanceof Interruption) return error.exitCode;
    if (error instanceof UsageError) {
      await writeAll(terminal.stderr, `bundle-check: ${neutralise(error.message)}\n`);
      return 2;
    }
    const { printDefect } = await import("./failure.js");
    await printDefect(error, terminal);
    return 3;
  }
}

async function execute(argv: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const command = parseArguments(argv);
  switch (command.command) {
    case "version":
      await writeAll(terminal.stdout, `${readVersion()}\n`);
      return 0;
    case "help": {
      const { createHelp } = await import("./help.js");
      await writeAll(terminal.stdout, createHelp());
      return 0;
    }
    case "list-rules": {
      const { listRules } = await import("./rule-commands.js");
      await writeAll(terminal.stdout, listRules(command.format));
      return 0;
    }
    case "explain": {
      const { explainRule } = await import("./rule-commands.js");
      await writeAll(terminal.stdout, explainRule(command.rule, terminal.rulePages));
      return 0;
    }
    case "check": {
      const { check } = await import("./check.js");
      return check(command, readVersion(), terminal);
    }
  }
}
