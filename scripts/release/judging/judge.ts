import { runCommand } from "../run-command.ts";
import { type Outcome, readOutcome } from "./judgement.ts";

export interface Guard {
  /** The bundle-check command. */
  readonly command: string;
  readonly cwd: string;
  readonly timeout: number;
}

export interface JudgeOptions {
  /** A file that configures the judgement in place of what the target says about itself. */
  readonly configuration?: string;
  /** An earlier release to compare with, or `previous`. */
  readonly against?: string;
}

/** Judges a tarball on disk or a published `name@version` with the public command, as any other user would. */
export async function judge(
  target: string,
  { command, cwd, timeout }: Guard,
  { configuration, against }: JudgeOptions = {},
): Promise<Outcome> {
  const argumentList = [
    target,
    ...(configuration === undefined ? [] : ["--config", configuration]),
    ...(against === undefined ? [] : ["--against", against]),
    "--format",
    "json",
  ];
  return readOutcome(await runCommand(command, argumentList, { cwd, timeout }));
}
