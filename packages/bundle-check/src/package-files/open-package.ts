import { statSync } from "node:fs";
import { resolve } from "node:path";
import type { OpenOptions } from "./open-options.js";
import { openTarball } from "./open-tarball.js";
import { type OpenedPackage, UnreadableTargetError } from "./package-files.js";
import { systemErrorText } from "./system-error.js";
import { isPathSpec } from "./target-kind.js";

/**
 * Opens what the user named: a package directory (what it would pack), a tarball, or a package of the registry.
 * Rejects with UnreadableTargetError when there is nothing that could be judged. What opens anything but a tarball
 * is loaded when it is needed: it brings package managers, child processes and versions with it.
 */
export async function openPackage(spec: string, options: OpenOptions = {}): Promise<OpenedPackage> {
  options.signal?.throwIfAborted();
  refuseImpossibleSpec(spec);
  if (!isPathSpec(spec)) {
    if (options.asIs === true)
      throw new UnreadableTargetError(spec, "--as-is needs a folder, and there is none.");
    const { openRegistryPackage } = await import("./open-registry.js");
    return await openRegistryPackage(spec, options);
  }
  if (isDirectory(spec)) {
    if (options.asIs === true) {
      const { openAsIs } = await import("./open-as-is.js");
      return await openAsIs(spec, options);
    }
    const { openDirectory } = await import("./open-directory.js");
    return await openDirectory(spec, options);
  }
  if (options.asIs === true)
    throw new UnreadableTargetError(spec, "--as-is needs a folder, and this is a file.");
  return await openTarball(spec, options);
}

function refuseImpossibleSpec(spec: string): void {
  if (spec.trim() === "") throw new UnreadableTargetError(spec, "The target is empty.");
  if (spec.startsWith("-")) throw new UnreadableTargetError(spec, "A target does not start with a dash.");
  if (spec.includes("\0")) throw new UnreadableTargetError(spec, "A target has no NUL character.");
}

function isDirectory(spec: string): boolean {
  try {
    return statSync(resolve(spec)).isDirectory();
  } catch (error) {
    throw new UnreadableTargetError(spec, systemErrorText(error, "The file or folder"), { cause: error });
  }
}
