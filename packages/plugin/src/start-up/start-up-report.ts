import type { IAgentRuntime } from "@elizaos/core";
import { findModel, loadModels } from "../catalogue/catalogue.js";
import { type Connection, connect } from "../client/connection.js";
import { errorFromThrown } from "../errors/from-thrown.js";
import { OpenRouterError } from "../errors/openrouter-error.js";
import { warnOnce } from "../log/warn-once.js";
import type { Platform } from "../platform/platform.js";
import { successorOf } from "../routing/successors.js";
import { type SettingId, settingDefinitions } from "../settings/definitions.js";
import { parseModelArms } from "../settings/parse-model.js";
import { Settings } from "../settings/settings.js";
import { describeKey, type KeyEntry } from "./describe-key.js";

const timeoutMs = 10_000;
const soonMs = 30 * 24 * 60 * 60 * 1000;

const modelSettings = [
  "smallModel",
  "largeModel",
  "nanoModel",
  "mediumModel",
  "megaModel",
  "responseHandlerModel",
  "actionPlannerModel",
  "embeddingModel",
  "imageModel",
  "imageGenerationModel",
  "transcriptionModel",
  "speechModel",
] as const satisfies readonly SettingId[];

const running = new WeakMap<IAgentRuntime, AbortController>();

/**
 * Looks at the settings, the key and the models, and tells the log what is wrong with them. Runs beside the start
 * of the agent: it never throws, and nothing waits for it.
 */
export async function reportStartUp(runtime: IAgentRuntime, platform: Platform): Promise<void> {
  const settings = new Settings(runtime, platform);
  const { problem } = platform.hostConfiguration();
  if (problem !== undefined) warnOnce(runtime, problem);
  for (const id of Object.keys(settingDefinitions) as SettingId[]) {
    // A path is right in a page alone, and a character may be meant for both.
    if (id === "browserBaseUrl" && platform.name !== "browser") continue;
    try {
      settings.get(id);
    } catch (error) {
      // Once: when the host cannot decrypt any setting, each of them fails in the same words.
      warnOnce(runtime, messageOf(error));
    }
  }
  const controller = new AbortController();
  running.set(runtime, controller);
  try {
    const connection = await connect(runtime, platform);
    // A proxy for browsers adds the key itself, and need not know these endpoints.
    if (!connection.sendsKey) return;
    await Promise.all([reportKey(runtime, connection, controller.signal), reportModels(runtime, connection)]);
  } catch (error) {
    warnOnce(runtime, messageOf(error));
  } finally {
    running.delete(runtime);
  }
}

/** Stops the report of a runtime that unloads the plugin. */
export function cancelStartUpReport(runtime: IAgentRuntime): void {
  running.get(runtime)?.abort();
}

/** `GET /key` is the cheapest request that a wrong key fails; the model list, which others ask, is public. */
async function reportKey(runtime: IAgentRuntime, connection: Connection, signal: AbortSignal): Promise<void> {
  const { client, sdk, secrets } = connection;
  // The SDK's own timeout ends with the headers.
  const late = AbortSignal.timeout(timeoutMs);
  try {
    const { data } = await client.get<{ data?: KeyEntry | null }>("/key", {
      signal: AbortSignal.any([signal, late]),
    });
    const { text, isWarning } = describeKey(data ?? {}, new Date());
    if (isWarning) runtime.logger.warn(`OpenRouter: ${text}`);
    else runtime.logger.info(`OpenRouter: ${text}`);
  } catch (thrown) {
    if (signal.aborted) return;
    if (late.aborted) {
      runtime.logger.debug(`OpenRouter: the key could not be checked: no answer within ${timeoutMs} ms.`);
      return;
    }
    const error = errorFromThrown(thrown, sdk, { signal, timeoutMs }, { secrets });
    if (error.status === 401 || error.status === 403) {
      runtime.logger.error(`OpenRouter does not accept the key. ${error.message}`);
    } else {
      runtime.logger.debug(`OpenRouter: the key could not be checked. ${error.message}`);
    }
  }
}

/** Warns of models that OpenRouter no longer lists, or will not for long. */
async function reportModels(runtime: IAgentRuntime, connection: Connection): Promise<void> {
  const catalogue = await loadModels(connection.client);
  if (catalogue === undefined || catalogue.size === 0) return;
  for (const id of modelSettings) {
    const found = connection.settings.find(id);
    const name = found?.name ?? settingDefinitions[id].names[0];
    const text = found?.text ?? settingDefinitions[id].defaultValue;
    if (text === undefined) continue;
    for (const { model } of parseModelArms(text, name)) {
      if (isVirtual(model)) continue;
      const entry = findModel(catalogue, model);
      const successor = found === undefined ? successorOf(model) : undefined;
      if (entry === undefined) {
        const instead = successor === undefined ? "" : ` ${successor} is used in its place.`;
        runtime.logger.warn(`OpenRouter: ${model} (${name}) is not among OpenRouter's models.${instead}`);
      } else if (expiresSoon(entry.expiration_date)) {
        runtime.logger.warn(`OpenRouter: ${model} (${name}) goes away on ${entry.expiration_date}.`);
      }
    }
  }
}

/** Aliases, presets and routers stand for other models and are not listed. */
function isVirtual(model: string): boolean {
  return /^[~@]|^openrouter\/|@preset\//.test(model);
}

function expiresSoon(date: string | null | undefined): boolean {
  const time = Date.parse(date ?? "");
  return !Number.isNaN(time) && time - Date.now() < soonMs;
}

function messageOf(error: unknown): string {
  return OpenRouterError.isInstance(error) || error instanceof Error ? error.message : String(error);
}
