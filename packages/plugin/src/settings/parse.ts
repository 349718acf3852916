import { redactText } from "../errors/redact.js";
import { OpenRouterSettingError } from "../errors/setting-error.js";

/** Turns the text of a setting into its value, or throws an {@link OpenRouterSettingError}. */
export type SettingParser<Value> = (text: string, setting: string) => Value;

const shownLength = 80;

/** The error for a value that is not allowed: it names the setting, the value, and what is. */
export function invalidSetting(setting: string, text: string, expected: string): OpenRouterSettingError {
  const safe = withoutSecrets(text);
  const shown = safe.length > shownLength ? `${safe.slice(0, shownLength)}…` : safe;
  return new OpenRouterSettingError(
    setting,
    // What is expected may quote a part of the value.
    `${setting} is ${JSON.stringify(shown)}, but must be ${withoutSecrets(expected)}.`,
  );
}

/** A key that was put into the wrong setting is still a key, and so is a password in a URL, however broken. */
function withoutSecrets(text: string): string {
  return redactText(text, []).replace(/\/\/[^/?#\s]*@/g, "//[redacted]@");
}

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
      throw invalidSetting(setting, text, "true or false");
  }
};

/** A whole number within the given bounds, both included. */
export function parseInteger(minimum: number, maximum: number, unit: string): SettingParser<number> {
  return (text, setting) => {
    const value = Number(text);
    if (!Number.isInteger(value) || value < minimum || value > maximum) {
      throw invalidSetting(setting, text, `a whole number of ${unit} from ${minimum} to ${maximum}`);
    }
    return value;
  };
}

/** One of a few words, in any case. */
export function parseChoice<Choice extends string>(...choices: readonly Choice[]): SettingParser<Choice> {
  return (text, setting) => {
    const choice = choices.find((candidate) => candidate === text.toLowerCase());
    if (choice === undefined) throw invalidSetting(setting, text, `one of ${choices.join(", ")}`);
    return choice;
  };
}

/** An absolute http(s) address, without the slash at its end that would double up with a path. */
export const parseUrl: SettingParser<string> = (text, setting) => {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw invalidSetting(setting, text, "an absolute URL such as https://openrouter.ai/api/v1");
  }
  if (url.protocol !== "https:" && url.protocol !== "http:") {
    throw invalidSetting(setting, text, "an http or https URL");
  }
  if (url.username !== "" || url.password !== "") {
    // The value itself must not appear in the error.
    throw new OpenRouterSettingError(
      setting,
      `${setting} holds a user name or password, which no request can carry in its URL.`,
    );
  }
  if (text.includes("#")) throw invalidSetting(setting, text, "a URL without a fragment (#…)");
  return text.replace(/\/+$/, "");
};

/** The same, or a path on the server that the page came from. */
export const parsePageUrl: SettingParser<string> = (text, setting) => {
  const page: unknown = Reflect.get(globalThis, "location")?.href;
  const isPath = text.startsWith("/") && typeof page === "string";
  return parseUrl(isPath && URL.canParse(text, page) ? new URL(text, page).href : text, setting);
};

/** Header values cannot hold line breaks or other control characters. */
export const parseHeaderValue: SettingParser<string> = (text, setting) => {
  if (!/^[\u0020-\u007e\u00a0-\u00ff]*$/.test(text)) {
    throw invalidSetting(setting, text, "text that fits into an HTTP header: Latin-1, on one line");
  }
  return text;
};

/** The key goes into a header too, but its value must not appear in the error. */
export const parseKey: SettingParser<string> = (text, setting) => {
  if (!/^[\u0021-\u007e]+$/.test(text)) {
    throw new OpenRouterSettingError(
      setting,
      `${setting} holds characters that no key has, such as spaces or line breaks.`,
    );
  }
  return text;
};
