import type { ModelSettingChain } from "../routing/model-choice.js";

/**
 * Which settings name the model of each kind of text call; the first that is set wins. Types that the oldest
 * supported core does not know are harmless there.
 */
export const textModelSettings = {
  TEXT_SMALL: ["smallModel"],
  TEXT_LARGE: ["largeModel"],
  TEXT_NANO: ["nanoModel", "smallModel"],
  TEXT_MEDIUM: ["mediumModel", "smallModel"],
  TEXT_MEGA: ["megaModel", "largeModel"],
  RESPONSE_HANDLER: ["responseHandlerModel", "nanoModel", "smallModel"],
  ACTION_PLANNER: ["actionPlannerModel", "mediumModel", "smallModel"],
  REASONING_SMALL: ["smallModel"],
  REASONING_LARGE: ["largeModel"],
  TEXT_COMPLETION: ["largeModel"],
} as const satisfies Record<string, ModelSettingChain>;

export type TextModelType = keyof typeof textModelSettings;
