import { OpenRouterSettingError } from "../errors/setting-error.js";

/** Turns the text of a setting into its value, or throws an {@link OpenRouterSettingError}. */
export type SettingParser<Value> = (text: string, setting: string) => Value;

const shownLength = 80;

function invalid(setting: string, text: string, expected: string): OpenRouterSettingError {
  const shown = text.length > shownLength ? `${text.slice(0, shownLength)}…` : text;
  return new OpenRouterSettingError(
    setting,
    `${setting} is ${JSON.stringify(shown)}, but must be ${expected}.`,
  );
}

export const parseText: SettingParser<string> = (text) => text;

/** `true`/`false`, and the spellings people use for them in environment files. */
export const parseBoolean: SettingParser<boolean> = (text, setting) => {
  switch (text.toLowerCase()) {
    case "true":
    case "1":
    case "yes":
    case "on":
      return true;
    case "false":
    case "0":
    case "no":
    case "off":
      return false;
    default:
      throw invalid(setting, text, "true or false");
  }
};

/** A whole number within the given bounds, both included. */
export function parseInteger(minimum: number, maximum: number, unit: string): SettingParser<number> {
  return (text, setting) => {
    const value = Number(text);
    if (!Number.isInteger(value) || value < minimum || value > maximum) {
      throw invalid(setting, text, `a whole number of ${unit} from ${minimum} to ${maximum}`);
    }
    return value;
  };
}

/** An absolute http(s) address, without the slash at its end that would double up with a path. */
export const parseUrl: SettingParser<string> = (text, setting) => {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw invalid(setting, text, "an absolute URL such as https://openrouter.ai/api/v1");
  }
  if (url.protocol !== "https:" && url.protocol !== "http:") {
    throw invalid(setting, text, "an http or https URL");
  }
  return text.replace(/\/+$/, "");
};

/** Header values cannot hold line breaks or other control characters. */
export const parseHeaderValue: SettingParser<string> = (text, setting) => {
  if (!/^[\u0020-\u00ff]*$/.test(text)) {
    throw invalid(setting, text, "text that fits into an HTTP header: Latin-1, on one line");
  }
  return text;
};
