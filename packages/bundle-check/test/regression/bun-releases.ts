import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Where the `bun` package keeps the program for this machine. */
function platformPackage(): string {
  const processor = process.arch === "arm64" ? "aarch64" : "x64";
  const report = process.report.getReport();
  const header = typeof report === "object" && report !== null && "header" in report ? report.header : {};
  const isMusl =
    process.platform === "linux" &&
    !(typeof header === "object" && header !== null && "glibcVersionRuntime" in header);
  // The baseline build runs on every x64 processor.
  const baseline = processor === "x64" ? "-baseline" : "";
  return `@oven/bun-${process.platform === "win32" ? "windows" : process.platform}-${processor}${isMusl ? "-musl" : ""}${baseline}`;
}

/**
 * Installs releases of Bun side by side from npm into `folder` and returns their programs. The platform packages
 * are installed directly, because the `bun` package itself fetches its program in an install script.
 */
export async function installBunReleases<Version extends string>(
  folder: string,
  versions: readonly Version[],
): Promise<Record<Version, string>> {
  const name = platformPackage();
  await writeFile(join(folder, "package.json"), "{}");
  const aliases = versions.map((version) => `bun-${version}@npm:${name}@${version}`);
  const options = ["--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error"];
  await run("npm", ["install", ...options, ...aliases], { cwd: folder });
  const program = process.platform === "win32" ? "bun.exe" : "bun";
  const programs: Partial<Record<Version, string>> = {};
  for (const version of versions) {
    const path = join(folder, "node_modules", `bun-${version}`, "bin", program);
    const { stdout } = await run(path, ["--version"]);
    if (stdout.trim() !== version) throw new Error(`${path} is Bun ${stdout.trim()}, not ${version}.`);
    programs[version] = path;
  }
  return programs as Record<Version, string>;
}
