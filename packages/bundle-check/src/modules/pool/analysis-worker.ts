import { parentPort } from "node:worker_threads";
import type { ModuleKind } from "../../findings/finding.js";
import { analyseParsedModule } from "../analyse-module.js";
import type { ModuleFacts } from "../module-facts.js";

/** One text to read, as it travels to a worker. */
export interface AnalysisTask {
  readonly path: string;
  readonly text: string;
  readonly kind: ModuleKind;
}

/** What travels back: everything but the text, which the other side has. */
export type AnalysisAnswer = Omit<ModuleFacts, "source">;

parentPort?.on("message", ({ path, text, kind }: AnalysisTask) => {
  const { source: _, ...answer } = analyseParsedModule(path, text, kind);
  parentPort?.postMessage(answer satisfies AnalysisAnswer);
});
