import { parameterError } from "../errors/parameter-error.js";
import { isRecord, type JsonObject, type JsonValue } from "../routing/wire-case.js";

/** What an object call asks for, in the form providers take: their schemas must be of an object. */
export interface ObjectSchema {
  /** `undefined` when any JSON will do. */
  readonly schema: JsonObject | undefined;
  /** True when the wanted value sits in the member `value` of the object on the wire. */
  readonly isWrapped: boolean;
  /** True when the caller wants a list although it gave no schema. */
  readonly isList: boolean;
}

/** How elizaOS describes the object it wants. */
export interface ObjectWish {
  readonly schema?: unknown;
  readonly output?: unknown;
  readonly enumValues?: unknown;
}

/** @throws OpenRouterError of kind `parameter` when the schema is no JSON Schema. */
export function objectSchemaOf(wish: ObjectWish): ObjectSchema {
  const isList = wish.output === "array";
  const wanted = wantedSchema(wish, isList);
  if (wanted === undefined) return { schema: undefined, isWrapped: false, isList };
  if (isObjectSchema(wanted)) return { schema: wanted, isWrapped: false, isList };
  return { schema: wrap(wanted), isWrapped: true, isList };
}

function wantedSchema(wish: ObjectWish, isList: boolean): JsonObject | undefined {
  if (Array.isArray(wish.enumValues) && wish.enumValues.length > 0) {
    return { type: "string", enum: wish.enumValues.map(String) };
  }
  if (wish.schema === undefined || wish.schema === null) return undefined;
  if (!isRecord(wish.schema)) throw parameterError("schema", "it is no JSON Schema object");
  const schema: JsonObject = JSON.parse(JSON.stringify(wish.schema));
  // With `output: "array"` some callers give the schema of the list, others that of one item.
  return isList && schema.type !== "array" ? { type: "array", items: schema } : schema;
}

function isObjectSchema(schema: JsonObject): boolean {
  return (
    schema.type === "object" ||
    (schema.type === undefined && (schema.properties !== undefined || schema.$ref !== undefined))
  );
}

function wrap(schema: JsonObject): JsonObject {
  const { $schema, $defs, definitions, ...inner } = schema;
  return {
    ...($schema === undefined ? {} : { $schema }),
    ...($defs === undefined ? {} : { $defs }),
    ...(definitions === undefined ? {} : { definitions }),
    type: "object",
    properties: { value: inner },
    required: ["value"],
    additionalProperties: false,
  };
}

/** The value as providers were asked for it: some answer with the bare list although it was to be wrapped. */
export function wrapped(value: JsonValue, { isWrapped }: ObjectSchema): JsonValue {
  const hasWrapper = isRecord(value) && "value" in value;
  return isWrapped && !hasWrapper ? { value } : value;
}

/** The value as the caller wants it. */
export function unwrapped(value: JsonValue, { isWrapped, isList }: ObjectSchema): JsonValue {
  if (isWrapped && isRecord(value)) return value.value ?? null;
  if (isList && isRecord(value)) {
    // JSON mode allows objects only, so a list asked for in words comes as the one member of an object.
    const [only, ...others] = Object.values(value);
    if (others.length === 0 && Array.isArray(only)) return only;
  }
  return value;
}
