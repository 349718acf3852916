import { OpenRouterSettingError } from "../errors/setting-error.js";
import type { SettingParser } from "./parse.js";

/** One model of an experiment and its share of the traffic, in any unit. */
export interface ModelArm {
  readonly model: string;
  readonly weight: number;
}

/**
 * Reads a model setting: one model id, or a weighted list such as `model-a=70,model-b=30`.
 *
 * @throws OpenRouterSettingError for an id with spaces, a weight that is no positive number, or a list in which
 * only some models have a weight.
 */
export function parseModelArms(text: string, setting: string): readonly [ModelArm, ...ModelArm[]] {
  const parts = text.split(",").map((part) => part.trim());
  const arms = parts.map((part) => {
    const [model = "", weight, ...rest] = part.split("=").map((piece) => piece.trim());
    const isWeighted = weight !== undefined;
    const isValid =
      /^[^\s,=]+$/.test(model) &&
      rest.length === 0 &&
      (isWeighted || parts.length === 1) &&
      (!isWeighted || (Number.isFinite(Number(weight)) && Number(weight) > 0));
    if (!isValid) {
      throw new OpenRouterSettingError(
        setting,
        `${setting} is ${JSON.stringify(text)}, but must be one model such as google/gemini-2.5-flash, ` +
          "or a list of models with weights such as model-a=70,model-b=30.",
      );
    }
    return { model, weight: isWeighted ? Number(weight) : 1 };
  });
  const [first, ...others] = arms;
  if (first === undefined) throw new TypeError("Splitting a text always gives a part.");
  return [first, ...others];
}

/** Checks a model setting; its text is kept, because which model it means depends on the room. */
export const parseModel: SettingParser<string> = (text, setting) => {
  parseModelArms(text, setting);
  return text;
};
