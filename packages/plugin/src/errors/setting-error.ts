import { OpenRouterError } from "./openrouter-error.js";

/** A setting is missing or has a value that is not allowed. */
export class OpenRouterSettingError extends OpenRouterError {
  /** The name under which the value was found, or the first name that could have been set. */
  readonly setting: string;

  constructor(setting: string, message: string) {
    super(message, { kind: "setting", retryable: false, code: "invalid_setting" });
    this.name = "OpenRouterSettingError";
    this.setting = setting;
  }
}
