import type { Reply } from "../behaviour.js";
import type { Exchange } from "../exchange.js";

/** One route of the API. */
export interface Endpoint {
  readonly method: "GET" | "POST";
  /** Path below `/api/v1`. */
  readonly path: string;
  /** Answers a request; `reply` is what a test has scripted for it. */
  answer(exchange: Exchange, reply: Reply | undefined): Promise<void>;
}
