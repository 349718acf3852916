import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type BuildFailure, build, type Platform, type Plugin } from "esbuild";
import type { PackageFiles } from "../../packages/bundle-check/src/package-files/package-files.ts";
import type { Host } from "../mutants/host.ts";

/** How a consumer may bundle the package: what they write, and for where. */
const ways: readonly { readonly code: (name: string) => string; readonly platform: Platform }[] = [
  { code: (name) => `import * as all from "${name}";\nconsole.log(all);\n`, platform: "node" },
  { code: (name) => `console.log(require("${name}"));\n`, platform: "node" },
  { code: (name) => `import * as all from "${name}";\nconsole.log(all);\n`, platform: "browser" },
];

/** esbuild bundles the installed package by its name, as a consumer does, with every other package external. */
export async function findWithEsbuild(files: PackageFiles, { name }: Host): Promise<ReadonlySet<string>> {
  const folder = mkdtempSync(join(tmpdir(), "esbuild-"));
  try {
    const installed = join(folder, "node_modules", name);
    for (const path of files.paths) {
      mkdirSync(dirname(join(installed, path)), { recursive: true });
      writeFileSync(join(installed, path), files.bytes(path));
    }
    const found = new Set<string>();
    for (const [index, { code, platform }] of ways.entries()) {
      for (const text of await errorsOf(code(name), platform, name, folder)) found.add(`${index}: ${text}`);
    }
    return found;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function errorsOf(
  contents: string,
  platform: Platform,
  name: string,
  folder: string,
): Promise<string[]> {
  try {
    await build({
      stdin: { contents, resolveDir: folder, sourcefile: "consumer.js" },
      absWorkingDir: folder,
      bundle: true,
      write: false,
      outdir: "out",
      format: "esm",
      platform,
      logLevel: "silent",
      logLimit: 0,
      loader: { ".node": "empty", ".wasm": "empty", ".css": "empty" },
      plugins: [othersExternal(name)],
    });
    return [];
  } catch (error) {
    return isBuildFailure(error) ? error.errors.map(({ text }) => text) : ["failed"];
  }
}

function isBuildFailure(error: unknown): error is BuildFailure {
  return error instanceof Error && "errors" in error && Array.isArray(error.errors);
}

/** The dependencies are not installed. */
function othersExternal(name: string): Plugin {
  return {
    name: "others-external",
    setup(context) {
      context.onResolve({ filter: /^[^./]/ }, ({ path }) =>
        path === name || path.startsWith(`${name}/`) || path.startsWith("#")
          ? undefined
          : { path, external: true },
      );
    },
  };
}
