import type { JsonObject, JsonValue } from "../recorded-request.js";

/**
 * Members whose own members are the caller's words and not OpenRouter's: JSON Schemas, header-like records,
 * settings of one provider.
 */
const opaque = new Set(["schema", "metadata", "logit_bias", "image_config", "options", "arguments"]);

/** Wire names as the official SDK spells them in code. */
export function toCamelCase(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(toCamelCase);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) =>
      member === undefined ? [] : [[camelName(name), isOpaque(name, value) ? member : toCamelCase(member)]],
    ),
  );
}

/** The parameters of a named function are a JSON Schema; those of OpenRouter's own tools are options. */
function isOpaque(name: string, owner: JsonObject): boolean {
  return opaque.has(name) || (name === "parameters" && "name" in owner);
}

function camelName(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
