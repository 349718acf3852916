import { posix } from "node:path";
import { build, type Plugin } from "esbuild";
import type { PackageFiles } from "../../packages/bundle-check/src/package-files/package-files.ts";
import type { Host } from "../mutants/host.ts";

/** esbuild bundles every root entry with other packages external; true when it reports an error. */
export async function refusesWithEsbuild(files: PackageFiles, host: Host): Promise<boolean> {
  const missing = host.entries.some(({ path }) => !files.has(path));
  if (missing) return true;
  try {
    await build({
      entryPoints: host.entries.map(({ path }) => path),
      bundle: true,
      write: false,
      outdir: "out",
      format: "esm",
      platform: "node",
      logLevel: "silent",
      plugins: [fromMemory(files)],
    });
    return false;
  } catch {
    return true;
  }
}

const extensions = ["", ".js", ".mjs", ".cjs", ".json", ".node", "/index.js"];

function fromMemory(files: PackageFiles): Plugin {
  return {
    name: "memory",
    setup(context) {
      context.onResolve({ filter: /.*/ }, ({ path, importer, kind }) => {
        if (kind === "entry-point") return { path, namespace: "memory" };
        if (!/^\.\.?(\/|$)/.test(path)) return { path, external: true };
        const target = posix.join(posix.dirname(importer), path);
        const found = extensions
          .map((extension) => target + extension)
          .find((candidate) => files.has(candidate));
        if (found !== undefined) return { path: found, namespace: "memory" };
        return { errors: [{ text: `Could not resolve ${path}` }] };
      });
      context.onLoad({ filter: /.*/, namespace: "memory" }, ({ path }) => ({
        contents: files.bytes(path),
        loader: /\.[cm]?js$/.test(path) ? "js" : path.endsWith(".json") ? "json" : "empty",
      }));
    },
  };
}
