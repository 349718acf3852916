import { isRecord } from "../routing/wire-case.js";

/** Settings by name, as text; what a host's configuration file says for this plugin. */
export type HostSettings = Readonly<Record<string, string>>;

/** The settings in a host's configuration, or why there are none to be had. */
export interface HostConfiguration {
  readonly settings: HostSettings;
  readonly problem: string | undefined;
}

/**
 * Turns the OpenRouter profile of an `eliza.json` into settings of this plugin:
 *
 * ```json
 * { "auth": { "profiles": { "openrouter:default": {
 *   "provider": "openrouter",
 *   "mode": "api_key",
 *   "model": "anthropic/claude-sonnet-4.5",
 *   "providerPreferences": { "order": ["Anthropic", "Amazon Bedrock"], "allowFallbacks": true }
 * } } } }
 * ```
 *
 * `model` becomes both the small and the large text model; `fallbackModels` and `plugins` are understood as well.
 * Hosts that check the file strictly refuse these members there; the settings themselves always work.
 *
 * @param config the parsed file, or a character's `settings`.
 * @param profileName which profile; by default the first whose provider is `openrouter`.
 * @returns no settings when there is no such profile.
 */
export function settingsFromElizaConfig(config: unknown, profileName?: string): HostSettings {
  const auth = isRecord(config) ? config.auth : undefined;
  const profiles = isRecord(auth) && isRecord(auth.profiles) ? auth.profiles : {};
  for (const [name, profile] of Object.entries(profiles)) {
    if (profileName !== undefined && name !== profileName) continue;
    if (!isRecord(profile) || profile.provider !== "openrouter") continue;
    const { model, providerPreferences, fallbackModels, plugins } = profile;
    return {
      ...(typeof model === "string" && model !== ""
        ? { OPENROUTER_SMALL_MODEL: model, OPENROUTER_LARGE_MODEL: model }
        : {}),
      ...jsonMember("OPENROUTER_PROVIDER_PREFERENCES", providerPreferences),
      ...jsonMember("OPENROUTER_FALLBACK_MODELS", fallbackModels),
      ...jsonMember("OPENROUTER_PLUGINS", plugins),
    };
  }
  return {};
}

function jsonMember(name: string, value: unknown): HostSettings {
  if (typeof value === "string") return value === "" ? {} : { [name]: value };
  return typeof value === "object" && value !== null ? { [name]: JSON.stringify(value) } : {};
}
