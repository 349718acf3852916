import { type ProviderPreferences, readProviderPreferences } from "../routing/provider-preferences.js";
import { invalidSetting, type SettingParser } from "./parse.js";

/** A comma list of model ids. */
export const parseModelList: SettingParser<readonly string[]> = (text, setting) => {
  const models = text
    .split(",")
    .map((model) => model.trim())
    .filter((model) => model !== "");
  const wrong = models.find((model) => /[\s=]/.test(model));
  if (models.length === 0 || wrong !== undefined) {
    throw invalidSetting(setting, text, "model ids with commas between them");
  }
  return models;
};

/** JSON with provider preferences, in camelCase or as on the wire. */
export const parseProviderPreferences: SettingParser<ProviderPreferences> = (text, setting) => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw invalidSetting(setting, text, 'JSON such as {"sort":"price","allowFallbacks":false}');
  }
  try {
    return readProviderPreferences(value);
  } catch (error) {
    if (error instanceof TypeError) throw invalidSetting(setting, text, `valid: it ${error.message}`);
    throw error;
  }
};
