import type { Facts } from "../facts.ts";
import type { Lockfile } from "../lockfiles/lockfile.ts";
import { folderOf } from "../repository/lockfile-folder.ts";

/** A command that writes the lockfile anew for changed manifests, without running anybody's scripts. */
export interface RefreshCommand {
  readonly command: string;
  readonly arguments: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** For people: "bun install --lockfile-only". */
  readonly shown: string;
}

/** One command per lockfile of the root, in the version that `packageManager` names. */
export function refreshCommands(facts: Facts): RefreshCommand[] {
  return facts.repository.lockfiles
    .filter((lockfile) => folderOf(lockfile) === "")
    .map((lockfile) => refreshCommand(lockfile, facts));
}

function refreshCommand({ format }: Lockfile, { repository }: Facts): RefreshCommand {
  const version = (name: string): string | null =>
    repository.packageManagers.find((request) => request.name === name)?.version ?? null;
  switch (format) {
    case "bun":
      return bunCommand(version("bun"));
    case "npm":
      return start("npm", version("npm"), [
        "install",
        "--package-lock-only",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
      ]);
    case "pnpm":
      return start("pnpm", version("pnpm"), [
        "install",
        "--lockfile-only",
        "--ignore-scripts",
        "--no-frozen-lockfile",
      ]);
    case "yarn-classic":
      return start("yarn", version("yarn"), ["install", "--ignore-scripts", "--non-interactive"]);
    case "yarn-berry":
      return start("yarn", version("yarn"), ["install", "--mode=update-lockfile"], {
        YARN_ENABLE_SCRIPTS: "0",
        YARN_ENABLE_IMMUTABLE_INSTALLS: "0",
      });
  }
}

function bunCommand(version: string | null): RefreshCommand {
  const rest = ["install", "--lockfile-only", "--ignore-scripts"];
  // The running Bun is the right one where the repository asks for it, or for none.
  if (process.versions.bun !== undefined && (version === null || version === process.versions.bun)) {
    return { command: process.execPath, arguments: rest, environment: {}, shown: `bun ${rest.join(" ")}` };
  }
  return start("bun", version, rest);
}

function start(
  name: string,
  version: string | null,
  rest: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): RefreshCommand {
  // npm comes with Node; npx brings exactly the version of the others that the repository asks for.
  if (name === "npm" || version === null || !/^\d/.test(version)) {
    return { command: name, arguments: rest, environment, shown: `${name} ${rest.join(" ")}` };
  }
  const packageName = name === "yarn" && !version.startsWith("1.") ? "@yarnpkg/cli-dist" : name;
  return {
    command: "npx",
    arguments: ["-y", "-p", `${packageName}@${version}`, name, ...rest],
    environment,
    shown: `${name}@${version} ${rest.join(" ")}`,
  };
}
