import type { GenerateTextParams, IAgentRuntime, Plugin, TextStreamResult } from "@elizaos/core";
import { disconnect } from "./client/connection.js";
import type { Platform } from "./platform/platform.js";
import { generateText } from "./text/generate-text.js";
import type { TextModelType } from "./text/text-models.js";

/**
 * The plugin for one platform. Model keys are written out as text: `ModelType` of the oldest supported core
 * lacks some members, and the CJS bundle cannot load core, which is ESM only.
 */
export function createOpenRouterPlugin(platform: Platform): Plugin {
  const text = (type: TextModelType) => (runtime: IAgentRuntime, params: GenerateTextParams) =>
    asDeclared(generateText(runtime, platform, type, params));
  return {
    name: "openrouter",
    description: "Language models of many providers through OpenRouter.",
    models: {
      TEXT_SMALL: text("TEXT_SMALL"),
      TEXT_LARGE: text("TEXT_LARGE"),
      TEXT_NANO: text("TEXT_NANO"),
      TEXT_MEDIUM: text("TEXT_MEDIUM"),
      TEXT_MEGA: text("TEXT_MEGA"),
      RESPONSE_HANDLER: text("RESPONSE_HANDLER"),
      ACTION_PLANNER: text("ACTION_PLANNER"),
      REASONING_SMALL: text("REASONING_SMALL"),
      REASONING_LARGE: text("REASONING_LARGE"),
      TEXT_COMPLETION: text("TEXT_COMPLETION"),
    },
    dispose: (runtime) => disconnect(runtime),
  };
}

/**
 * Results of calls that only later cores make, with messages or tools, are objects; the types of the supported
 * cores know nothing of those calls.
 */
function asDeclared(result: ReturnType<typeof generateText>): Promise<string | TextStreamResult>;
function asDeclared(result: Promise<unknown>): Promise<unknown> {
  return result;
}
