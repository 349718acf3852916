import type { IncomingHttpHeaders } from "node:http";

/** One request as the server saw it. */
export interface RecordedRequest {
  readonly method: string;
  /** Path below the API's base, for example `/chat/completions`, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** The parsed JSON body; `undefined` when there was none. */
  readonly body: JsonObject | undefined;
  /** Resolves when the exchange is over: `complete`, or `dropped` when the client left before the end. */
  readonly ended: Promise<"complete" | "dropped">;
}

export type JsonValue = string | number | boolean | null | JsonValue[] | JsonObject;
export interface JsonObject {
  [name: string]: JsonValue | undefined;
}
