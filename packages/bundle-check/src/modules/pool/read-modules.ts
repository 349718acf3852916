import { setImmediate as others } from "node:timers/promises";
import { findEntrypoints } from "../../entrypoints/index.js";
import { readManifest } from "../../entrypoints/manifest.js";
import type { PackageFiles } from "../../package-files/package-files.js";
import { analysePlainModule, maximumLength } from "../analyse-module.js";
import { isForDevelopment, isOwnModule } from "../javascript-program.js";
import type { ModuleFacts } from "../module-facts.js";
import { ModuleKinds } from "../module-kind.js";
import { resolveRequest } from "../resolve-request.js";
import type { AnalysisPool } from "./analysis-pool.js";
import type { AnalysisTask } from "./analysis-worker.js";

/** Packages with less JavaScript than this are read before another thread has started. */
const minimumBytes = 6_000_000;

/** What a worker is given at once, and what this thread reads before it listens to the workers. */
const [workerBytes, ownBytes] = [400_000, 100_000];

/** Null where the worker's script is not beside this file, as when the sources run unbuilt. */
async function openPool(): Promise<AnalysisPool | null> {
  const { AnalysisPool: Pool } = await import("./analysis-pool.js");
  return Pool.open();
}

/**
 * Reads the modules of a larger package in several threads. Code that is not plain is read in a worker, with bounds of
 * time and memory. The facts are the same as those the judge reads by itself; only the time and the bounds differ.
 * Empty for small packages.
 * @throws UnreadableTargetError when package.json is absent or unreadable.
 */
export async function readModules(
  files: PackageFiles,
  spec: string,
): Promise<ReadonlyMap<string, ModuleFacts>> {
  const manifest = readManifest(files, spec);
  const own = files.paths.filter((path) => isOwnModule(path) && !isForDevelopment(path));
  const bytes = own.reduce((total, path) => total + files.size(path), 0);
  if (bytes < minimumBytes) return new Map();
  const pool = await openPool();
  if (pool === null) return new Map();
  try {
    const reading = new Reading(files, pool);
    // The largest first, so that no thread is left with one at the end.
    await reading.readAll(own.sort((left, right) => files.size(right) - files.size(left)));
    const entries = findEntrypoints(manifest, files).filter(({ kind }) => kind !== "types");
    await reading.readRequested(entries.flatMap((entry) => entry.files));
    return reading.facts;
  } finally {
    await pool.close();
  }
}

class Reading {
  readonly facts = new Map<string, ModuleFacts>();
  readonly #files: PackageFiles;
  readonly #kinds: ModuleKinds;
  readonly #pool: AnalysisPool;

  constructor(files: PackageFiles, pool: AnalysisPool) {
    this.#files = files;
    this.#kinds = new ModuleKinds(files);
    this.#pool = pool;
  }

  /** Reads the modules at the paths, in this thread and in the workers. */
  async readAll(paths: readonly string[]): Promise<void> {
    const left = paths.values();
    const inWorkers = Array.from({ length: this.#pool.size }, async () => {
      for (let batch = this.#take(left, workerBytes); batch.length > 0; batch = this.#take(left, workerBytes))
        await this.#readInWorker(batch);
    });
    const leftOver: string[] = [];
    for (let batch = this.#take(left, ownBytes); batch.length > 0; batch = this.#take(left, ownBytes)) {
      leftOver.push(...batch.filter((path) => !this.#readHere(path)));
      await others();
    }
    await Promise.all(inWorkers);
    await Promise.all(leftOver.map((path) => this.#readInWorker([path])));
  }

  /** Reads what the modules lead to, wherever it lies. */
  async readRequested(entries: readonly string[]): Promise<void> {
    const seen = new Set(entries);
    for (let paths = entries.filter(isOwnModule); paths.length > 0; ) {
      await this.readAll(paths.filter((path) => !this.facts.has(path)));
      const requested = paths.flatMap((path) => this.#requestedBy(path)).filter((path) => !seen.has(path));
      for (const path of requested) seen.add(path);
      paths = [...new Set(requested)].filter(isOwnModule);
    }
  }

  #requestedBy(path: string): string[] {
    const requests = this.facts.get(path)?.requests ?? [];
    return requests.flatMap((request) => {
      const resolution = resolveRequest(this.#files, path, request);
      return resolution.kind === "file" ? [resolution.path] : [];
    });
  }

  #take(left: Iterator<string>, bytes: number): string[] {
    const batch: string[] = [];
    for (let taken = 0; taken < bytes; ) {
      const { value, done } = left.next();
      if (done) break;
      batch.push(value);
      taken += this.#files.size(value);
    }
    return batch;
  }

  /** False for code that is not surely plain, which needs a thread with bounds. */
  #readHere(path: string): boolean {
    if (this.#files.size(path) > maximumLength) return false;
    const facts = analysePlainModule(path, this.#files.text(path), this.#kinds.kindOf(path));
    if (facts !== null) this.facts.set(path, facts);
    return facts !== null;
  }

  async #readInWorker(paths: readonly string[]): Promise<void> {
    const tasks = paths.map(
      (path): AnalysisTask => ({ path, text: this.#files.text(path), kind: this.#kinds.kindOf(path) }),
    );
    for (const facts of await this.#pool.analyse(tasks)) this.facts.set(facts.path, facts);
  }
}
