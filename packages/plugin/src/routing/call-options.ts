import { OpenRouterError } from "../errors/openrouter-error.js";
import { readProviderPreferences } from "./provider-preferences.js";
import { isRecord, type JsonObject, objectToWireCase } from "./wire-case.js";

/** What a single call asks of OpenRouter beyond elizaOS's own parameters. */
export interface CallOptions {
  readonly model: string | undefined;
  readonly models: readonly string[] | undefined;
  readonly provider: JsonObject | undefined;
  readonly warnings: readonly string[];
  /** Everything else, with wire names, for the body of the request. */
  readonly body: JsonObject;
}

/** Members that elizaOS's own parameters and the plugin decide about. */
const reserved = new Set(["messages", "stream", "stream_options", "input", "prompt"]);

/**
 * Reads `params.model` and `params.providerOptions.openrouter`. Other members of `providerOptions` belong to
 * others: core itself puts an `agentName` there.
 *
 * @throws OpenRouterError of kind `parameter` when an option cannot be meant so.
 */
export function readCallOptions(params: {
  readonly model?: unknown;
  readonly providerOptions?: unknown;
}): CallOptions {
  const given = memberOf(params.providerOptions, "openrouter");
  const { model, models, provider, ...body } = isRecord(given) ? objectToWireCase(given) : {};
  for (const name of Object.keys(body)) {
    if (reserved.has(name)) throw wrong(`${name} cannot be set there`);
  }
  if (models !== undefined && !(Array.isArray(models) && models.every((item) => typeof item === "string"))) {
    throw wrong("models must be a list of model ids");
  }
  const preferences = provider === undefined || provider === null ? undefined : readPreferences(provider);
  const perCall = params.model ?? model;
  return {
    model: typeof perCall === "string" && perCall !== "" ? perCall : undefined,
    models: models?.map(String),
    provider: preferences?.preferences,
    warnings: preferences?.warnings ?? [],
    body,
  };
}

function readPreferences(provider: unknown): ReturnType<typeof readProviderPreferences> {
  try {
    return readProviderPreferences(provider);
  } catch (error) {
    if (error instanceof TypeError) throw wrong(`provider ${error.message}`);
    throw error;
  }
}

function wrong(what: string): OpenRouterError {
  return new OpenRouterError(`providerOptions.openrouter is not usable: ${what}.`, {
    kind: "parameter",
    code: "invalid_parameter",
    retryable: false,
  });
}

function memberOf(value: unknown, name: string): unknown {
  return isRecord(value) ? value[name] : undefined;
}
