import type { SettingId } from "../settings/definitions.js";
import { settingDefinitions } from "../settings/definitions.js";
import { parseModelArms } from "../settings/parse-model.js";
import type { Settings } from "../settings/settings.js";
import { successorOf } from "./successors.js";

/** The model of one call and where it comes from. */
export interface ModelChoice {
  readonly model: string;
  /** The setting that names it; `undefined` when the call itself did. */
  readonly setting: string | undefined;
  /** What stands in for it while nobody has chosen a model and the default is gone. */
  readonly successor: string | undefined;
  /** Set when the model was drawn from a weighted list: the experiment's setting and the model drawn. */
  readonly experiment: { readonly setting: string; readonly arm: string } | undefined;
}

/** Settings that can name a model; the first that is set wins, and the last has a default. */
export type ModelSettingChain = readonly [...SettingId[], DefaultedModelSetting];

type DefaultedModelSetting =
  | "smallModel"
  | "largeModel"
  | "imageModel"
  | "imageGenerationModel"
  | "embeddingModel"
  | "transcriptionModel"
  | "speechModel";

/**
 * The model for a call.
 *
 * @param perCall the model the call itself asks for, which goes before every setting.
 * @param stickyKey what an experiment's draw sticks to: all calls with one key get one model.
 */
export function chooseModel(
  settings: Settings,
  chain: ModelSettingChain,
  perCall: string | undefined,
  stickyKey: string,
): ModelChoice {
  if (perCall !== undefined && perCall !== "") {
    return { model: perCall, setting: undefined, successor: undefined, experiment: undefined };
  }
  for (const id of chain) {
    const found = settings.find(id);
    if (found === undefined) continue;
    const arms = parseModelArms(found.text, found.name);
    const [first] = arms;
    if (arms.length === 1) {
      return { model: first.model, setting: found.name, successor: undefined, experiment: undefined };
    }
    const { model } = draw(arms, `${found.name}\n${found.text}\n${stickyKey}`);
    const experiment = { setting: found.name, arm: model };
    return { model, setting: found.name, successor: undefined, experiment };
  }
  const last = chain[chain.length - 1] ?? "smallModel";
  const definition = settingDefinitions[last];
  const model = String(definition.defaultValue);
  return { model, setting: definition.names[0], successor: successorOf(model), experiment: undefined };
}

/** The same key always draws the same arm, and the arms come up as often as their weights say. */
function draw<Arm extends { readonly weight: number }>(arms: readonly [Arm, ...Arm[]], key: string): Arm {
  const total = arms.reduce((sum, arm) => sum + arm.weight, 0);
  let position = hashToUnit(key) * total;
  for (const arm of arms) {
    position -= arm.weight;
    if (position < 0) return arm;
  }
  return arms[0];
}

/** FNV-1a with a final mix, as a number from 0 to below 1. */
function hashToUnit(text: string): number {
  let hash = 2_166_136_261;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 16_777_619);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 2_246_822_507);
  hash = Math.imul(hash ^ (hash >>> 13), 3_266_489_909);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
