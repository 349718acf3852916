import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const pluginRoot = fileURLToPath(new URL("../../packages/plugin", import.meta.url));

/** The plugin as it would be published; it has to be built. */
export function packPlugin(folder: string): string {
  const target = join(folder, "packed");
  mkdirSync(target, { recursive: true });
  npm(pluginRoot, ["pack", "--ignore-scripts", "--pack-destination", target]);
  const [tarball] = readdirSync(target);
  if (tarball === undefined) throw new Error("npm pack made no file. Is the plugin built?");
  return join(target, tarball);
}

/** A folder with packages installed. Published versions of the plugin contradict themselves in their peers. */
export function install(folder: string, name: string, packages: readonly string[]): string {
  const target = join(folder, name);
  mkdirSync(target, { recursive: true });
  writeFileSync(join(target, "package.json"), JSON.stringify({ private: true, type: "module" }));
  npm(target, ["install", "--legacy-peer-deps", "--no-audit", "--no-fund", "--prefer-offline", ...packages]);
  return target;
}

function npm(folder: string, npmArguments: readonly string[]): void {
  execFileSync("npm", [...npmArguments, "--loglevel=error"], {
    cwd: folder,
    stdio: ["ignore", "ignore", "inherit"],
  });
}
