import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { findExecutable } from "../package-files/find-executable.js";

/** Runtimes and bundlers that probes use; undefined when they are not at hand. */
export interface ProbeTools {
  readonly node: string | undefined;
  readonly bun: string | undefined;
  readonly npm: string | undefined;
  /** The main module of esbuild. */
  readonly esbuild: string | undefined;
}

export function findTools(bun: string | undefined): ProbeTools {
  const isBun = process.versions.bun !== undefined;
  return {
    node: isBun ? findExecutable("node") : process.execPath,
    bun: bun === undefined ? (isBun ? process.execPath : findExecutable("bun")) : resolve(bun),
    npm: findExecutable("npm"),
    // The project's own comes first: its consumers are likely to use a similar one.
    esbuild: findEsbuild(process.cwd()) ?? findEsbuild(dirname(fileURLToPath(import.meta.url))),
  };
}

/** Looks by itself, because Bun answers a request for a package that is not installed by fetching it. */
function findEsbuild(start: string): string | undefined {
  for (let folder = start; ; folder = dirname(folder)) {
    const installed = join(folder, "node_modules", "esbuild");
    if (existsSync(join(installed, "package.json"))) {
      try {
        return createRequire(join(installed, "package.json")).resolve(installed);
      } catch {
        // Half installed is not installed.
      }
    }
    if (dirname(folder) === folder) return undefined;
  }
}
