import { invalidSetting, type SettingParser } from "./parse.js";

/** One model of an experiment and its share of the traffic, in any unit. */
export interface ModelArm {
  readonly model: string;
  readonly weight: number;
}

/**
 * Reads a model setting: one model id, or a weighted list such as `model-a=70,model-b=30`.
 *
 * @throws OpenRouterSettingError for an id with spaces, a weight that is no number from 0 up, or a list in which
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
      (!isWeighted || isWeight(weight));
    if (!isValid) {
      throw invalidSetting(
        setting,
        text,
        "one model such as google/gemini-2.5-flash, or a list of models with weights such as model-a=70,model-b=30",
      );
    }
    return { model, weight: isWeighted ? Number(weight) : 1 };
  });
  const [first, ...others] = arms.filter((arm) => arm.weight > 0);
  if (first === undefined) {
    throw invalidSetting(setting, text, "a list in which at least one model has a weight above 0");
  }
  return [first, ...others];
}

/** Zero switches a model off without striking it from the list. */
function isWeight(text: string): boolean {
  return text !== "" && Number.isFinite(Number(text)) && Number(text) >= 0;
}

/** Checks a model setting; its text is kept, because which model it means depends on the room. */
export const parseModel: SettingParser<string> = (text, setting) => {
  parseModelArms(text, setting);
  return text;
};
