import { ChatResult$inboundSchema } from "@openrouter/sdk/models/chatresult.js";
import { ChatStreamChunk$inboundSchema } from "@openrouter/sdk/models/chatstreamchunk.js";
import { ImageGenerationResponse$inboundSchema } from "@openrouter/sdk/models/imagegenerationresponse.js";
import { ModelsListResponse$inboundSchema } from "@openrouter/sdk/models/modelslistresponse.js";
import { CreateEmbeddingsResponseBody$inboundSchema } from "@openrouter/sdk/models/operations/createembeddings.js";
import { GetCurrentKeyResponse$inboundSchema } from "@openrouter/sdk/models/operations/getcurrentkey.js";
import { STTResponse$inboundSchema } from "@openrouter/sdk/models/sttresponse.js";
import type { JsonObject } from "../recorded-request.js";
import type { Schema } from "./schema.js";

export type ResponseKind =
  | "chat"
  | "chat-chunk"
  | "embeddings"
  | "images"
  | "models"
  | "key"
  | "transcription";

/** The official SDK's idea of each answer. */
const schemas: Readonly<Record<ResponseKind, Schema>> = {
  chat: ChatResult$inboundSchema,
  "chat-chunk": ChatStreamChunk$inboundSchema,
  embeddings: CreateEmbeddingsResponseBody$inboundSchema,
  images: ImageGenerationResponse$inboundSchema,
  models: ModelsListResponse$inboundSchema,
  key: GetCurrentKeyResponse$inboundSchema,
  transcription: STTResponse$inboundSchema,
};

/**
 * Passes an answer of this server through, after the official SDK's schema has accepted it.
 *
 * @throws Error when a real OpenRouter would never answer so: then the test that scripted it proves nothing.
 */
export function checkedResponse(kind: ResponseKind, body: JsonObject): JsonObject {
  const parsed = schemas[kind].safeParse(body);
  if (parsed.success) return body;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  throw new Error(`The embedded OpenRouter made an impossible ${kind} answer. ${problems.join("; ")}`);
}
