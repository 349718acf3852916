import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { isRecord } from "../entrypoints/manifest.js";
import type { Installation } from "./load-entry.js";
import type { PlannedProbe } from "./plan.js";
import { runChild } from "./run-child.js";
import { failed, type ProbeVerdict, unsuitable } from "./verdict.js";

/*
 * Other packages stay outside of the bundle: whether they can be bundled says nothing about this one, and optional
 * ones may not be there. A bundler runs no code of the package.
 */

/** `bun build` of the file that answers in Bun. */
export async function bundleWithBun(
  { file }: PlannedProbe,
  bun: string,
  installation: Installation,
): Promise<ProbeVerdict> {
  const { folder, environment, timeoutMilliseconds, signal } = installation;
  const outcome = await runChild({
    executable: bun,
    arguments: [
      "build",
      installedFile(installation, file),
      "--target=bun",
      "--packages=external",
      `--outdir=${join(folder, "bun-build")}`,
    ],
    directory: folder,
    environment,
    timeoutMilliseconds,
    signal,
  });
  switch (outcome.kind) {
    case "not-started":
      return { kind: "not-run", obstacle: "tool-missing", reason: `Bun did not start: ${outcome.message}` };
    case "timeout":
      return failed("timeout", `it was not bundled after ${timeoutMilliseconds / 1000} seconds`);
    case "out-of-memory":
      return failed("out-of-memory", "bundling took more than 2 GB of memory");
    case "exited": {
      if (outcome.code === 0) return { kind: "passed" };
      const errors = outcome.errors.split("\n").filter((line) => /^\s*error:/.test(line));
      return failed("not-bundled", (errors.length > 0 ? errors.join(" ") : outcome.errors).trim());
    }
  }
}

type Build = (options: Record<string, unknown>) => Promise<unknown>;

/** esbuild of the file that answers for a platform, without writing anything. */
export async function bundleWithEsbuild(
  { probe, file }: PlannedProbe,
  esbuild: string,
  installation: Installation,
): Promise<ProbeVerdict> {
  const build = await loadBuild(esbuild);
  if (build === null) return unsuitable("the esbuild of the project has no `build`");
  try {
    await build({
      entryPoints: [installedFile(installation, file)],
      absWorkingDir: installation.folder,
      bundle: true,
      write: false,
      outdir: join(installation.folder, "esbuild"),
      packages: "external",
      platform: probe === "esbuild for Node" ? "node" : "browser",
      format: "esm",
      target: "esnext",
      logLevel: "silent",
      // What only some setups can load is not the bundler's question.
      loader: Object.fromEntries(assets.map((extension) => [extension, "empty"])),
    });
    return { kind: "passed" };
  } catch (error) {
    return failed("not-bundled", describeBuildError(error));
  }
}

const assets = [
  ".node",
  ".wasm",
  ".html",
  ".svg",
  ".png",
  ".jpg",
  ".gif",
  ".woff",
  ".woff2",
  ".ttf",
  ".txt",
  ".md",
];

async function loadBuild(path: string): Promise<Build | null> {
  const module: unknown = await import(pathToFileURL(path).href);
  const candidates = [module, isRecord(module) ? module.default : undefined];
  for (const candidate of candidates) {
    if (isRecord(candidate) && isBuild(candidate.build)) return candidate.build;
  }
  return null;
}

function isBuild(value: unknown): value is Build {
  return typeof value === "function";
}

function describeBuildError(error: unknown): string {
  const errors = isRecord(error) || error instanceof Error ? Reflect.get(error, "errors") : undefined;
  const texts = Array.isArray(errors)
    ? errors.flatMap((entry) => (isRecord(entry) && typeof entry.text === "string" ? [entry.text] : []))
    : [];
  if (texts.length > 0) return texts.join("; ");
  return error instanceof Error ? error.message : String(error);
}

function installedFile({ folder, packageName }: Installation, file: string): string {
  return join(folder, "node_modules", packageName, file);
}
