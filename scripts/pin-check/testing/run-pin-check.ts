import { Writable } from "node:stream";
import { run } from "../cli/run.ts";
import type { Report } from "../report/report.ts";

export interface Run {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The whole command in this process, with its output collected. */
export async function runPinCheck(
  argv: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  workingDirectory = process.cwd(),
): Promise<Run> {
  const stdout = collector();
  const stderr = collector();
  const exitCode = await run(argv, {
    stdout: stdout.stream,
    stderr: stderr.stream,
    environment: { NO_COLOR: "1", ...environment },
    workingDirectory,
  });
  return { exitCode, stdout: stdout.text(), stderr: stderr.text() };
}

/** Checks a repository and reads the report; the artifact is left out unless asked for. */
export async function checkRepository(
  root: string,
  argv: readonly string[] = ["--artifact", "off"],
): Promise<{ readonly exitCode: number; readonly report: Report }> {
  const { exitCode, stdout, stderr } = await runPinCheck(["--root", root, "--format", "json", ...argv]);
  if (stdout === "") throw new Error(`No report: ${stderr}`);
  const report: Report = JSON.parse(stdout);
  return { exitCode, report };
}

function collector(): { readonly stream: Writable; readonly text: () => string } {
  const chunks: Buffer[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(Buffer.from(chunk));
      done();
    },
  });
  return { stream, text: () => Buffer.concat(chunks).toString("utf8") };
}
