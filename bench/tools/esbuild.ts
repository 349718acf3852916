import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { build, type Platform, type Plugin } from "esbuild";
import type { PackageFiles } from "../../packages/bundle-check/src/package-files/package-files.ts";
import type { Host } from "../mutants/host.ts";

/** How a consumer may bundle the package: what they write, and for where. */
const ways: readonly { readonly code: (name: string) => string; readonly platform: Platform }[] = [
  { code: (name) => `import * as all from "${name}";\nconsole.log(all);\n`, platform: "node" },
  { code: (name) => `console.log(require("${name}"));\n`, platform: "node" },
  { code: (name) => `import * as all from "${name}";\nconsole.log(all);\n`, platform: "browser" },
];

/** The ways in which the whole package can be bundled; only those can tell that a mutant is broken. */
const workingWays = new WeakMap<Host, readonly number[]>();

/**
 * esbuild bundles the installed package by its name, as a consumer does, with every other package external. True
 * when a way that works for the whole package reports an error.
 */
export async function refusesWithEsbuild(files: PackageFiles, host: Host): Promise<boolean> {
  let working = workingWays.get(host);
  if (working === undefined) {
    const failing = await failingWays(host.files, host.name, [...ways.keys()]);
    working = [...ways.keys()].filter((way) => !failing.includes(way));
    workingWays.set(host, working);
    if (files === host.files) return working.length === 0;
  }
  return (await failingWays(files, host.name, working)).length > 0;
}

async function failingWays(files: PackageFiles, name: string, tried: readonly number[]): Promise<number[]> {
  const folder = mkdtempSync(join(tmpdir(), "esbuild-"));
  try {
    const installed = join(folder, "node_modules", name);
    for (const path of files.paths) {
      mkdirSync(dirname(join(installed, path)), { recursive: true });
      writeFileSync(join(installed, path), files.bytes(path));
    }
    const failing: number[] = [];
    for (const way of tried) {
      const chosen = ways[way];
      if (chosen && (await fails(chosen.code(name), chosen.platform, name, folder))) failing.push(way);
    }
    return failing;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function fails(contents: string, platform: Platform, name: string, folder: string): Promise<boolean> {
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
      loader: { ".node": "empty", ".wasm": "empty", ".css": "empty" },
      plugins: [othersExternal(name)],
    });
    return false;
  } catch {
    return true;
  }
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
