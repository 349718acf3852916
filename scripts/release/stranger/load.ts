import { copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type BuildFailure, build } from "esbuild";
import { exports as resolveExports } from "resolve.exports";
import { isRecord } from "../packages.ts";
import { describeFailure, runCommand } from "../run-command.ts";
import { runningEnvironment } from "./environment.ts";
import { type Consumer, describeConsumer } from "./install.ts";

/** One sentence for each way in which the installed package does not load. */
export async function loadEverywhere(consumer: Consumer): Promise<string[]> {
  copyFileSync(join(import.meta.dirname, "load-module.mjs"), join(consumer.directory, "load-module.mjs"));
  const problems: string[] = [];
  for (const subpath of importPaths(consumer)) {
    for (const runtime of ["node", "bun"] as const) {
      for (const way of ["import", "require"] as const) {
        if (!offers(consumer, subpath, way)) continue;
        problems.push(...(await load(consumer, subpath, runtime, way)));
      }
    }
  }
  if (hasBrowserEntry(consumer)) problems.push(...(await bundleForBrowser(consumer)));
  return problems;
}

async function load(
  consumer: Consumer,
  subpath: string,
  runtime: "node" | "bun",
  way: "import" | "require",
): Promise<string[]> {
  const specifier = consumer.candidate.name + subpath.slice(1);
  const command = runtime === "node" ? process.execPath : "bun";
  const result = await runCommand(
    command,
    ["load-module.mjs", way, specifier, ...expectedNames(consumer, subpath)],
    {
      cwd: consumer.directory,
      timeout: 60_000,
      environment: runningEnvironment(consumer.directory),
    },
  );
  if (result.exitCode === 0) return [];
  const place = `${way} of "${specifier}" under ${runtime === "node" ? "Node" : "Bun"}`;
  return [`${describeConsumer(consumer)}: ${place} failed (${describeFailure(result)})`];
}

/** Bundles it as a page's bundler would, and runs the bundle without what only Node has. */
async function bundleForBrowser(consumer: Consumer): Promise<string[]> {
  const { candidate, directory } = consumer;
  writeFileSync(join(directory, "page.mjs"), `export * from "${candidate.name}";\n`);
  try {
    await build({
      absWorkingDir: directory,
      entryPoints: ["page.mjs"],
      outfile: "page.bundle.mjs",
      bundle: true,
      platform: "browser",
      format: "esm",
      external: Object.keys(
        isRecord(candidate.manifest.peerDependencies) ? candidate.manifest.peerDependencies : {},
      ),
      logLevel: "silent",
    });
  } catch (error) {
    const [first] = isBuildFailure(error) ? error.errors : [];
    const reason = first?.text ?? (error instanceof Error ? error.message : String(error));
    return [`${describeConsumer(consumer)}: esbuild cannot bundle it for browsers (${reason})`];
  }
  const script =
    "for (const name of ['process', 'Buffer', 'require', 'global']) delete globalThis[name];" +
    `const loaded = await import("./page.bundle.mjs");` +
    `if (Object.values(loaded).length === 0 || Object.values(loaded).includes(undefined)) throw new Error("an export is undefined");`;
  const result = await runCommand(process.execPath, ["--input-type=module", "--eval", script], {
    cwd: directory,
    timeout: 60_000,
    environment: runningEnvironment(consumer.directory),
  });
  if (result.exitCode === 0) return [];
  return [`${describeConsumer(consumer)}: its browser bundle does not load (${describeFailure(result)})`];
}

/** Every import path that leads to code; patterns and JSON do not. */
function importPaths({ candidate: { manifest } }: Consumer): string[] {
  if (!isRecord(manifest.exports)) return ["."];
  const paths = Object.keys(manifest.exports).filter((path) => path.startsWith("."));
  return paths.length === 0 ? ["."] : paths.filter((path) => !/\*|\.json$/.test(path));
}

/** A package that has no `require` condition on purpose is not blamed for it. */
function offers({ candidate: { manifest } }: Consumer, subpath: string, way: "import" | "require"): boolean {
  if (manifest.exports === undefined) return true;
  try {
    const options = { require: way === "require" };
    return resolveExports({ ...manifest, name: String(manifest.name) }, subpath, options) !== undefined;
  } catch {
    return false;
  }
}

function hasBrowserEntry({ candidate: { manifest } }: Consumer): boolean {
  return JSON.stringify(manifest.exports ?? null).includes('"browser"') || manifest.browser !== undefined;
}

/** What the package promises its guard. */
function expectedNames({ candidate: { manifest } }: Consumer, subpath: string): string[] {
  const configuration = isRecord(manifest.bundleCheck) ? manifest.bundleCheck : {};
  const promised = isRecord(configuration.expectedExports)
    ? configuration.expectedExports[subpath]
    : undefined;
  return Array.isArray(promised) ? promised.filter((name) => typeof name === "string") : [];
}

function isBuildFailure(error: unknown): error is BuildFailure {
  return error instanceof Error && Array.isArray(Reflect.get(error, "errors"));
}
