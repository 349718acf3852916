import { isRecord } from "./wire-case.js";

/** elizaOS's model types whose requests OpenRouter routes by preferences. */
export const routedTypes: readonly string[] = [
  "TEXT_SMALL",
  "TEXT_LARGE",
  "TEXT_NANO",
  "TEXT_MEDIUM",
  "TEXT_MEGA",
  "RESPONSE_HANDLER",
  "ACTION_PLANNER",
  "REASONING_SMALL",
  "REASONING_LARGE",
  "TEXT_COMPLETION",
  "OBJECT_SMALL",
  "OBJECT_LARGE",
  "IMAGE",
  "IMAGE_DESCRIPTION",
  "TEXT_EMBEDDING",
];

/** The member that holds what is meant for every type without one of its own. */
const defaultName = "default";

/** Something that may differ from one model type to the next. */
export interface ByModelType<Value> {
  readonly common: Value | undefined;
  readonly byType: ReadonlyMap<string, Value>;
}

/** What holds for one type: its own value, else the common one. */
export function ofType<Value>(values: ByModelType<Value> | undefined, type: string): Value | undefined {
  return values?.byType.get(type) ?? values?.common;
}

/**
 * Reads one value for all types, or an object of values by model type, such as
 * `{"TEXT_LARGE": …, "default": …}`.
 *
 * @throws TypeError that names a type OpenRouter does not route, and whatever `read` throws.
 */
export function readByModelType<Value>(given: unknown, read: (value: unknown) => Value): ByModelType<Value> {
  if (!isRecord(given)) return { common: read(given), byType: new Map() };
  const byType = new Map<string, Value>();
  let common: Value | undefined;
  for (const [name, value] of Object.entries(given)) {
    if (name === defaultName) common = read(value);
    else if (routedTypes.includes(name)) byType.set(name, read(value));
    else throw new TypeError(`has ${name}, which is none of ${defaultName}, ${routedTypes.join(", ")}`);
  }
  return { common, byType };
}
