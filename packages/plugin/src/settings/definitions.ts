import {
  parseBoolean,
  parseChoice,
  parseHeaderValue,
  parseInteger,
  parseKey,
  parsePageUrl,
  parseUrl,
  type SettingParser,
} from "./parse.js";
import { parseModel } from "./parse-model.js";
import { parseFallbackModels, parsePlugins, parseProviderPreferences } from "./parse-routing.js";

/** One setting: where it is read from, what it may be, and what holds while nobody sets it. */
export interface SettingDefinition<Value, Default extends Value | undefined> {
  /** The OPENROUTER_ name first, then the general names that stand in for it. */
  readonly names: readonly [string, ...string[]];
  /** The type shown in `agentConfig.pluginParameters`. */
  readonly type: "string" | "number" | "boolean";
  readonly description: string;
  readonly parse: SettingParser<Value>;
  readonly defaultValue: Default;
  readonly required: boolean;
  /** True for values that must not appear in any message. */
  readonly sensitive: boolean;
}

type Description<Value> = Pick<SettingDefinition<Value, undefined>, "names" | "description" | "parse">;
type Names = readonly [string, ...string[]];

function optional<Value>(
  type: "string" | "number" | "boolean",
  description: Description<Value>,
): SettingDefinition<Value, undefined> {
  return { type, ...description, defaultValue: undefined, required: false, sensitive: false };
}

function withDefault<Value extends string | number | boolean>(
  type: "string" | "number" | "boolean",
  defaultValue: Value,
  description: Description<Value>,
): SettingDefinition<Value, Value> {
  return { type, ...description, defaultValue, required: false, sensitive: false };
}

function model(defaultValue: string, names: Names, description: string): SettingDefinition<string, string> {
  return withDefault("string", defaultValue, { names, description, parse: parseModel });
}

function optionalModel(names: Names, description: string): SettingDefinition<string, undefined> {
  return optional("string", { names, description, parse: parseModel });
}

const longestWaitMs = 3_600_000;

