import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { findExecutable } from "./find-executable.js";
import { managerEnvironment } from "./manager-environment.js";
import { isObject, type PackageManagerName, packageManagerOf } from "./package-manager.js";
import { runCommand } from "./run-command.js";

export interface PackCommand {
  readonly manager: PackageManagerName;
  readonly executable: string;
  readonly arguments: readonly string[];
  /** Why it is not the package's own manager, as a sentence; null when it is. */
  readonly substitution: string | null;
}

export interface PackRequest {
  readonly directory: string;
  readonly manifest: Record<string, unknown>;
  readonly destination: string;
  readonly signal?: AbortSignal | undefined;
}

/** How to pack a folder without running anything of it. Undefined when not even npm is there. */
export async function packCommandFor(request: PackRequest): Promise<PackCommand | undefined> {
  const manager = packageManagerOf(request.directory);
  const executable = executableOf(manager);
  if (executable === undefined) return npmInstead(request, manager, "is not on PATH");
  switch (manager) {
    case "npm":
      return { manager, executable, arguments: npmArguments(request), substitution: null };
    case "bun":
      return { manager, executable, arguments: bunArguments(request), substitution: null };
    case "pnpm":
      return { manager, executable, arguments: pnpmArguments(request), substitution: null };
    case "yarn":
      return await yarnCommand(request, executable);
  }
}

function executableOf(manager: PackageManagerName): string | undefined {
  // Running under Bun, that very Bun can pack, on PATH or not.
  const running = manager === "bun" && process.versions.bun !== undefined ? process.execPath : undefined;
  return findExecutable(manager) ?? running;
}

function npmInstead(request: PackRequest, manager: PackageManagerName, why: string): PackCommand | undefined {
  const executable = findExecutable("npm");
  if (executable === undefined) return undefined;
  const substitution =
    manager === "npm"
      ? null
      : `${manager} ${why}, so npm packs instead: workspace and catalog ranges stay as written` +
        (manager === "bun" ? "" : ", and publishConfig does not replace fields");
  return { manager: "npm", executable, arguments: npmArguments(request), substitution };
}

function npmArguments({ destination }: PackRequest): string[] {
  return [
    "pack",
    "--ignore-scripts",
    // The folder itself, also when it is a member or the root of a workspace.
    "--workspaces=false",
    "--loglevel=error",
    "--pack-destination",
    destination,
  ];
}

function bunArguments({ destination }: PackRequest): string[] {
  return ["pm", "pack", "--ignore-scripts", "--destination", destination];
}

function pnpmArguments({ destination }: PackRequest): string[] {
  // .pnpmfile.cjs can hook into packing; it is code of the folder like any script.
  return [
    "pack",
    "--config.ignore-scripts=true",
    "--config.ignore-pnpmfile=true",
    "--pack-destination",
    destination,
  ];
}

async function yarnCommand(request: PackRequest, executable: string): Promise<PackCommand | undefined> {
  // Before anything else, because asking for the version may load them already.
  if (mayHavePlugins(request.directory))
    return npmInstead(request, "yarn", "would load the plugins of .yarnrc.yml");
  const major = await yarnMajor(request, executable);
  const file = join(request.destination, "package.tgz");
  if (major === undefined) return npmInstead(request, "yarn", "does not say its version");
  if (major === 1) {
    const options = ["pack", "--ignore-scripts", "--non-interactive", "--filename", file];
    return { manager: "yarn", executable, arguments: options, substitution: null };
  }
  // Later releases have no way to pack without running these two.
  const hook = ["prepack", "postpack"].find(
    (name) => isObject(request.manifest.scripts) && name in request.manifest.scripts,
  );
  if (hook !== undefined) return npmInstead(request, "yarn", `would run the package's ${hook} script`);
  return { manager: "yarn", executable, arguments: ["pack", "--out", file], substitution: null };
}

async function yarnMajor(request: PackRequest, executable: string): Promise<number | undefined> {
  const outcome = await runCommand({
    executable,
    arguments: ["--version"],
    directory: request.directory,
    environment: managerEnvironment(),
    signal: request.signal,
  });
  if (outcome.kind !== "exited" || outcome.code !== 0) return undefined;
  const major = Number.parseInt(outcome.output.trim(), 10);
  return Number.isNaN(major) ? undefined : major;
}

function mayHavePlugins(directory: string): boolean {
  for (let folder = directory; ; folder = dirname(folder)) {
    const file = join(folder, ".yarnrc.yml");
    // Any mention counts, and so does a backslash, which can spell the key in a quoted string: YAML has many ways to
    // write a key, and to take one for another would run the folder's code.
    if (existsSync(file) && /plugins|\\/.test(readFileSync(file, "utf8"))) return true;
    if (dirname(folder) === folder) return false;
  }
}
