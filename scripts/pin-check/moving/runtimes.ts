import { runCommand } from "../../release/run-command.ts";
import { UsageError } from "../cli/usage-error.ts";

/** The programs that a version is tried with. */
export interface Runtimes {
  readonly bun: string;
  readonly node: string;
}

/** The running one by its own path, the other by name. */
export async function findRuntimes(): Promise<Runtimes> {
  const isBun = process.versions.bun !== undefined;
  const bun = isBun ? process.execPath : await onPath("bun");
  const node = isBun ? await onPath("node") : process.execPath;
  return { bun, node };
}

async function onPath(name: string): Promise<string> {
  const { exitCode } = await runCommand(name, ["--version"], { cwd: process.cwd(), timeout: 20_000 });
  if (exitCode === 0) return name;
  throw new UsageError(`A version is tried under Node and under Bun, and there is no \`${name}\` on PATH.`);
}
