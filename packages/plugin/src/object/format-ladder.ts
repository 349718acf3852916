import type { OpenAI } from "openai";
import type { Recovery } from "../call/recoveries.js";
import type { ChatRequest, ResponseFormat } from "../client/wire.js";
import type { OpenRouterError } from "../errors/openrouter-error.js";
import type { JsonObject } from "../routing/wire-case.js";

/** From what binds a model most to what every model takes. */
type Rung = "strict" | "schema" | "json" | "words";

/** Which rung a model stands on, once a higher one was refused: asking again each time would double every call. */
const refusals = new WeakMap<OpenAI, Map<string, Rung>>();

const schemaName = "answer";

/** The request with the format that the model is known to accept, or the strictest. */
export function withFormat(
  client: OpenAI,
  request: ChatRequest,
  schema: JsonObject | undefined,
): ChatRequest {
  const known = refusals.get(client)?.get(request.model);
  if (schema === undefined) {
    return known === "words"
      ? inWords(request, undefined)
      : { ...inWords(request, undefined), response_format: { type: "json_object" } };
  }
  switch (known ?? "strict") {
    case "strict":
      return { ...request, response_format: schemaFormat(schema, true) };
    case "schema":
      return { ...request, response_format: schemaFormat(schema, false) };
    case "json":
      return { ...inWords(request, schema), response_format: { type: "json_object" } };
    default:
      return inWords(request, schema);
  }
}

/** Keeps in mind what a model accepted after it had refused more, for its next call. */
export function rememberFormat(client: OpenAI, asked: ChatRequest, body: ChatRequest): void {
  if (rungOf(asked.response_format) === rungOf(body.response_format)) return;
  const ofClient = refusals.get(client) ?? new Map<string, Rung>();
  ofClient.set(body.model, rungOf(body.response_format));
  refusals.set(client, ofClient);
}

/** The ways down, for a request whose format was refused. */
export function formatRecoveries(schema: JsonObject | undefined): readonly Recovery<ChatRequest>[] {
  return [
    (error, body) =>
      rungOf(body.response_format) === "strict" && schema !== undefined && isFormatRefusal(error)
        ? { ...body, response_format: schemaFormat(schema, false) }
        : undefined,
    (error, body) =>
      rungOf(body.response_format) === "schema" && isFormatRefusal(error)
        ? { ...inWords(body, schema), response_format: { type: "json_object" } }
        : undefined,
    (error, body) => {
      if (rungOf(body.response_format) !== "json" || !isFormatRefusal(error)) return undefined;
      const { response_format: _, ...rest } = body;
      return rest;
    },
  ];
}

/** Then no looser format helps either. */
const goneCodes = new Set<unknown>([
  "model_not_found",
  "model_deprecated",
  "free_variant_ended",
  "wrong_endpoint",
]);

/** A provider that does not know a format says so with 400 or 422; OpenRouter, when none does, with 404. */
function isFormatRefusal(error: OpenRouterError): boolean {
  if (goneCodes.has(error.code)) return false;
  if (error.status === 404) return true;
  if (error.status !== 400 && error.status !== 422) return false;
  return /response.?format|json|schema|structured|strict|additionalProperties/i.test(error.message);
}

function rungOf(format: ResponseFormat | undefined): Rung {
  if (format?.type === "json_schema") return format.json_schema.strict === true ? "strict" : "schema";
  return format?.type === "json_object" ? "json" : "words";
}

function schemaFormat(schema: JsonObject, strict: boolean): ResponseFormat {
  return { type: "json_schema", json_schema: { name: schemaName, strict, schema } };
}

const instruction = "Answer with JSON and nothing else.";

/** Says in words what the format can no longer say. JSON mode itself demands that the word JSON occurs. */
function inWords(request: ChatRequest, schema: JsonObject | undefined): ChatRequest {
  const mentionsJson = /json/i.test(JSON.stringify(request.messages));
  if (schema === undefined && mentionsJson) return request;
  const content =
    schema === undefined
      ? instruction
      : `${instruction} It must match this JSON Schema: ${JSON.stringify(schema)}`;
  return { ...request, messages: [{ role: "system", content }, ...request.messages] };
}
