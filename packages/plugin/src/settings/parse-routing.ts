import { type ByModelType, readByModelType, routedTypes } from "../routing/by-model-type.js";
import { type ProviderPreferences, readProviderPreferences } from "../routing/provider-preferences.js";
import { isRecord, type JsonObject, objectToWireCase } from "../routing/wire-case.js";
import { invalidSetting, type SettingParser } from "./parse.js";

/** A comma list of model ids, or JSON: a list, or lists by model type. */
export const parseFallbackModels: SettingParser<ByModelType<readonly string[]>> = (text, setting) => {
  const expected =
    'model ids with commas between them, or JSON by model type such as {"TEXT_LARGE":["model-a","model-b"]}';
  const value = isJson(text) ? readJson(text, setting, expected) : text;
  return read(text, setting, () => readByModelType(value, readModels));
};

/** JSON with provider preferences, in camelCase or as on the wire; those of one model type in a member named after it. */
export const parseProviderPreferences: SettingParser<ByModelType<ProviderPreferences>> = (text, setting) => {
  const value = readJson(text, setting, 'JSON such as {"sort":"price","allowFallbacks":false}');
  return read(text, setting, () => readRoutingPreferences(value));
};

/** A comma list of plugin ids, or JSON: a list of ids and of plugins with options, or such lists by model type. */
export const parsePlugins: SettingParser<ByModelType<readonly JsonObject[]>> = (text, setting) => {
  const expected = 'plugin ids with commas between them, or JSON such as [{"id":"web","maxResults":3}]';
  const value = isJson(text) ? readJson(text, setting, expected) : text;
  return read(text, setting, () => readByModelType(value, readPlugins));
};

/** What is said for one type adds to, and goes before, what is said for all. */
function readRoutingPreferences(value: unknown): ByModelType<ProviderPreferences> {
  if (!isRecord(value)) return { common: readProviderPreferences(value), byType: new Map() };
  const isTyped = ([name]: [string, unknown]) => routedTypes.includes(name);
  const members = Object.entries(value);
  const common = readProviderPreferences(Object.fromEntries(members.filter((member) => !isTyped(member))));
  const byType = members.filter(isTyped).map(([type, own]): [string, ProviderPreferences] => {
    const { preferences, warnings } = readProviderPreferences(own);
    return [type, { preferences: { ...common.preferences, ...preferences }, warnings }];
  });
  return { common, byType: new Map(byType) };
}

function readModels(value: unknown): readonly string[] {
  const given: unknown = typeof value === "string" ? value.split(",") : value;
  if (!Array.isArray(given)) throw new TypeError(`has ${JSON.stringify(value)}, which is no list of models`);
  const models = given.map((model) => String(model).trim()).filter((model) => model !== "");
  const wrong = models.find((model) => /[\s={}[\]"]/.test(model));
  if (wrong !== undefined) throw new TypeError(`has ${JSON.stringify(wrong)}, which is no model id`);
  if (models.length === 0) throw new TypeError("has an empty list of models");
  return models;
}

function readPlugins(value: unknown): readonly JsonObject[] {
  const plugins = Array.isArray(value) ? value : String(value).split(",");
  return plugins.map((plugin) => {
    if (isRecord(plugin) && typeof plugin.id === "string") return objectToWireCase(plugin);
    const id = typeof plugin === "string" ? plugin.trim() : "";
    if (!/^[a-z0-9-]+$/.test(id)) throw new TypeError(`has ${JSON.stringify(plugin)}, which names no plugin`);
    return { id };
  });
}

function isJson(text: string): boolean {
  return text.startsWith("{") || text.startsWith("[");
}

function readJson(text: string, setting: string, expected: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalidSetting(setting, text, expected);
  }
}

function read<Value>(text: string, setting: string, readValue: () => Value): Value {
  try {
    return readValue();
  } catch (error) {
    if (error instanceof TypeError) throw invalidSetting(setting, text, `valid: it ${error.message}`);
    throw error;
  }
}