/** Every setting of the plugin, once. The README and `agentConfig` are tested against this table. */
export const settingDefinitions = {
  apiKey: {
    ...optional<string>("string", {
      names: ["OPENROUTER_API_KEY"],
      description: "OpenRouter API key; authenticates every request.",
      parse: parseKey,
    }),
    required: true,
    sensitive: true,
  },
  baseUrl: withDefault<string>("string", "https://openrouter.ai/api/v1", {
    names: ["OPENROUTER_BASE_URL"],
    description: "Base URL of the OpenRouter API.",
    parse: parseUrl,
  }),
  browserBaseUrl: optional("string", {
    names: ["OPENROUTER_BROWSER_BASE_URL"],
    description:
      "Browsers only: base URL of a proxy that adds the key, so that no key is needed or sent; or a path on the page's own server, such as /api/openrouter.",
    parse: parsePageUrl,
  }),
  smallModel: model(
    "google/gemini-2.0-flash-001",
    ["OPENROUTER_SMALL_MODEL", "SMALL_MODEL"],
    "Model for TEXT_SMALL, OBJECT_SMALL and REASONING_SMALL.",
  ),
  largeModel: model(
    "google/gemini-2.5-flash",
    ["OPENROUTER_LARGE_MODEL", "LARGE_MODEL"],
    "Model for TEXT_LARGE, OBJECT_LARGE, REASONING_LARGE and TEXT_COMPLETION.",
  ),
  nanoModel: optionalModel(
    ["OPENROUTER_NANO_MODEL", "NANO_MODEL"],
    "Model for TEXT_NANO; the small model when unset.",
  ),
  mediumModel: optionalModel(
    ["OPENROUTER_MEDIUM_MODEL", "MEDIUM_MODEL"],
    "Model for TEXT_MEDIUM; the small model when unset.",
  ),
  megaModel: optionalModel(
    ["OPENROUTER_MEGA_MODEL", "MEGA_MODEL"],
    "Model for TEXT_MEGA; the large model when unset.",
  ),
  responseHandlerModel: optionalModel(
    [
      "OPENROUTER_RESPONSE_HANDLER_MODEL",
      "OPENROUTER_SHOULD_RESPOND_MODEL",
      "RESPONSE_HANDLER_MODEL",
      "SHOULD_RESPOND_MODEL",
    ],
    "Model for RESPONSE_HANDLER; the nano model when unset, else the small one.",
  ),
  actionPlannerModel: optionalModel(
    ["OPENROUTER_ACTION_PLANNER_MODEL", "OPENROUTER_PLANNER_MODEL", "ACTION_PLANNER_MODEL", "PLANNER_MODEL"],
    "Model for ACTION_PLANNER; the medium model when unset, else the small one.",
  ),
  embeddingModel: model(
    "openai/text-embedding-3-small",
    ["OPENROUTER_EMBEDDING_MODEL", "EMBEDDING_MODEL"],
    "Model for TEXT_EMBEDDING.",
  ),
  embeddingDimensions: withDefault<number>("number", 1536, {
    names: ["OPENROUTER_EMBEDDING_DIMENSIONS", "EMBEDDING_DIMENSIONS"],
    description:
      "Width of embedding vectors. The model must support it; elizaOS stores 384, 512, 768, 1024, 1536 and 3072.",
    parse: parseInteger(1, 16_384, "dimensions"),
  }),
  imageModel: model(
    "x-ai/grok-2-vision-1212",
    ["OPENROUTER_IMAGE_MODEL", "IMAGE_MODEL"],
    "Model for IMAGE_DESCRIPTION.",
  ),
  imageGenerationModel: model(
    "google/gemini-2.5-flash-image-preview",
    ["OPENROUTER_IMAGE_GENERATION_MODEL", "IMAGE_GENERATION_MODEL"],
    "Model for IMAGE.",
  ),
  saveImages: withDefault<boolean>("boolean", false, {
    names: ["OPENROUTER_SAVE_IMAGES"],
    description:
      "Node only: whether generated images are written to a temporary folder, and their paths returned, instead of data URLs.",
    parse: parseBoolean,
  }),
  autoCleanupImages: withDefault<boolean>("boolean", false, {
    names: ["OPENROUTER_AUTO_CLEANUP_IMAGES"],
    description: "Whether saved images are deleted, 30 seconds after they were made and at shutdown.",
    parse: parseBoolean,
  }),
  transcriptionModel: model(
    "openai/whisper-1",
    ["OPENROUTER_TRANSCRIPTION_MODEL", "TRANSCRIPTION_MODEL"],
    "Model for TRANSCRIPTION.",
  ),
  speechModel: model(
    "openai/gpt-4o-mini-tts-2025-12-15",
    ["OPENROUTER_SPEECH_MODEL", "SPEECH_MODEL"],
    "Model for TEXT_TO_SPEECH.",
  ),
  speechVoice: withDefault<string>("string", "alloy", {
    names: ["OPENROUTER_SPEECH_VOICE", "SPEECH_VOICE"],
    description: "Voice for TEXT_TO_SPEECH where the call names none.",
    parse: parseHeaderValue,
  }),
  fallbackModels: optional("string", {
    names: ["OPENROUTER_FALLBACK_MODELS"],
    description:
      "Comma list of models that OpenRouter tries, in this order, when the chosen one fails; or JSON with a list for each model type.",
    parse: parseFallbackModels,
  }),
  providerPreferences: optional("string", {
    names: ["OPENROUTER_PROVIDER_PREFERENCES"],
    description:
      "JSON with OpenRouter's provider routing preferences, in camelCase or snake_case: order, only, ignore, sort, allowFallbacks, maxPrice and so on. A member named after a model type, such as TEXT_LARGE, holds those of that type.",
    parse: parseProviderPreferences,
  }),
  plugins: optional("string", {
    names: ["OPENROUTER_PLUGINS"],
    description:
      "OpenRouter's plugins for text, objects and image descriptions: a comma list of ids such as web, file-parser, response-healing; or JSON, with options or with a list for each model type.",
    parse: parsePlugins,
  }),
  sessionStickiness: withDefault<boolean>("boolean", true, {
    names: ["OPENROUTER_SESSION_STICKINESS"],
    description:
      "Whether the calls of one room carry a common session id, so that they reach the same provider and its prompt cache.",
    parse: parseBoolean,
  }),
  reasoningEffort: optional("string", {
    names: ["OPENROUTER_REASONING_EFFORT"],
    description:
      "How hard reasoning models think: max, xhigh, high, medium, low, minimal or none. The model's own default when unset.",
    parse: parseChoice("max", "xhigh", "high", "medium", "low", "minimal", "none"),
  }),
  httpReferer: optional("string", {
    names: ["OPENROUTER_HTTP_REFERER"],
    description: "URL of your app, sent as HTTP-Referer; OpenRouter attributes usage to it.",
    parse: parseHeaderValue,
  }),
  title: optional("string", {
    names: ["OPENROUTER_X_TITLE"],
    description: "Name of your app, sent as X-OpenRouter-Title and X-Title.",
    parse: parseHeaderValue,
  }),
  timeoutMs: withDefault<number>("number", 300_000, {
    names: ["OPENROUTER_TIMEOUT_MS"],
    description: "Milliseconds one try may take: the whole answer, or the start of a streamed one.",
    parse: parseInteger(1, longestWaitMs, "milliseconds"),
  }),
  streamIdleTimeoutMs: withDefault<number>("number", 60_000, {
    names: ["OPENROUTER_STREAM_IDLE_TIMEOUT_MS"],
    description: "Milliseconds a stream may send nothing, not even a keep-alive, before it counts as dead.",
    parse: parseInteger(1, longestWaitMs, "milliseconds"),
  }),
  maxRetries: withDefault<number>("number", 2, {
    names: ["OPENROUTER_MAX_RETRIES"],
    description: "How often a failed request is tried again when the failure is temporary. 0 turns it off.",
    parse: parseInteger(0, 10, "tries"),
  }),
  toolExecutionMaxSteps: withDefault<number>("number", 15, {
    names: ["OPENROUTER_TOOL_EXECUTION_MAX_STEPS"],
    description: "Most requests one call may take while the tools it brings along are run for the model.",
    parse: parseInteger(1, 1_000, "steps"),
  }),
  usageLogLevel: withDefault<"off" | "trace" | "debug" | "info">("string", "debug", {
    names: ["OPENROUTER_USAGE_LOG_LEVEL"],
    description: "Log level of one line per call with its tokens and cost: off, trace, debug or info.",
    parse: parseChoice("off", "trace", "debug", "info"),
  }),
} as const;

export type SettingDefinitions = typeof settingDefinitions;
export type SettingId = keyof SettingDefinitions;

/** What `Settings.get` returns for a setting. */
export type SettingValue<Id extends SettingId> =
  | ReturnType<SettingDefinitions[Id]["parse"]>
  | SettingDefinitions[Id]["defaultValue"];
