import { explain } from "../moving/explanation.ts";
import { renderExplanation } from "../report/explanation.ts";
import { renderJson } from "../report/json.ts";
import { neutralise } from "../report/neutralise.ts";
import { styleFor } from "../report/style.ts";
import type { ExitCode } from "./exit-code.ts";
import type { Command } from "./parse-arguments.ts";
import { openSession } from "./session.ts";
import { type Terminal, writeAll } from "./terminal.ts";

export async function runExplain(
  command: Extract<Command, { command: "explain" }>,
  terminal: Terminal,
): Promise<ExitCode> {
  const { pin, facts } = await openSession(command, terminal);
  const explanation = explain(pin, facts);
  const text =
    command.format === "json"
      ? renderJson({ tool: "pin-check", schemaVersion: 1, command: "explain", ...explanation })
      : renderExplanation(explanation, styleFor(terminal));
  await writeAll(terminal.stdout, text);
  // An explanation of what could only be read in part says so, and is no success.
  const { unreadable } = facts.repository;
  for (const { file, reason } of unreadable) {
    await writeAll(terminal.stderr, `pin-check: ${neutralise(`${file} could not be read: ${reason}`)}\n`);
  }
  return unreadable.length > 0 ? 2 : 0;
}
