import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const pluginRoot = fileURLToPath(new URL("../../packages/plugin", import.meta.url));
const plugin = "@elizaos/plugin-openrouter";
const core = "@elizaos/core";

/**
 * A folder with the plugin as it would be published beside this repository's core; it has to be built. What it
 * depends on is not there: importing it loads nothing of that.
 */
export function consumerOfOurs(folder: string): string {
  const consumer = join(folder, "ours");
  unpack(consumer, pluginRoot, []);
  shareCore(consumer);
  return consumer;
}

/** The same for a published version, with everything it depends on but core. */
export function consumerOfPublished(folder: string, version: string): string {
  const consumer = join(folder, "published");
  const installed = unpack(consumer, folder, [`${plugin}@${version}`]);
  const { dependencies = {} }: { dependencies?: Record<string, string> } = JSON.parse(
    readFileSync(join(installed, "package.json"), "utf8"),
  );
  const { [core]: _, ...others } = dependencies;
  // Core again would take longer than all the rest, and be another than the one beside ours.
  const holder = join(consumer, "node_modules/@elizaos");
  writeFileSync(join(holder, "package.json"), JSON.stringify({ private: true, dependencies: others }));
  npm(holder, [
    "install",
    "--legacy-peer-deps",
    "--ignore-scripts",
    "--no-audit",
    "--no-fund",
    "--prefer-offline",
  ]);
  shareCore(consumer);
  return consumer;
}

/** Packs the plugin, this one or a published one, and unpacks it where a package manager would put it. */
function unpack(consumer: string, from: string, packed: readonly string[]): string {
  const tarballs = join(consumer, "packed");
  const target = join(consumer, "node_modules", plugin);
  for (const needed of [tarballs, target]) mkdirSync(needed, { recursive: true });
  npm(from, ["pack", ...packed, "--ignore-scripts", "--pack-destination", tarballs]);
  const [tarball] = readdirSync(tarballs);
  if (tarball === undefined) throw new Error("npm pack made no file. Is the plugin built?");
  execFileSync("tar", ["-xzf", join(tarballs, tarball), "-C", target, "--strip-components=1"]);
  return target;
}

function shareCore(consumer: string): void {
  symlinkSync(join(pluginRoot, "node_modules", core), join(consumer, "node_modules", core), "dir");
}

function npm(folder: string, npmArguments: readonly string[]): void {
  execFileSync("npm", [...npmArguments, "--loglevel=error"], {
    cwd: folder,
    stdio: ["ignore", "ignore", "inherit"],
  });
}
