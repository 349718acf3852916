import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UnreadableFileError } from "../documents/document.ts";
import type { Lockfile } from "./lockfile.ts";
import { maximumBytes } from "./lockfile-text.ts";
import { readYarnClassicLockfile } from "./yarn-classic.ts";

const header = Buffer.from("#!/usr/bin/env bun\nbun-lockfile-format-v0\n");
const timeout = 20_000;
const remedy =
  "Convert it with `bun install --save-text-lockfile --lockfile-only`, then delete bun.lockb and keep bun.lock.";

/**
 * Reads Bun's binary lockfile through Bun, which prints it in the format of yarn 1. That names every package with its
 * version, checksum and dependents; it tells neither the folders nor the overrides. Bun's own conversion to bun.lock
 * would, but it asks the registry and needs every manifest.
 *
 * `bun` is the command to use.
 */
export function readBunBinaryLockfile(path: string, bytes: Uint8Array, bun = installedBun()): Lockfile {
  if (bytes.length > maximumBytes) throw new UnreadableFileError(path, "it is too large", remedy);
  if (!Buffer.from(bytes.subarray(0, header.length)).equals(header)) {
    throw new UnreadableFileError(path, "it is not a binary lockfile of Bun", remedy);
  }
  const printed = print(path, bytes, bun);
  const lockfile = readYarnClassicLockfile(path, printed);
  return {
    ...lockfile,
    format: "bun",
    formatVersion: "binary",
    // Lines of the printed text are lines of nothing that a person has.
    instances: lockfile.instances.map((instance) => ({ ...instance, line: 1 })),
  };
}

function installedBun(): string {
  return process.versions.bun === undefined ? "bun" : process.execPath;
}

/** In a folder of its own, with nothing of the environment that could change what Bun does. */
function print(path: string, bytes: Uint8Array, bun: string): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), "pin-check-"));
  try {
    writeFileSync(join(folder, "bun.lockb"), bytes);
    const { status, stdout, stderr, error } = spawnSync(bun, ["./bun.lockb"], {
      cwd: folder,
      timeout,
      maxBuffer: maximumBytes,
      env: { PATH: process.env.PATH, HOME: folder, TMPDIR: folder },
    });
    if (error !== undefined) {
      const absent = "code" in error && error.code === "ENOENT";
      const reason = absent ? "only Bun can read it, and there is no Bun here" : "Bun did not read it";
      throw new UnreadableFileError(path, reason, remedy, { cause: error });
    }
    if (status !== 0) {
      const [line = ""] = stderr.toString("utf8").trim().split("\n");
      throw new UnreadableFileError(path, `Bun cannot read it (${line.slice(0, 200)})`, remedy);
    }
    return stdout;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
