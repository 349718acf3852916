import type { AgentRuntime, GenerateTextParams, Plugin, TextStreamResult } from "@elizaos/core";
import type { OpenRouterSim } from "openrouter-sim";
import openrouterPlugin from "../../src/index.node.js";
import { newestCore, type SupportedCore } from "./cores.js";

export const testKey = "sk-or-v1-0123456789abcdef0123456789abcdef";

export interface AgentOptions {
  readonly core?: SupportedCore;
  readonly settings?: Record<string, string | number | boolean>;
  readonly secrets?: Record<string, string>;
  readonly system?: string;
  readonly plugin?: Plugin;
  /** False leaves the key out of the settings. */
  readonly key?: boolean;
}

/** A MODEL_USED event as a listener gets it. */
export interface SeenUse {
  readonly type: string;
  readonly [name: string]: unknown;
}

/** What callers pass, later cores' parameters included. */
export type TextParams = Partial<GenerateTextParams> & Record<string, unknown>;

export interface Agent {
  readonly runtime: AgentRuntime;
  readonly uses: SeenUse[];
  /** `runtime.useModel` without its parameter types, which lack what later cores pass. */
  use<Result>(type: string, params: unknown): Promise<Result>;
  text(params: TextParams, type?: string): Promise<string>;
  stream(params: TextParams, type?: string): Promise<TextStreamResult>;
}

/** A real agent runtime whose plugin talks to the embedded OpenRouter. */
export async function startAgent(sim: OpenRouterSim, options: AgentOptions = {}): Promise<Agent> {
  const core = await (options.core ?? newestCore).load();
  const runtime = new core.AgentRuntime({
    character: {
      name: "Tester",
      bio: ["A test."],
      ...(options.system === undefined ? {} : { system: options.system }),
      settings: {
        OPENROUTER_BASE_URL: sim.url,
        OPENROUTER_TIMEOUT_MS: 20_000,
        OPENROUTER_STREAM_IDLE_TIMEOUT_MS: 20_000,
        ...options.settings,
      },
      secrets: { ...(options.key === false ? {} : { OPENROUTER_API_KEY: testKey }), ...options.secrets },
    },
    adapter: new core.InMemoryDatabaseAdapter(),
    logLevel: "fatal",
    enableTrajectories: false,
    enableKnowledge: false,
    enableRelationships: false,
  });
  const uses: SeenUse[] = [];
  runtime.registerEvent("MODEL_USED", async (payload) => {
    uses.push({ ...payload, type: "type" in payload ? String(payload.type) : "" });
  });
  await runtime.registerPlugin(options.plugin ?? openrouterPlugin);
  const use = <Result>(type: string, params: unknown): Promise<Result> =>
    Reflect.apply(runtime.useModel, runtime, [type, params]);
  return {
    runtime,
    uses,
    use,
    text: (params, type = "TEXT_SMALL") => use(type, params),
    stream: (params, type = "TEXT_SMALL") => use(type, { ...params, stream: true }),
  };
}
