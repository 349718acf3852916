import { catalogue } from "../catalogue.js";
import type { JsonObject } from "../recorded-request.js";
import { checkedResponse } from "../validation/responses.js";
import type { Endpoint } from "./endpoint.js";

/** `GET /models`. As on the real server only models that write text are listed unless more is asked for. */
export const models: Endpoint = {
  method: "GET",
  path: "/models",
  async answer(exchange, reply) {
    await exchange.pause(reply?.delayMs ?? 0);
    const wanted = exchange.request.query.get("output_modalities") ?? "text";
    const listed = catalogue.filter(
      (model) => wanted === "all" || wanted.split(",").some((name) => model.outputModalities.includes(name)),
    );
    const answer: JsonObject = {
      data: listed.map((model) => model.entry),
      links: { next: null },
      total_count: listed.length,
      ...reply?.body,
    };
    exchange.sendJson(200, checkedResponse("models", answer), reply?.headers);
  },
};
