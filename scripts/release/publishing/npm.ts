import { isRecord } from "../packages.ts";
import { type CommandResult, runCommand } from "../run-command.ts";
import { redact } from "./redact.ts";

/** How npm is started: in the repository, with the configuration of whoever releases. */
export interface Npm {
  readonly root: string;
  /** Milliseconds for one command; npm's own patience, several tries of five minutes, is nobody's. */
  readonly timeout: number;
  readonly environment: NodeJS.ProcessEnv;
}

export function runNpm(
  { root, timeout, environment }: Npm,
  argumentList: readonly string[],
  cwd = root,
): Promise<CommandResult> {
  const options = [
    "--fetch-retries=0",
    `--fetch-timeout=${timeout}`,
    "--no-update-notifier",
    "--no-workspaces",
    // A log level from the environment could hide the error codes.
    "--loglevel=notice",
  ];
  return runCommand("npm", [...argumentList, ...options], { cwd, timeout, environment });
}

/** The code that npm gives an error with `--json` or in its log, such as E404. */
export function errorCode({ stdout, stderr }: CommandResult): string | undefined {
  try {
    const parsed: unknown = JSON.parse(stdout);
    const error = isRecord(parsed) ? parsed.error : undefined;
    if (isRecord(error) && typeof error.code === "string" && error.code !== "") return error.code;
  } catch {
    // Not every failure is told as JSON.
  }
  return /\bnpm (?:error|ERR!) code (\S+)/.exec(stderr)?.[1];
}

/** A failure in the words of somebody who has to do something about it; never with a secret in it. */
export function explainFailure(result: CommandResult, environment: NodeJS.ProcessEnv): string {
  const code = errorCode(result);
  const said = redact(lastWords(result), environment);
  if (result.interruption !== undefined) return `the registry did not answer: npm was ${result.interruption}`;
  if (code === "E401" || code === "ENEEDAUTH") {
    return `the registry does not know who you are: the token is missing, wrong or expired (${code}). Log in with \`npm login\`, or renew the token.`;
  }
  if (code === "E403") return `the registry forbids it (E403): ${said}`;
  if (code === "EOTP")
    return "the registry wants a one-time password (EOTP): publish with `--staged`, or from CI.";
  if (code === "ECONNREFUSED" || code === "ENOTFOUND" || code === "EAI_AGAIN" || code === "ECONNRESET") {
    return `the registry is out of reach (${code})`;
  }
  if (code !== undefined && /^E5\d\d$/.test(code))
    return `the registry has a failure of its own (${code}): ${said}`;
  if (/ERR_SOCKET_TIMEOUT|ETIMEDOUT|FETCH_ERROR/.test(code ?? ""))
    return `the registry did not answer (${code})`;
  return `npm failed (${code ?? `exit ${result.exitCode}`}): ${said}`;
}

function lastWords({ stdout, stderr }: CommandResult): string {
  const lines = (stderr.trim() || stdout.trim())
    .split("\n")
    .filter((line) => !/A complete log of this run|npm (?:notice|warn)|^npm error code/i.test(line));
  return lines.slice(-6).join(" ").slice(-600);
}
