import { findRuntimes } from "../moving/runtimes.ts";
import { verify } from "../moving/verify.ts";
import { renderJson } from "../report/json.ts";
import { styleFor } from "../report/style.ts";
import { renderVerification } from "../report/verification.ts";
import type { ExitCode } from "./exit-code.ts";
import type { Command } from "./parse-arguments.ts";
import { openSession, progressTo } from "./session.ts";
import { type Terminal, writeAll } from "./terminal.ts";

export async function runVerify(
  command: Extract<Command, { command: "verify" }>,
  terminal: Terminal,
): Promise<ExitCode> {
  const { pin, facts } = await openSession(command, terminal);
  const verification = await verify(command.target, pin, facts, {
    workingDirectory: terminal.workingDirectory,
    runtimes: await findRuntimes(),
    onProgress: progressTo(terminal),
  });
  const text =
    command.format === "json"
      ? renderJson({ tool: "pin-check", schemaVersion: 1, command: "verify", ...verification })
      : renderVerification(verification, styleFor(terminal));
  await writeAll(terminal.stdout, text);
  return verification.passed ? 0 : 1;
}
