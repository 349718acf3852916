import { COMMAND_TIMEOUT_MILLISECONDS } from "./limits.js";
import type { RegistrySpec } from "./registry-spec.js";
import { type CommandOutcome, lastLines } from "./run-command.js";

/** The code npm gives for its failure, such as "E404"; undefined when it succeeded or gave none. */
export function npmFailureCode(outcome: CommandOutcome): string | undefined {
  if (outcome.kind !== "exited" || outcome.code === 0) return undefined;
  return /^npm (?:error|ERR!) code (\w+)/m.exec(outcome.errors)?.[1];
}

const UNREACHABLE: ReadonlySet<string> = new Set([
  "EAI_AGAIN",
  "ECONNREFUSED",
  "ECONNRESET",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "ETIMEDOUT",
  "ERR_SOCKET_TIMEOUT",
  "FETCH_ERROR",
]);

/** A failed fetch as a sentence that says what to do. */
export function npmFailureText({ name, argument }: RegistrySpec, outcome: CommandOutcome): string {
  if (outcome.kind === "timed-out") {
    return `npm did not fetch ${argument} within ${COMMAND_TIMEOUT_MILLISECONDS / 1000} seconds. Is the registry reachable?`;
  }
  if (outcome.kind === "not-started") return `npm could not be started: ${outcome.cause.message}`;
  const code = npmFailureCode(outcome);
  const said = lastLines(outcome.errors);
  switch (code) {
    case "E404":
      return `The registry has no package ${argument}, or it is private and npm is not logged in.`;
    case "ETARGET":
    case "ENOVERSIONS":
      return `The registry has ${name}, but no version that fits ${argument}.`;
    case "E401":
    case "E403":
    case "ENEEDAUTH":
      return `The registry does not allow npm to read ${argument} (${code}). Log in with \`npm login\`, or check the token in your npmrc.`;
    case "EINTEGRITY":
      return `The bytes npm received for ${argument} are not those the registry promises:\n${said}`;
    case "ENOTCACHED":
      return `npm is set to work offline, and ${argument} is not in its cache.`;
  }
  if (code !== undefined && UNREACHABLE.has(code)) {
    return `The registry cannot be reached (${code}). Check the network, the proxy and the registry in your npmrc.`;
  }
  return `npm could not fetch ${argument}:\n${said}`;
}
