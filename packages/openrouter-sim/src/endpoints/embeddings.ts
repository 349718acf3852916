import type { JsonObject, JsonValue } from "../recorded-request.js";
import { checkedResponse } from "../validation/responses.js";
import type { Endpoint } from "./endpoint.js";

const defaultWidth = 1536;
const usdPerToken = 0.000_000_02;

/** `POST /embeddings`. Each text has a vector of its own, the same every time. */
export const embeddings: Endpoint = {
  method: "POST",
  path: "/embeddings",
  async answer(exchange, reply) {
    const body = exchange.request.body ?? {};
    await exchange.pause(reply?.delayMs ?? 0);
    const inputs = Array.isArray(body.input) ? body.input : [body.input ?? ""];
    const width = typeof body.dimensions === "number" ? body.dimensions : defaultWidth;
    const isBase64 = body.encoding_format === "base64";
    const promptTokens = inputs.reduce<number>((sum, input) => sum + JSON.stringify(input).length, 0);
    const answer: JsonObject = {
      id: exchange.generationId,
      object: "list",
      model: typeof body.model === "string" ? body.model : "",
      data: inputs.map((input, index) => {
        const vector = vectorOf(input, width);
        return { object: "embedding", index, embedding: isBase64 ? toBase64(vector) : vector };
      }),
      usage: {
        prompt_tokens: promptTokens,
        total_tokens: promptTokens,
        cost: promptTokens * usdPerToken,
      },
      ...reply?.body,
    };
    exchange.sendJson(200, checkedResponse("embeddings", answer), reply?.headers);
  },
};

/** A unit vector that depends on the text alone. */
export function vectorOf(input: JsonValue, width: number): number[] {
  let state = 2_166_136_261;
  for (const character of JSON.stringify(input)) {
    state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 16_777_619) >>> 0;
  }
  const numbers = Array.from({ length: width }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32 - 0.5;
  });
  const length = Math.hypot(...numbers);
  return numbers.map((value) => Math.fround(value / length));
}

/** Little-endian 32-bit floats, as OpenAI encodes vectors. */
export function toBase64(vector: readonly number[]): string {
  const bytes = Buffer.alloc(vector.length * 4);
  for (const [index, value] of vector.entries()) bytes.writeFloatLE(value, index * 4);
  return bytes.toString("base64");
}
