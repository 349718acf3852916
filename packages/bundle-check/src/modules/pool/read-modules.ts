import { findEntrypoints } from "../../entrypoints/index.js";
import { readManifest } from "../../entrypoints/manifest.js";
import type { PackageFiles } from "../../package-files/package-files.js";
import { isForDevelopment, isOwnModule } from "../javascript-program.js";
import type { ModuleFacts } from "../module-facts.js";
import { ModuleKinds } from "../module-kind.js";
import { resolveRequest } from "../resolve-request.js";
import { AnalysisPool } from "./analysis-pool.js";

/** Packages with less JavaScript than this are read faster without starting a thread. */
const minimumBytes = 3_000_000;

/**
 * Reads the modules of a large package in parallel, those that entries lead to first. The facts are the same as
 * those the judge reads by itself; only the time and the bounds differ. Empty for small packages.
 * @throws UnreadableTargetError when package.json is absent or unreadable.
 */
export async function readModules(
  files: PackageFiles,
  spec: string,
): Promise<ReadonlyMap<string, ModuleFacts>> {
  const facts = new Map<string, ModuleFacts>();
  const own = files.paths.filter(isOwnModule);
  const bytes = own.reduce((total, path) => total + files.size(path), 0);
  const pool = bytes < minimumBytes ? null : AnalysisPool.open();
  if (!pool) return facts;
  try {
    const kinds = new ModuleKinds(files);
    const asked = new Set<string>();
    const read = async (path: string): Promise<void> => {
      if (asked.has(path) || !isOwnModule(path)) return;
      asked.add(path);
      const module = await pool.analyse(path, kinds.kindOf(path), () => files.text(path));
      facts.set(path, module);
      await Promise.all(
        module.requests.map((request) => {
          const resolution = resolveRequest(files, path, request);
          return resolution.kind === "file" ? read(resolution.path) : undefined;
        }),
      );
    };
    const entries = findEntrypoints(readManifest(files, spec), files).filter(({ kind }) => kind !== "types");
    await Promise.all(entries.flatMap(({ files: paths }) => paths.map(read)));
    await Promise.all(own.filter((path) => !isForDevelopment(path)).map(read));
  } finally {
    await pool.close();
  }
  return facts;
}
