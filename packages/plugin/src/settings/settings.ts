import type { IAgentRuntime } from "@elizaos/core";
import { OpenRouterSettingError } from "../errors/setting-error.js";
import { type HostSettings, settingsFromElizaConfig } from "../host/eliza-config.js";
import type { Platform } from "../platform/platform.js";
import {
  type SettingDefinition,
  type SettingId,
  type SettingValue,
  settingDefinitions,
} from "./definitions.js";

/** A setting that somebody has set: its text, and the name and place it was found under. */
export interface FoundSetting {
  readonly name: string;
  readonly text: string;
  readonly source: "runtime" | "environment" | "host";
}

/** As much of a runtime as settings are read from. */
export type SettingSource = Pick<IAgentRuntime, "getSetting" | "character">;

/**
 * The settings of one runtime, made anew for each call: every read asks the runtime (character, secrets), then the
 * environment, then the host's configuration file, so a change at run time holds from the next call on.
 */
export class Settings {
  readonly #source: SettingSource;
  readonly #platform: Platform;
  #host: HostSettings | undefined;

  constructor(source: SettingSource, platform: Platform) {
    this.#source = source;
    this.#platform = platform;
  }

  /**
   * @returns the parsed value, or the default.
   * @throws OpenRouterSettingError when the value is not allowed.
   */
  get<Id extends SettingId>(id: Id): SettingValue<Id>;
  get(id: SettingId): unknown {
    const definition: SettingDefinition<unknown, unknown> = settingDefinitions[id];
    const found = this.find(id);
    if (found === undefined) return definition.defaultValue;
    try {
      return definition.parse(found.text, found.name);
    } catch (error) {
      if (found.source !== "host" || !(error instanceof OpenRouterSettingError)) throw error;
      throw new OpenRouterSettingError(
        found.name,
        `${error.message} It comes from the host's eliza.json or the character's auth.`,
      );
    }
  }

  /** Where a setting comes from, or `undefined` while only its default holds. */
  find(id: SettingId): FoundSetting | undefined {
    for (const name of settingDefinitions[id].names) {
      const fromRuntime = textOf(this.#fromRuntime(name) ?? this.#structured(name));
      if (fromRuntime !== "") return { name, text: fromRuntime, source: "runtime" };
      const fromEnvironment = textOf(this.#platform.environment(name));
      if (fromEnvironment !== "") return { name, text: fromEnvironment, source: "environment" };
    }
    // Settings given explicitly, under whichever name, go before those of a file.
    this.#host ??= {
      ...this.#platform.hostConfiguration().settings,
      ...settingsFromElizaConfig(this.#source.character.settings),
    };
    for (const name of settingDefinitions[id].names) {
      const text = this.#host[name];
      if (text !== undefined) return { name, text, source: "host" };
    }
    return undefined;
  }

  /** In production core refuses every setting until it is told what it may decrypt them with. */
  #fromRuntime(name: string): unknown {
    try {
      return this.#source.getSetting(name);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new OpenRouterSettingError(name, `The runtime gives out no settings: ${reason}`);
    }
  }

  /** `getSetting` returns null for objects and lists, which a character file may well hold. */
  #structured(name: string): unknown {
    const settings: Record<string, unknown> = { ...this.#source.character.settings };
    return settings[name];
  }
}

/** An empty or blank value counts as unset: environment files are full of `NAME=`. */
function textOf(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (Array.isArray(value) && value.every((item) => typeof item === "string")) return value.join(",");
  return typeof value === "object" ? JSON.stringify(value) : String(value).trim();
}
