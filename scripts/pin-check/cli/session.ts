import { resolve } from "node:path";
import type { Facts } from "../facts.ts";
import { gatherFacts } from "../gather-facts.ts";
import { findPolicy } from "../policy/find-policy.ts";
import type { Pin, Policy } from "../policy/policy.ts";
import { neutralise } from "../report/neutralise.ts";
import { openRepository, type RepositoryFiles } from "../repository/repository-files.ts";
import type { CommonArguments } from "./parse-arguments.ts";
import type { Terminal } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

/** What the commands about one pin start from. */
export interface Session {
  readonly files: RepositoryFiles;
  readonly policy: Policy;
  readonly facts: Facts;
  readonly pin: Pin;
}

/** @throws UnreadableFileError when the root, the policy or the repository cannot be read. */
export async function openSession(command: CommonArguments, terminal: Terminal): Promise<Session> {
  const { workingDirectory } = terminal;
  const files = openRepository(resolve(workingDirectory, command.root));
  const policy = findPolicy(files, command.policy, workingDirectory);
  const pin = choosePin(policy, command.package);
  return { files, policy, facts: await gatherFacts(files, policy), pin };
}

function choosePin({ pins, file }: Policy, name: string | null): Pin {
  const names = pins.map((pin) => pin.package).join(", ");
  const [first, second] = pins;
  if (name !== null) {
    const pin = pins.find((candidate) => candidate.package === name);
    if (pin === undefined) throw new UsageError(`${file} has no pin of ${name}; it has ${names}.`);
    return pin;
  }
  if (first === undefined || second !== undefined) {
    throw new UsageError(`${file} has several pins; say which with --package: ${names}.`);
  }
  return first;
}

export function progressTo({ stderr }: Terminal): (message: string) => void {
  return (message) => {
    stderr.write(`pin-check: ${neutralise(message)}\n`);
  };
}
