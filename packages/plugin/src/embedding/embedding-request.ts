import type { Recovery } from "../call/recoveries.js";
import type { AnyAnswer } from "../client/send.js";
import { recordsOf, textOf } from "../client/wire-values.js";
import { answerError } from "../errors/answer-error.js";
import type { FailureContext } from "../errors/from-wire.js";
import { base64ToBytes } from "../media/base64.js";

/** Body of `POST /embeddings`. */
export interface EmbeddingRequest {
  readonly model: string;
  readonly input: readonly string[];
  readonly dimensions?: number | undefined;
  readonly encoding_format: "base64" | "float";
}

/** Its answer; a vector is base64 or a list, whichever the provider can. */
export interface EmbeddingResponse extends AnyAnswer {
  readonly data?: readonly { readonly embedding?: unknown; readonly index?: number | null }[] | null;
}

/** Vectors travel at a quarter of the size in base64; a proxy that refuses it gets asked for plain numbers. */
export const plainNumbers: Recovery<EmbeddingRequest> = (error, body) =>
  error.status === 400 && /encoding_format|base64/i.test(error.message)
    ? { ...body, encoding_format: "float" }
    : undefined;

/** A model with only one width refuses to be asked for any; whether it is the right one shows afterwards. */
export const onlyOneWidth: Recovery<EmbeddingRequest> = (error, body) =>
  (error.status === 400 || error.status === 422) && /dimension/i.test(error.message)
    ? { ...body, dimensions: undefined }
    : undefined;

/**
 * The vectors of an answer in the order of the texts.
 *
 * @throws OpenRouterError when one is missing, malformed, or not of the width that elizaOS stores.
 */
export function readVectors(
  response: EmbeddingResponse,
  count: number,
  width: number,
  context: FailureContext,
): number[][] {
  const fail = (problem: string, code: string) =>
    answerError(
      `The embeddings of ${context.model} are not usable: ${problem}.`,
      { kind: "response", code, retryable: false, generationId: textOf(response.id) },
      context,
    );
  const vectors: (number[] | undefined)[] = Array.from({ length: count });
  const items = recordsOf(response.data) ?? [];
  for (const [position, item] of items.entries()) {
    const index = item.index ?? position;
    if (!Number.isInteger(index) || index < 0 || index >= count || vectors[index] !== undefined) {
      throw fail(`one has the index ${index}, twice or out of ${count} texts`, "misplaced_embedding");
    }
    const vector = decodeVector(item.embedding);
    if (vector === undefined) throw fail("a vector is malformed", "malformed_embedding");
    if (vector.length !== width) {
      throw fail(
        `they have ${vector.length} dimensions, and OPENROUTER_EMBEDDING_DIMENSIONS is ${width}; ` +
          "set it to what the model gives, or choose another model",
        "embedding_width",
      );
    }
    vectors[index] = vector;
  }
  return vectors.map((vector) => {
    if (vector === undefined) throw fail(`${count} were asked for and some are missing`, "missing_embedding");
    return vector;
  });
}

function decodeVector(embedding: unknown): number[] | undefined {
  const numbers = typeof embedding === "string" ? decodeBase64(embedding) : embedding;
  if (!Array.isArray(numbers) || numbers.length === 0) return undefined;
  return numbers.every((value) => typeof value === "number" && Number.isFinite(value)) ? numbers : undefined;
}

/** Little-endian 32-bit floats. */
function decodeBase64(text: string): number[] | undefined {
  const bytesPerNumber = 4;
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    bytes = base64ToBytes(text);
  } catch {
    return undefined;
  }
  if (bytes.length % bytesPerNumber !== 0) return undefined;
  const view = new DataView(bytes.buffer);
  return Array.from({ length: bytes.length / bytesPerNumber }, (_, index) =>
    view.getFloat32(index * bytesPerNumber, true),
  );
}
