import { createRequire } from "node:module";
import { join, resolve } from "node:path";
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
    esbuild: resolveEsbuild(join(process.cwd(), "package.json")) ?? resolveEsbuild(import.meta.url),
  };
}

/** The project's own esbuild comes first: its consumers are likely to use a similar one. */
function resolveEsbuild(from: string): string | undefined {
  try {
    return createRequire(from).resolve("esbuild");
  } catch {
    return undefined;
  }
}
