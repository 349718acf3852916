import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describeFailure, runCommand } from "../run-command.ts";
import type { Candidate } from "../stages/candidate.ts";
import { type FrozenPeers, manifestOf } from "./cores.ts";
import { strangerEnvironment } from "./environment.ts";
import { cachedPeers, InstallError, linkFolder } from "./peers-cache.ts";

export const managers = ["npm", "bun"] as const;
export type Manager = (typeof managers)[number];

/** A folder in which somebody who knows only the tarball has installed it. */
export interface Consumer {
  readonly candidate: Candidate;
  readonly manager: Manager;
  readonly peers: FrozenPeers | undefined;
  readonly directory: string;
}

export interface StrangerFolders {
  /** What outlives the run: peers only. */
  readonly cache: string;
  /** What goes away with it. */
  readonly run: string;
}

export function describeConsumer({ candidate, manager, peers }: Omit<Consumer, "directory">): string {
  return `${candidate.name} with ${manager}${peers === undefined ? "" : ` beside ${peers.name}`}`;
}

/** Installs the tarball into an empty folder, or one that holds nothing but frozen peers. */
export async function installConsumer(
  candidate: Candidate,
  manager: Manager,
  peers: FrozenPeers | undefined,
  folders: StrangerFolders,
): Promise<Consumer> {
  const directory = mkdtempSync(join(folders.run, "consumer-"));
  const consumer = { candidate, manager, peers, directory };
  if (manager === "npm") await installWithNpm(consumer, folders.cache);
  else await installWithBun(consumer);
  assertSameFiles(consumer);
  return consumer;
}

async function installWithNpm(consumer: Consumer, cache: string): Promise<void> {
  const { directory, peers, candidate } = consumer;
  if (peers === undefined) writeFileSync(join(directory, "package.json"), manifestOf({}));
  else linkFolder(await cachedPeers(cache, peers), directory);
  const options = [
    "--ignore-scripts",
    "--no-audit",
    "--no-fund",
    "--prefer-offline",
    "--engine-strict=false",
  ];
  await install(consumer, "npm", ["install", ...options, candidate.packed.path]);
}

async function installWithBun(consumer: Consumer): Promise<void> {
  const { directory, peers, candidate } = consumer;
  writeFileSync(join(directory, "package.json"), peers?.manifest ?? manifestOf({}));
  if (peers !== undefined) writeFileSync(join(directory, "bun.lock"), peers.bunLock);
  await install(consumer, "bun", ["add", "--ignore-scripts", candidate.packed.path]);
}

async function install(consumer: Consumer, command: string, argumentList: readonly string[]): Promise<void> {
  const result = await runCommand(command, argumentList, {
    cwd: consumer.directory,
    timeout: 300_000,
    environment: strangerEnvironment(),
  });
  if (result.exitCode === 0) return;
  throw new InstallError(`${describeConsumer(consumer)} could not be installed (${describeFailure(result)})`);
}

/** Whatever caches the package managers keep, what lies in node_modules are the bytes that are judged. */
function assertSameFiles({ candidate, directory, ...rest }: Consumer): void {
  const installed = join(directory, "node_modules", candidate.name);
  const differing = candidate.files.filter(({ path, sha256 }) => {
    const file = join(installed, path);
    return !existsSync(file) || createHash("sha256").update(readFileSync(file)).digest("hex") !== sha256;
  });
  if (differing.length === 0) return;
  const names = differing.slice(0, 3).map(({ path }) => path);
  throw new InstallError(
    `${describeConsumer({ candidate, ...rest })}: ${differing.length} installed files are not those of the tarball: ${names.join(", ")}`,
  );
}
