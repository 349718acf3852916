import { parentPort } from "node:worker_threads";
import type { ModuleKind } from "../../findings/finding.js";
import { analyseModule } from "../analyse-module.js";
import type { ModuleFacts } from "../module-facts.js";

/** One text to read, as it travels to a worker. */
export interface AnalysisTask {
  readonly path: string;
  readonly text: string;
  readonly kind: ModuleKind;
}

/** What travels back: everything but the text, which the other side has. */
export type AnalysisAnswer = Omit<ModuleFacts, "source">;

parentPort?.on("message", (tasks: readonly AnalysisTask[]) => {
  const answers = tasks.map(({ path, text, kind }): AnalysisAnswer => {
    const { source: _, ...answer } = analyseModule(path, text, kind);
    return answer;
  });
  parentPort?.postMessage(answers);
});
