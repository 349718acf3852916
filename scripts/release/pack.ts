import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { runCommand } from "./run-command.ts";

export interface PackedTarball {
  readonly path: string;
  readonly bytes: number;
  /** "sha512-…", the form in which registries and lockfiles name the same bytes. */
  readonly integrity: string;
}

export class PackError extends Error {
  override readonly name = "PackError";
}

/**
 * Packs a package once into an empty folder.
 *
 * Lifecycle scripts are off: a `prepack` that builds again would put other bytes into the tarball than the ones
 * that were tested. Bun packs, and not npm, because its version is pinned with the repository while npm is
 * whatever the machine has; the bytes are the same on every run.
 */
export async function packPackage(directory: string, destination: string): Promise<PackedTarball> {
  const result = await runCommand(
    "bun",
    ["pm", "pack", "--ignore-scripts", "--quiet", "--destination", destination],
    { cwd: directory, timeout: 60_000 },
  );
  if (result.exitCode !== 0) {
    const reason = result.interruption ?? `exit ${result.exitCode}`;
    throw new PackError(`\`bun pm pack\` in ${directory} failed (${reason}): ${result.stderr.trim()}`);
  }
  // Read from the folder and not from what the command prints: the bytes count, not the message.
  const tarballs = readdirSync(destination).filter((name) => name.endsWith(".tgz"));
  const [name] = tarballs;
  if (name === undefined || tarballs.length > 1) {
    throw new PackError(
      `\`bun pm pack\` in ${directory} left ${tarballs.length} tarballs in ${destination} instead of one.`,
    );
  }
  const path = join(destination, name);
  const contents = readFileSync(path);
  return { path, bytes: contents.byteLength, integrity: integrityOf(contents) };
}

export function integrityOf(contents: Uint8Array): string {
  return `sha512-${createHash("sha512").update(contents).digest("base64")}`;
}
