import { matchProvider } from "./provider-names.js";
import { isRecord, type JsonObject, type JsonValue, objectToWireCase } from "./wire-case.js";

/** Provider preferences ready for the wire, and what their author should know. */
export interface ProviderPreferences {
  readonly preferences: JsonObject;
  readonly warnings: readonly string[];
}

const listsOfProviders = ["order", "only", "ignore"] as const;

/** What image requests may hold of the preferences; OpenRouter refuses the rest there. */
const imagePreferences = new Set(["only", "order", "ignore", "sort", "allow_fallbacks", "options"]);

type Check = (value: JsonValue) => boolean;

const isText: Check = (value) => typeof value === "string";
const isFlag: Check = (value) => typeof value === "boolean";
const isTextList: Check = (value) => Array.isArray(value) && value.every(isText);
const isOneOf =
  (...allowed: string[]): Check =>
  (value) =>
    typeof value === "string" && allowed.includes(value);
const isNumberOrRecord: Check = (value) => typeof value === "number" || isRecord(value);

/** Every preference OpenRouter knows, what it may be, and how to say so. */
const rules: Readonly<Record<string, { readonly check: Check; readonly expected: string }>> = {
  order: { check: isTextList, expected: "a list of provider names" },
  only: { check: isTextList, expected: "a list of provider names" },
  ignore: { check: isTextList, expected: "a list of provider names" },
  allow_fallbacks: { check: isFlag, expected: "true or false" },
  require_parameters: { check: isFlag, expected: "true or false" },
  data_collection: { check: isOneOf("allow", "deny"), expected: "allow or deny" },
  zdr: { check: isFlag, expected: "true or false" },
  enforce_distillable_text: { check: isFlag, expected: "true or false" },
  quantizations: { check: isTextList, expected: "a list such as fp8, bf16" },
  sort: {
    check: (value) => isOneOf("price", "throughput", "latency", "exacto")(value) || isRecord(value),
    expected: "price, throughput, latency, exacto, or an object with by",
  },
  max_price: { check: isRecord, expected: "an object of prices in USD per million tokens" },
  preferred_max_latency: { check: isNumberOrRecord, expected: "seconds, or an object of percentiles" },
  preferred_min_throughput: {
    check: isNumberOrRecord,
    expected: "tokens per second, or an object of percentiles",
  },
  options: { check: isRecord, expected: "an object by provider" },
};

/** A map, because an object has members that nobody put there, such as `constructor`. */
const known = new Map(Object.entries(rules));

/**
 * Reads provider preferences in camelCase or as on the wire.
 *
 * @throws TypeError that names the member, its value and what it may be.
 */
export function readProviderPreferences(value: unknown): ProviderPreferences {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new TypeError("must be an object of provider preferences");
  }
  const preferences = objectToWireCase(value);
  const warnings: string[] = [];
  for (const [name, member] of Object.entries(preferences)) {
    const rule = known.get(name);
    if (rule === undefined) {
      throw new TypeError(`has an unknown preference ${name}; known are ${[...known.keys()].join(", ")}`);
    }
    if (member === null || member === undefined) delete preferences[name];
    else if (!rule.check(member)) {
      throw new TypeError(`has ${name} ${JSON.stringify(member)}, but it must be ${rule.expected}`);
    }
  }
  if (isRecord(preferences.max_price)) {
    // OpenRouter takes prices as text; people write numbers.
    preferences.max_price = Object.fromEntries(
      Object.entries(preferences.max_price).map(([name, price]) => [name, String(price)]),
    );
  }
  for (const list of listsOfProviders) {
    const given = preferences[list];
    if (Array.isArray(given)) preferences[list] = given.map((name) => nameOf(String(name), warnings));
  }
  return { preferences, warnings };
}

/** The part of the preferences that the image endpoint accepts. */
export function forImages(preferences: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(preferences).filter(([name]) => imagePreferences.has(name)));
}

function nameOf(given: string, warnings: string[]): string {
  const match = matchProvider(given);
  if (match.nearest !== undefined) {
    warnings.push(`OpenRouter knows no provider ${JSON.stringify(given)}; did you mean ${match.nearest}?`);
  }
  return match.name;
}
