import type { Behaviour } from "../behaviour.js";
import type { Exchange } from "../exchange.js";

/** One route of the API. */
export interface Endpoint {
  readonly method: "GET" | "POST";
  /** Path below `/api/v1`. */
  readonly path: string;
  /** Answers a request; `behaviour` is what a test has scripted for it, and never a fault. */
  answer(exchange: Exchange, behaviour: Exclude<Behaviour, { fault: string }> | undefined): Promise<void>;
}
