import type { OpenRouterSim } from "openrouter-sim";

/** An agent that uses the plugin under test. */
export interface DefectAgent {
  use(type: string, params: unknown): Promise<unknown>;
  /** MODEL_USED events so far. */
  readonly uses: readonly Record<string, unknown>[];
  /** Everything logged so far, by the runtime or by core's own logger. */
  readonly log: readonly string[];
  dispose(): Promise<void>;
}

/** What a check has to work with. */
export interface DefectContext {
  readonly sim: OpenRouterSim;
  start(
    settings: Record<string, unknown>,
    options?: { browser?: boolean; key?: string },
  ): Promise<DefectAgent>;
  /** The package.json of the plugin under test. */
  readonly manifest: { readonly dependencies?: Readonly<Record<string, string>> };
}

/** A defect that published versions of the plugin have, and how to tell. */
export interface Defect {
  readonly title: string;
  /** Which published version has it; `mutation` when only unpublished code did. */
  readonly foundIn: "2.0.0-alpha.3" | "1.5.17" | "2.0.0-alpha.12" | "mutation";
  /** Rejects when the plugin has the defect. */
  check(context: DefectContext): Promise<void>;
}
