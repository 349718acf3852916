import { type Outcome, readOutcome } from "./judgement.ts";
import { runCommand } from "./run-command.ts";

export interface Guard {
  /** The bundle-check command. */
  readonly command: string;
  /** The manifest whose `bundleCheck` key configures the judgement: the promises of the package to be released. */
  readonly configuration: string;
  readonly cwd: string;
  readonly timeout: number;
}

/** Judges a tarball on disk or a published `name@version` with the public command, as any other user would. */
export async function judge(target: string, guard: Guard): Promise<Outcome> {
  const { command, configuration, cwd, timeout } = guard;
  const result = await runCommand(command, [target, "--config", configuration, "--format", "json"], {
    cwd,
    timeout,
  });
  return readOutcome(result);
}
