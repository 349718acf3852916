import { join } from "node:path";
import { readManifest } from "./packages.ts";
import { runCommand } from "./run-command.ts";

/** What the gate worked with; "absent" where a tool does not answer. */
export async function toolVersions(root: string): Promise<Record<string, string>> {
  const ask = async (command: string): Promise<string> => {
    const result = await runCommand(command, ["--version"], { cwd: root, timeout: 30_000 });
    return result.exitCode === 0 ? result.stdout.trim().replace(/^git version /, "") : "absent";
  };
  const [bun, npm, git] = await Promise.all(["bun", "npm", "git"].map(ask));
  return {
    node: process.versions.node,
    bun: bun ?? "absent",
    npm: npm ?? "absent",
    git: git ?? "absent",
    "bundle-check": String(readManifest(join(root, "packages", "bundle-check", "package.json")).version),
  };
}
