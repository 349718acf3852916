import type { JsonObject } from "../recorded-request.js";
import { checkedResponse } from "../validation/responses.js";
import type { Endpoint } from "./endpoint.js";

/** `POST /audio/transcriptions`: JSON with base64 audio, not a multipart form. */
export const transcriptions: Endpoint = {
  method: "POST",
  path: "/audio/transcriptions",
  async answer(exchange, reply) {
    await exchange.pause(reply?.delayMs ?? 0);
    const answer: JsonObject = {
      text: reply?.text ?? "A transcription.",
      usage: { seconds: 2.5, input_tokens: 50, output_tokens: 5, total_tokens: 55, cost: 0.000_25 },
      ...reply?.body,
    };
    exchange.sendJson(200, checkedResponse("transcription", answer), reply?.headers);
  },
};

/** `POST /audio/speech`: raw audio bytes. */
export const speech: Endpoint = {
  method: "POST",
  path: "/audio/speech",
  async answer(exchange, reply) {
    await exchange.pause(reply?.delayMs ?? 0);
    const isMp3 = exchange.request.body?.response_format === "mp3";
    exchange.sendBytes(
      200,
      `audio of: ${String(exchange.request.body?.input)}`,
      isMp3 ? "audio/mpeg" : "audio/pcm",
      {
        "x-generation-id": exchange.generationId,
        ...reply?.headers,
      },
    );
  },
};
