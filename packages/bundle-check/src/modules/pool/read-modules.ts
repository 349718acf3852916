import { findEntrypoints } from "../../entrypoints/index.js";
import { readManifest } from "../../entrypoints/manifest.js";
import type { PackageFiles } from "../../package-files/package-files.js";
import { analysePlainModule, maximumLength } from "../analyse-module.js";
import { isForDevelopment, isOwnModule } from "../javascript-program.js";
import type { ModuleFacts } from "../module-facts.js";
import { ModuleKinds } from "../module-kind.js";
import { resolveRequest } from "../resolve-request.js";
import type { AnalysisPool } from "./analysis-pool.js";

/** Packages with less JavaScript than this are read without bounds of their own. */
const minimumBytes = 3_000_000;

/** Threads are started only for code that is not plain, which few packages have. */
async function openPool(): Promise<AnalysisPool | null> {
  const { AnalysisPool: Pool } = await import("./analysis-pool.js");
  return Pool.open();
}

/**
 * Reads the modules of a large package, those that entries lead to first. Code that is not plain is read in threads
 * with bounds of time and memory. The facts are the same as those the judge reads by itself; only the time and the
 * bounds differ. Empty for small packages.
 * @throws UnreadableTargetError when package.json is absent or unreadable.
 */
export async function readModules(
  files: PackageFiles,
  spec: string,
): Promise<ReadonlyMap<string, ModuleFacts>> {
  const facts = new Map<string, ModuleFacts>();
  const own = files.paths.filter(isOwnModule);
  const bytes = own.reduce((total, path) => total + files.size(path), 0);
  if (bytes < minimumBytes) return facts;
  let opening: Promise<AnalysisPool | null> | undefined;
  try {
    const kinds = new ModuleKinds(files);
    const asked = new Set<string>();
    const analyse = async (path: string): Promise<ModuleFacts | null> => {
      const kind = kinds.kindOf(path);
      const plain =
        files.size(path) > maximumLength ? null : analysePlainModule(path, files.text(path), kind);
      if (plain !== null) return plain;
      opening ??= openPool();
      const pool = await opening;
      return pool === null ? null : pool.analyse(path, kind, () => files.text(path));
    };
    const read = async (path: string): Promise<void> => {
      if (asked.has(path) || !isOwnModule(path)) return;
      asked.add(path);
      const module = await analyse(path);
      if (module === null) return;
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
    await (await opening)?.close();
  }
  return facts;
}
