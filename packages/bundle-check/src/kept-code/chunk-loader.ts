import { closeSync, fstatSync, openSync, readFileSync } from "node:fs";
import module from "node:module";
import { basename, join } from "node:path";
import { Script } from "node:vm";
import { toChunkScript } from "./chunk-script.js";
import { type KeptCode, readKeptCode, writeKeptCode } from "./code-store.js";

type Exports = Readonly<Record<string, unknown>>;

/** So many runs add the functions that they were the first to call. */
const learningRuns = 4;

interface LoadedChunk {
  readonly script: Script;
  readonly path: string;
  readonly kept: KeptCode | null;
}

/**
 * Loads chunks of the command as classic scripts, with the code that the engine compiled for them in earlier runs.
 * Node's own compile cache holds what is compiled when a module is loaded: no function that is called later.
 */
export class ChunkLoader {
  readonly #folder: URL;
  readonly #keptIn: string;
  readonly #exports = new Map<string, Exports>();
  readonly #loaded: LoadedChunk[] = [];

  private constructor(folder: URL, keptIn: string) {
    this.#folder = folder;
    this.#keptIn = keptIn;
  }

  /** Null where nothing is kept: in runtimes without a compile cache, and where it is switched off. */
  static open(folder: URL): ChunkLoader | null {
    const keptIn = module.getCompileCacheDir?.();
    return keptIn === undefined ? null : new ChunkLoader(folder, keptIn);
  }

  /** What a chunk exports, as an import of it would give. Files are named relative to the folder. */
  load(file: string): Exports {
    const known = this.#exports.get(file);
    if (known !== undefined) return known;
    const url = new URL(file, this.#folder);
    const descriptor = openSync(url, "r");
    let text: string;
    let path: string;
    try {
      const { size, mtimeMs } = fstatSync(descriptor);
      // The build writes ASCII.
      text = readFileSync(descriptor, "latin1");
      path = join(
        this.#keptIn,
        `bundle-check-${basename(file)}-${size.toString(36)}-${Math.trunc(mtimeMs).toString(36)}`,
      );
    } finally {
      closeSync(descriptor);
    }
    const chunk = toChunkScript(text);
    if (chunk === null) throw new Error(`${file} is not a chunk.`);
    const kept = readKeptCode(path);
    const script = new Script(chunk.code, {
      filename: url.href,
      lineOffset: chunk.lineOffset,
      ...(kept === null ? {} : { cachedData: kept.data }),
    });
    this.#loaded.push({ script, path, kept: script.cachedDataRejected ? null : kept });
    const evaluate = script.runInThisContext();
    const load = (other: string) => this.load(other);
    const exports: Exports = evaluate(load, async (other: string) => load(other), { url: url.href });
    this.#exports.set(file, exports);
    return exports;
  }

  /** Keeps the functions compiled so far for later runs. */
  keep(): void {
    for (const { script, path, kept } of this.#loaded) {
      const runs = kept?.runs ?? 0;
      if (runs >= learningRuns) continue;
      const data = script.createCachedData();
      // The engine forgets functions that a long run has not called for a while.
      if (kept === null || data.byteLength >= kept.data.byteLength)
        writeKeptCode(path, { data, runs: runs + 1 });
    }
  }
}
