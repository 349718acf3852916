import { ChatRequest$outboundSchema } from "@openrouter/sdk/models/chatrequest.js";
import { ImageGenerationRequest$outboundSchema } from "@openrouter/sdk/models/imagegenerationrequest.js";
import { CreateEmbeddingsRequestBody$outboundSchema } from "@openrouter/sdk/models/operations/createembeddings.js";
import { SpeechRequest$outboundSchema } from "@openrouter/sdk/models/speechrequest.js";
import { STTRequest$outboundSchema } from "@openrouter/sdk/models/sttrequest.js";
import type { JsonObject, JsonValue } from "../recorded-request.js";
import { toCamelCase } from "./camel-case.js";
import { missingFrom } from "./difference.js";
import type { Schema } from "./schema.js";
import { wireNames } from "./wire-names.js";

/** What the official SDK would send to each endpoint. */
const schemas: Readonly<Record<string, Schema>> = {
  "/chat/completions": ChatRequest$outboundSchema,
  "/embeddings": CreateEmbeddingsRequestBody$outboundSchema,
  "/images": ImageGenerationRequest$outboundSchema,
  "/audio/transcriptions": STTRequest$outboundSchema,
  "/audio/speech": SpeechRequest$outboundSchema,
};

/** Live on the wire but absent from the official SDK's request schema; checked by name only. */
const unknownToSdk = new Set(["verbosity", "web_search_options"]);
const reasoningUnknownToSdk = new Set(["max_tokens", "exclude", "enabled"]);

/**
 * Checks a body by sending it through the official SDK's own serialiser: what does not come out again as it went
 * in is unknown, misspelled, or of the wrong type.
 *
 * @returns one sentence per problem.
 */
export function problemsOfRequest(path: string, body: JsonObject | undefined): string[] {
  const names = wireNames[path];
  const schema = schemas[path];
  if (names === undefined || schema === undefined) return [];
  if (body === undefined) return ["The body is missing."];
  const unknown = Object.keys(body).filter((name) => !names.includes(name));
  if (unknown.length > 0) return unknown.map((name) => `Unknown field ${name}.`);
  const known = without(body, unknownToSdk);
  if (isObject(known.reasoning)) {
    if ("effort" in known.reasoning && "max_tokens" in known.reasoning) {
      return ["Only one of reasoning.effort and reasoning.max_tokens can be set."];
    }
    known.reasoning = without(known.reasoning, reasoningUnknownToSdk);
  }
  const parsed = schema.safeParse(toCamelCase(known));
  if (!parsed.success) {
    return parsed.error.issues.map((issue) => `Field ${issue.path.join(".")}: ${issue.message}`);
  }
  return missingFrom(parsed.data, known).map(
    (place) => `Field ${place} is unknown, or not as the API has it.`,
  );
}

function without(object: JsonObject, names: ReadonlySet<string>): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.has(name)));
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
