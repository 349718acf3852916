import { parseHeaderValue, parseInteger, parseText, parseUrl, type SettingParser } from "./parse.js";

/** One setting: where it is read from, what it may be, and what holds while nobody sets it. */
export interface SettingDefinition<Value, Default extends Value | undefined> {
  /** The OPENROUTER_ name first, then the general names that stand in for it. */
  readonly names: readonly [string, ...string[]];
  /** The type shown in `agentConfig.pluginParameters`. */
  readonly type: "string" | "number" | "boolean";
  readonly description: string;
  readonly parse: SettingParser<Value>;
  readonly defaultValue: Default;
  /** What the documentation shows as default where it is not the value itself. */
  readonly required: boolean;
  /** True for values that must not appear in any message. */
  readonly sensitive: boolean;
}

type Description<Value> = Pick<
  SettingDefinition<Value, undefined>,
  "names" | "type" | "description" | "parse"
>;

function optional<Value>(description: Description<Value>): SettingDefinition<Value, undefined> {
  return { ...description, defaultValue: undefined, required: false, sensitive: false };
}

function withDefault<Value extends string | number | boolean>(
  defaultValue: Value,
  description: Description<Value>,
): SettingDefinition<Value, Value> {
  return { ...description, defaultValue, required: false, sensitive: false };
}

const longestWaitMs = 3_600_000;

/** Every setting of the plugin, once. The README and `agentConfig` are tested against this table. */
export const settingDefinitions = {
  apiKey: {
    ...optional({
      names: ["OPENROUTER_API_KEY"],
      type: "string",
      description: "OpenRouter API key; authenticates every request.",
      parse: parseHeaderValue,
    }),
    required: true,
    sensitive: true,
  },
  baseUrl: withDefault<string>("https://openrouter.ai/api/v1", {
    names: ["OPENROUTER_BASE_URL"],
    type: "string",
    description: "Base URL of the OpenRouter API.",
    parse: parseUrl,
  }),
  browserBaseUrl: optional({
    names: ["OPENROUTER_BROWSER_BASE_URL"],
    type: "string",
    description: "Browsers only: base URL of a proxy that adds the key, so that no key is needed or sent.",
    parse: parseUrl,
  }),
  smallModel: withDefault<string>("google/gemini-2.0-flash-001", {
    names: ["OPENROUTER_SMALL_MODEL", "SMALL_MODEL"],
    type: "string",
    description: "Model for TEXT_SMALL.",
    parse: parseText,
  }),
  largeModel: withDefault<string>("google/gemini-2.5-flash", {
    names: ["OPENROUTER_LARGE_MODEL", "LARGE_MODEL"],
    type: "string",
    description: "Model for TEXT_LARGE.",
    parse: parseText,
  }),
  httpReferer: optional({
    names: ["OPENROUTER_HTTP_REFERER"],
    type: "string",
    description: "URL of your app, sent as HTTP-Referer; OpenRouter attributes usage to it.",
    parse: parseHeaderValue,
  }),
  title: optional({
    names: ["OPENROUTER_X_TITLE"],
    type: "string",
    description: "Name of your app, sent as X-OpenRouter-Title and X-Title.",
    parse: parseHeaderValue,
  }),
  timeoutMs: withDefault<number>(300_000, {
    names: ["OPENROUTER_TIMEOUT_MS"],
    type: "number",
    description: "Milliseconds one try may take: the whole answer, or the start of a streamed one.",
    parse: parseInteger(1, longestWaitMs, "milliseconds"),
  }),
  streamIdleTimeoutMs: withDefault<number>(60_000, {
    names: ["OPENROUTER_STREAM_IDLE_TIMEOUT_MS"],
    type: "number",
    description: "Milliseconds a stream may send nothing, not even a keep-alive, before it counts as dead.",
    parse: parseInteger(1, longestWaitMs, "milliseconds"),
  }),
  maxRetries: withDefault<number>(2, {
    names: ["OPENROUTER_MAX_RETRIES"],
    type: "number",
    description: "How often a failed request is tried again when the failure is temporary. 0 turns it off.",
    parse: parseInteger(0, 10, "tries"),
  }),
} as const;

export type SettingDefinitions = typeof settingDefinitions;
export type SettingId = keyof SettingDefinitions;

/** What {@link Settings.get} returns for a setting. */
export type SettingValue<Id extends SettingId> =
  | ReturnType<SettingDefinitions[Id]["parse"]>
  | SettingDefinitions[Id]["defaultValue"];
