import type {
  GenerateTextParams,
  IAgentRuntime,
  ImageDescriptionParams,
  ImageGenerationParams,
  ObjectGenerationParams,
  Plugin,
  TextEmbeddingParams,
  TextStreamResult,
} from "@elizaos/core";
import { speak } from "./audio/speak.js";
import { transcribe } from "./audio/transcribe.js";
import { disconnect } from "./client/connection.js";
import { embed } from "./embedding/embed.js";
import { describeImage } from "./image/describe-image.js";
import { generateImage } from "./image/generate-image.js";
import { generateObject, type ObjectModelType } from "./object/generate-object.js";
import type { Platform } from "./platform/platform.js";
import { cancelStartUpReport, reportStartUp } from "./start-up/start-up-report.js";
import { generateText } from "./text/generate-text.js";
import type { TextModelType } from "./text/text-models.js";
import { detokenize, tokenize } from "./tokenizer/tokenize.js";

/**
 * The plugin for one platform. Model keys are written out as text: `ModelType` of the oldest supported core
 * lacks some members, and the CJS bundle cannot load core, which is ESM only.
 */
export function createOpenRouterPlugin(platform: Platform): Plugin {
  const text = (type: TextModelType) => (runtime: IAgentRuntime, params: GenerateTextParams) =>
    declared<string | TextStreamResult>(generateText(runtime, platform, type, given(params)));
  const object = (type: ObjectModelType) => (runtime: IAgentRuntime, params: ObjectGenerationParams) =>
    declared<Record<string, never>>(generateObject(runtime, platform, type, given(params)));
  return {
    name: "openrouter",
    description: "Text, objects, images, embeddings and audio of many providers through OpenRouter.",
    // Declarative, for hosts that read it; older cores ignore it.
    autoEnable: { envKeys: ["OPENROUTER_API_KEY"] },
    init: (_config, runtime) => {
      // Not awaited: an agent starts without a key and without a network.
      void reportStartUp(runtime, platform);
    },
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
      OBJECT_SMALL: object("OBJECT_SMALL"),
      OBJECT_LARGE: object("OBJECT_LARGE"),
      TEXT_EMBEDDING: (runtime: IAgentRuntime, params: TextEmbeddingParams | string | null) =>
        declared<number[]>(embed(runtime, platform, params === null ? null : given(params))),
      IMAGE: (runtime: IAgentRuntime, params: ImageGenerationParams) =>
        generateImage(runtime, platform, given(params)),
      IMAGE_DESCRIPTION: (runtime: IAgentRuntime, params: ImageDescriptionParams | string) =>
        describeImage(runtime, platform, given(params)),
      TRANSCRIPTION: (runtime, params) => transcribe(runtime, platform, given(params)),
      TEXT_TO_SPEECH: (runtime, params) => speak(runtime, platform, given(params)),
      TEXT_TOKENIZER_ENCODE: (_runtime, params) => tokenize(given(params)),
      TEXT_TOKENIZER_DECODE: (_runtime, params) => detokenize(given(params)),
    },
    dispose: async (runtime) => {
      cancelStartUpReport(runtime);
      disconnect(runtime);
      await platform.deleteImages(runtime);
    },
  };
}

/** Callers without types may leave the parameters out; what is missing in them is then told like anything else. */
function given<Params>(params: Params): Params | Record<string, never> {
  return params ?? {};
}

/**
 * Core's types describe the results of the calls they know. Calls that core makes all the same, such as for lists
 * and batches, or that only later cores make, have others.
 */
function declared<Result>(result: Promise<unknown>): Promise<Result>;
function declared(result: Promise<unknown>): Promise<unknown> {
  return result;
}
