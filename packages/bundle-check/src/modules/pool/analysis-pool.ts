import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import type { ModuleKind } from "../../findings/finding.js";
import { unreadableModule } from "../analyse-module.js";
import type { ModuleFacts } from "../module-facts.js";
import type { ParseFailure } from "../parse.js";
import { SourceText } from "../source-text.js";
import type { AnalysisAnswer, AnalysisTask } from "./analysis-worker.js";

/**
 * Bounds for one worker. A syntax tree takes up to a hundred times the space of its text, so hostile text is
 * stopped by memory and time rather than by size; the stack lets deeply nested generated code through.
 */
const resourceLimits = { maxOldGenerationSizeMb: 1_536, maxYoungGenerationSizeMb: 128, stackSizeMb: 16 };
const maximumMilliseconds = 20_000;
const maximumWorkers = 4;

interface Slot {
  worker: Worker;
  busy: boolean;
}

/** Reads modules in parallel and inside bounds. Close it when done, or the process waits for its workers. */
export class AnalysisPool {
  readonly #slots: Slot[] = [];
  readonly #waiting: (() => void)[] = [];
  readonly #script: string;

  private constructor(script: string) {
    this.#script = script;
  }

  /** Null where the worker's script is not beside this file, as when the sources run unbuilt. */
  static open(): AnalysisPool | null {
    const script = fileURLToPath(new URL("./analysis-worker.js", import.meta.url));
    return existsSync(script) ? new AnalysisPool(script) : null;
  }

  /** Reads one module. The text is asked for only when a worker is free, so that few are held at a time. */
  async analyse(path: string, kind: ModuleKind, readText: () => string): Promise<ModuleFacts> {
    const slot = await this.#acquire();
    const text = readText();
    const source = new SourceText(text);
    try {
      const answer = await this.#ask(slot, { path, text, kind });
      return { ...answer, source };
    } catch (error) {
      // One that is ended because it takes too long may run out of memory before it has ended.
      slot.worker.on("error", () => {});
      void slot.worker.terminate();
      slot.worker = this.#start();
      return unreadableModule(path, kind, source, describeFailure(error));
    } finally {
      slot.busy = false;
      this.#waiting.shift()?.();
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.#slots.map(({ worker }) => worker.terminate()));
  }

  async #acquire(): Promise<Slot> {
    for (;;) {
      const idle = this.#slots.find(({ busy }) => !busy);
      if (idle) {
        idle.busy = true;
        return idle;
      }
      if (this.#slots.length < Math.min(availableParallelism(), maximumWorkers)) {
        const slot = { worker: this.#start(), busy: true };
        this.#slots.push(slot);
        return slot;
      }
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  #start(): Worker {
    const worker = new Worker(this.#script, { resourceLimits, env: {}, stdin: false });
    worker.unref();
    return worker;
  }

  async #ask({ worker }: Slot, task: AnalysisTask): Promise<AnalysisAnswer> {
    worker.ref();
    const timeout = new AbortController();
    try {
      return await new Promise<AnalysisAnswer>((resolve, reject) => {
        const timer = setTimeout(() => {
          // Where this thread was busy for longer, the answer may have come and waits to be received.
          setImmediate(() => reject(new AnalysisTimeout()));
        }, maximumMilliseconds);
        timeout.signal.addEventListener("abort", () => clearTimeout(timer));
        worker.once("message", resolve);
        worker.once("error", reject);
        worker.postMessage(task);
      });
    } finally {
      timeout.abort();
      worker.removeAllListeners("message");
      worker.removeAllListeners("error");
      worker.unref();
    }
  }
}

class AnalysisTimeout extends Error {
  override readonly name = "AnalysisTimeout";
}

/** Why a worker gave up, as the reason of a failure: the text is not wrong, it could not be read. */
function describeFailure(error: unknown): ParseFailure {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  const reason =
    error instanceof AnalysisTimeout
      ? "Reading the code takes too long"
      : code === "ERR_WORKER_OUT_OF_MEMORY"
        ? "Reading the code needs too much memory"
        : null;
  if (reason === null) throw error;
  return { reason, offset: 0, tooDeep: true };
}
