import { readFileSync } from "node:fs";
import module from "node:module";
import { basename, join } from "node:path";
import { Script } from "node:vm";
import { toChunkScript } from "./chunk-script.js";
import { checksumOf, countRun, type KeptCode, readKeptCode, writeKeptCode } from "./code-store.js";

type Exports = Readonly<Record<string, unknown>>;

/** In bytes. A smaller chunk is compiled in less time than its code is read and checked. */
const smallestKept = 100_000;

/** Runs are counted up to the last of these. Each of them adds what earlier ones never called, which takes 6 to 10 ms. */
const learningRuns: readonly number[] = [1, 2, 4, 8, 16, 32];
const lastLearningRun = 32;

interface KeptChunk {
  readonly script: Script;
  readonly path: string;
  readonly kept: KeptCode | null;
}

/**
 * Loads chunks of the command as classic scripts, with the code that the engine has compiled for them in earlier runs.
 * Node's own compile cache holds what is compiled when a module is loaded: no function that is called later.
 */
export class ChunkLoader {
  readonly #folder: URL;
  readonly #keptIn: string;
  readonly #exports = new Map<string, Exports>();
  readonly #chunks: KeptChunk[] = [];

  private constructor(folder: URL, keptIn: string) {
    this.#folder = folder;
    this.#keptIn = keptIn;
  }

  /** Null where nothing is kept: in releases of Node without a compile cache, where it is switched off, and in Bun. */
  static open(folder: URL): ChunkLoader | null {
    if (process.versions.bun !== undefined) return null;
    const keptIn = module.getCompileCacheDir?.();
    return keptIn === undefined ? null : new ChunkLoader(folder, keptIn);
  }

  /** What a chunk exports, as an import of it would give. Files are named relative to the folder. */
  load(file: string): Exports {
    let exports = this.#exports.get(file);
    if (exports === undefined) {
      exports = this.#evaluate(file);
      this.#exports.set(file, exports);
    }
    return exports;
  }

  #evaluate(file: string): Exports {
    const url = new URL(file, this.#folder);
    const load = (other: string) => this.load(other);
    // Whatever is no chunk is somebody else's module.
    const loadLater = async (other: string) => (other.startsWith("./") ? this.load(other) : import(other));
    return this.#compile(file, url).runInThisContext()(load, loadLater, { url: url.href });
  }

  #compile(file: string, url: URL): Script {
    const bytes = readFileSync(url);
    // Before the script is taken out, which changes them.
    const path = bytes.byteLength < smallestKept ? null : join(this.#keptIn, keptName(file, bytes));
    const chunk = toChunkScript(bytes);
    if (chunk === null) throw new Error(`${file} is not as the build writes it.`);
    const options = { filename: url.href, lineOffset: chunk.lineOffset };
    if (path === null) return new Script(chunk.code, options);
    const kept = readKeptCode(path);
    const script = new Script(chunk.code, { ...options, ...(kept && { cachedData: kept.data }) });
    this.#chunks.push({ script, path, kept: script.cachedDataRejected ? null : kept });
    return script;
  }

  /** Keeps the functions compiled so far for later runs. What goes wrong here is no matter of the run. */
  keep(): void {
    try {
      for (const chunk of this.#chunks) keepChunk(chunk);
    } catch {
      // The next run compiles them again.
    }
  }
}

/** Of the text itself, the engine compares no more than the length. */
function keptName(file: string, bytes: Buffer): string {
  return `bundle-check-${basename(file, ".js")}-${checksumOf(bytes).toString(16)}`;
}

function keepChunk({ script, path, kept }: KeptChunk): void {
  const runs = (kept?.runs ?? 0) + 1;
  if (runs > lastLearningRun) return;
  if (kept !== null && !learningRuns.includes(runs)) {
    countRun(path, runs);
    return;
  }
  const compiled = script.createCachedData();
  // The engine forgets functions that a long run has not called for a while.
  const isLess = kept !== null && compiled.byteLength < kept.data.byteLength;
  writeKeptCode(path, { data: isLess ? kept.data : compiled, runs });
}
