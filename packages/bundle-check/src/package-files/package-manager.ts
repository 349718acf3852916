import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { decodeText } from "./files-view.js";

export type PackageManagerName = "bun" | "pnpm" | "yarn" | "npm";

/** Lockfiles in the order in which they decide when several lie in one folder. */
const LOCKFILES: readonly (readonly [string, PackageManagerName])[] = [
  ["bun.lock", "bun"],
  ["bun.lockb", "bun"],
  ["pnpm-lock.yaml", "pnpm"],
  ["yarn.lock", "yarn"],
  ["package-lock.json", "npm"],
];

/**
 * The package manager a folder is published with: what the nearest package.json says, or the nearest lockfile, up to
 * the top of the repository. npm when nothing says anything.
 */
export function packageManagerOf(directory: string): PackageManagerName {
  for (let folder = directory; ; folder = dirname(folder)) {
    const found = declaredManager(join(folder, "package.json")) ?? lockedManager(folder);
    if (found !== undefined) return found;
    // A lockfile above the repository, such as one forgotten in the home folder, says nothing about it.
    if (existsSync(join(folder, ".git")) || dirname(folder) === folder) return "npm";
  }
}

function lockedManager(folder: string): PackageManagerName | undefined {
  return LOCKFILES.find(([file]) => existsSync(join(folder, file)))?.[1];
}

function declaredManager(file: string): PackageManagerName | undefined {
  const manifest = readObject(file);
  return namedManager(manifest?.packageManager) ?? namedManager(nestedName(manifest?.devEngines));
}

function namedManager(value: unknown): PackageManagerName | undefined {
  if (typeof value !== "string") return undefined;
  const [name] = value.split("@", 1);
  return LOCKFILES.find(([, manager]) => manager === name)?.[1];
}

/** `devEngines.packageManager.name`; its list form names alternatives, which decides nothing. */
function nestedName(devEngines: unknown): unknown {
  const manager = isObject(devEngines) ? devEngines.packageManager : undefined;
  return isObject(manager) ? manager.name : undefined;
}

/** Undefined when there is no such file or it is not an object; the judged folder's own manifest is checked apart. */
function readObject(file: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(decodeText(readFileSync(file)));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
