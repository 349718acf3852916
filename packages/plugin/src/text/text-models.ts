import type { SettingId } from "../settings/definitions.js";

/** Which setting names the model of each kind of text call. */
export const textModelSettings = {
  TEXT_SMALL: "smallModel",
  TEXT_LARGE: "largeModel",
} as const satisfies Record<string, SettingId>;

export type TextModelType = keyof typeof textModelSettings;
