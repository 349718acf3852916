import { createHash } from "node:crypto";
import {
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { describeFailure, runCommand } from "../run-command.ts";
import type { FrozenPeers } from "./cores.ts";
import { strangerEnvironment } from "./environment.ts";

/**
 * Where consumers are set up. Outside the repository, whose own node_modules would otherwise stand in for a
 * dependency that the package forgot to declare; and on one file system with the cache, for hard links.
 */
export function strangerFolder(): string {
  const cache = process.env.XDG_CACHE_HOME;
  const path = join(
    cache === undefined || cache === "" ? join(homedir(), ".cache") : cache,
    "plugin-openrouter-gate",
  );
  mkdirSync(path, { recursive: true });
  return path;
}

export class InstallError extends Error {
  override readonly name = "InstallError";
}

/**
 * Frozen peers installed with npm, once for each lockfile: npm needs half a minute for the 300 MB of core. Only
 * peers are ever in here; the package that is judged is installed anew each time.
 */
export async function cachedPeers(folder: string, peers: FrozenPeers): Promise<string> {
  const key = createHash("sha256")
    .update(`${process.version} ${process.platform} ${process.arch}\n${peers.manifest}${peers.npmLock}`)
    .digest("hex")
    .slice(0, 16);
  const cached = join(folder, `peers-${key}`);
  if (existsSync(cached)) return cached;
  const fresh = mkdtempSync(join(folder, "unfinished-"));
  try {
    writeFileSync(join(fresh, "package.json"), peers.manifest);
    writeFileSync(join(fresh, "package-lock.json"), peers.npmLock);
    const result = await runCommand(
      "npm",
      ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--engine-strict=false"],
      { cwd: fresh, timeout: 300_000, environment: strangerEnvironment() },
    );
    if (result.exitCode !== 0) {
      throw new InstallError(`${peers.name} could not be installed (${describeFailure(result)})`);
    }
    moveInto(fresh, cached);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
  return cached;
}

function moveInto(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    // Another gate may have been faster; what lies there is as complete as this one.
    if (!existsSync(to)) throw error;
  }
}

/** Copies a folder with hard links for files: as good as a copy for installers, which replace and do not write into. */
export function linkFolder(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const source = join(from, entry.name);
    const target = join(to, entry.name);
    if (entry.isDirectory()) linkFolder(source, target);
    else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target);
    else linkSync(source, target);
  }
  // npm trusts its record of a tree only while no folder in it is younger than the record.
  const { atime, mtime } = lstatSync(from);
  utimesSync(to, atime, mtime);
}
