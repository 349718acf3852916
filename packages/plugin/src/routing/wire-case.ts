/** Data of the wire, or of a caller on its way there. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | JsonValue[]
  | { [name: string]: JsonValue | undefined };
export type JsonObject = { [name: string]: JsonValue | undefined };

/** Tells objects from lists and from everything else; what is known of the members stays known. */
export function isRecord(value: JsonValue | undefined): value is JsonObject;
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>>;
export function isRecord(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Members whose own members are somebody else's words: JSON Schemas, records by free names. */
const opaqueMembers = new Set(["schema", "metadata", "logit_bias", "options", "arguments"]);

/** Callers may write OpenRouter's options in camelCase or as on the wire; the wire knows snake_case only. */
export function toWireCase(value: unknown): JsonValue | undefined {
  if (value === null) return null;
  switch (typeof value) {
    case "string":
    case "number":
    case "boolean":
      return value;
    case "object":
      return Array.isArray(value) ? value.map((item) => toWireCase(item) ?? null) : objectToWireCase(value);
    default:
      return undefined;
  }
}

/** The same for an object, whose members that are no data (functions, `undefined`) are left out. */
export function objectToWireCase(object: object): JsonObject {
  const converted: JsonObject = {};
  for (const [name, member] of Object.entries(object)) {
    const wireName = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    const data = isOpaque(wireName, object) ? copyData(member) : toWireCase(member);
    if (data !== undefined) converted[wireName] = data;
  }
  return converted;
}

/** The parameters of a named function are a JSON Schema; those of OpenRouter's own tools are options. */
function isOpaque(wireName: string, owner: object): boolean {
  return opaqueMembers.has(wireName) || (wireName === "parameters" && "name" in owner);
}

function copyData(value: unknown): JsonValue | undefined {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}
