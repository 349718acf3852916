import type { JsonObject } from "./recorded-request.js";

/** `error` as OpenRouter puts it into bodies, choices and stream chunks. */
export interface ErrorBody extends JsonObject {
  code: number | string;
  message: string;
}

/** Something an OpenRouter request can run into, instead of or during an answer. */
export type Fault =
  /** An error answer. */
  | { fault: "error"; status: number; error: ErrorBody; headers?: Record<string, string> }
  /** Status 200 with `{error}` in place of an answer. */
  | { fault: "error-in-200"; error: ErrorBody }
  /** Anything at all, for bodies that no schema allows. */
  | { fault: "raw"; status?: number; contentType?: string; body: string; headers?: Record<string, string> }
  /** The connection breaks before the first byte. */
  | { fault: "reset" }
  /** The connection breaks in the middle of the body. */
  | { fault: "reset-body" }
  /** The body starts, and never ends. */
  | { fault: "hang-body"; status?: number }
  /** No byte ever comes. */
  | { fault: "hang" };

/** How a streamed answer ends. */
export type StreamEnding =
  | "complete"
  /** The body ends without a finish reason and without `[DONE]`. */
  | "cut"
  /** The socket breaks. */
  | "reset"
  /** Nothing more comes, and the connection stays open. */
  | "hang"
  /** Only keep-alive comments come, until the client leaves. */
  | "keep-alive-for-ever"
  /** An error chunk, as OpenRouter sends it once a provider has started. */
  | { error: ErrorBody };

/** A good answer; whatever is left out gets a sensible value. All but the first three are the chat endpoint's. */
export interface Reply {
  /** Members put in place of those of the answer, for every endpoint but chat. */
  body?: JsonObject;
  headers?: Record<string, string>;
  /** Milliseconds before the first byte. */
  delayMs?: number;
  text?: string;
  /** The text's parts when streamed; by default words. */
  pieces?: readonly string[] | (() => Iterable<string>);
  reasoning?: string;
  refusal?: string;
  finishReason?: string | null;
  nativeFinishReason?: string;
  /** Members added to, or put in place of, those of the message. */
  message?: JsonObject;
  /** Members added to, or put in place of, those of the usage; `null` for an answer without usage. */
  usage?: JsonObject | null;
  model?: string;
  provider?: string;
  id?: string;
  /** Error inside the choice of an answer whose status is 200. */
  choiceError?: ErrorBody;
  /** Keep-alive comments before the first chunk of a stream. */
  keepAlives?: { count: number; everyMs: number };
  /** Milliseconds between the parts of a stream. */
  pieceDelayMs?: number;
  ending?: StreamEnding;
}

export type Behaviour = Fault | Reply;

export function isFault(behaviour: object): behaviour is Fault {
  return "fault" in behaviour;
}
