import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { integrityOf, PackError, packPackage } from "../../release/pack.ts";
import { runCommand } from "../../release/run-command.ts";
import { UsageError } from "../cli/usage-error.ts";
import { UnreadableFileError } from "../documents/document.ts";
import { isExactVersion } from "../policy/read-policy.ts";
import { whereThereIs } from "../repository/absence.ts";
import { lastWords } from "./trial.ts";

export interface Tarball {
  readonly path: string;
  readonly integrity: string;
  /** "published", "packed from packages/plugin", "the file x.tgz" */
  readonly origin: string;
  /** A folder's own configuration for comparisons, which says which losses are meant and why. */
  readonly comparison?: string;
}

/** Brings what is to be verified onto disk as one tarball: a published version, a folder as packed, a .tgz file. */
export async function acquireTarball(
  target: string,
  packageName: string,
  workingDirectory: string,
  folder: string,
): Promise<Tarball> {
  const path = resolve(workingDirectory, target);
  const isPath = /[/\\]|\.tgz$|\.tar\.gz$|^\.{1,2}$/.test(target);
  if (isPath || (!isExactVersion(target) && existsSync(path))) return await fromDisk(path, target, folder);
  if (!isExactVersion(target)) {
    throw new UsageError(
      `${JSON.stringify(target)} is no exact version, no folder and no .tgz file. A pin moves to one exact version.`,
    );
  }
  return await fromRegistry(packageName, target, folder);
}

async function fromDisk(path: string, target: string, folder: string): Promise<Tarball> {
  const stats = whereThereIs(() => statSync(path));
  if (stats === null) throw unreadable(target, "There is no such file or folder.");
  if (!stats.isDirectory()) {
    return { path, integrity: integrityOf(readFileSync(path)), origin: `the file ${target}` };
  }
  try {
    const packed = await packPackage(path, folder);
    const comparison = join(path, "bundle-check.comparison.json");
    return {
      path: packed.path,
      integrity: packed.integrity,
      origin: `packed from ${target}`,
      ...(existsSync(comparison) ? { comparison } : {}),
    };
  } catch (error) {
    if (error instanceof PackError) throw unreadable(target, error.message);
    throw error;
  }
}

async function fromRegistry(packageName: string, version: string, folder: string): Promise<Tarball> {
  const spec = `${packageName}@${version}`;
  const result = await runCommand(
    "npm",
    [
      "pack",
      spec,
      "--ignore-scripts",
      "--loglevel=error",
      "--pack-destination",
      folder,
      "--fetch-retries=1",
      "--fetch-retry-mintimeout=500",
    ],
    { cwd: folder, timeout: 120_000 },
  );
  const [name] = readdirSync(folder).filter((file) => file.endsWith(".tgz"));
  if (result.exitCode !== 0 || name === undefined) throw unreadable(spec, lastWords(result));
  const path = join(folder, name);
  return { path, integrity: integrityOf(readFileSync(path)), origin: "published" };
}

function unreadable(target: string, reason: string): UnreadableFileError {
  return new UnreadableFileError(
    target,
    reason,
    "Give a published version, a built package folder or a .tgz file.",
  );
}
