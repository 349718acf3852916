import type { GenerateTextParams, IAgentRuntime, Plugin, TextStreamResult } from "@elizaos/core";
import { disconnect } from "./client/connection.js";
import type { Platform } from "./platform/platform.js";
import { generateText } from "./text/generate-text.js";
import type { TextModelType } from "./text/text-models.js";

type TextHandler = (runtime: IAgentRuntime, params: GenerateTextParams) => Promise<string | TextStreamResult>;

/**
 * The plugin for one platform. Model keys are written out as text: `ModelType` of the oldest supported core
 * lacks some members, and the CJS bundle cannot load core, which is ESM only.
 */
export function createOpenRouterPlugin(platform: Platform): Plugin {
  const text =
    (type: TextModelType): TextHandler =>
    (runtime, params) =>
      generateText(runtime, platform, type, params);
  return {
    name: "openrouter",
    description: "Language models of many providers through OpenRouter.",
    models: {
      TEXT_SMALL: text("TEXT_SMALL"),
      TEXT_LARGE: text("TEXT_LARGE"),
    },
    dispose: (runtime) => disconnect(runtime),
  };
}
