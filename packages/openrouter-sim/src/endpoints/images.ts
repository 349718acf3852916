import type { JsonObject } from "../recorded-request.js";
import { checkedResponse } from "../validation/responses.js";
import type { Endpoint } from "./endpoint.js";

/** A PNG of one transparent pixel. */
export const onePixelPng =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";

const created = 1_790_000_000;
const usdPerImage = 0.04;

/** `POST /images`, OpenRouter's own image endpoint. */
export const images: Endpoint = {
  method: "POST",
  path: "/images",
  async answer(exchange, reply) {
    await exchange.pause(reply?.delayMs ?? 0);
    const count = typeof exchange.request.body?.n === "number" ? exchange.request.body.n : 1;
    const answer: JsonObject = {
      created,
      data: Array.from({ length: count }, () => ({ b64_json: onePixelPng, media_type: "image/png" })),
      usage: {
        prompt_tokens: 8,
        completion_tokens: 1290 * count,
        total_tokens: 8 + 1290 * count,
        cost: usdPerImage * count,
      },
      ...reply?.body,
    };
    exchange.sendJson(200, checkedResponse("images", answer), reply?.headers);
  },
};
