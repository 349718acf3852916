import { answerError } from "../errors/answer-error.js";
import { errorFromThrown } from "../errors/from-thrown.js";
import { errorFromWire, type FailureContext } from "../errors/from-wire.js";
import type { OpenRouterError } from "../errors/openrouter-error.js";
import { convertUsage } from "../usage/convert-usage.js";
import type { UsageMeter } from "../usage/usage-meter.js";
import type { Cancellation } from "./cancellation.js";
import type { Connection } from "./connection.js";
import type { WireError, WireUsage } from "./wire.js";
import { textOf } from "./wire-values.js";

/** An answer and the headers that came with it. */
export interface Answer<Data> {
  readonly data: Data;
  readonly headers: Headers;
}

/** What a request needs besides its path and body: a call, as a rule. */
export interface Sender {
  readonly connection: Connection;
  readonly context: FailureContext;
  readonly cancellation: Cancellation;
  readonly meter: UsageMeter;
}

/** Any body may be an error in disguise: OpenRouter sends `{error}` with status 200 once a provider has started. */
export interface AnyAnswer {
  id?: string | null;
  model?: string | null;
  provider?: string | null;
  usage?: WireUsage | null;
  error?: WireError | null;
}

/** One event of a stream: the name that some servers give it, and its data, read as JSON. */
export interface StreamEvent<Chunk> {
  readonly event: string | null;
  readonly data: Chunk;
}

/**
 * One try of one POST. Every failure, `{error}` in a 200 body included, leaves as an {@link OpenRouterError}; what
 * the answer used is put on the meter either way.
 */
export async function post<Data extends AnyAnswer>(
  sender: Sender,
  path: string,
  body: object,
): Promise<Answer<Data>> {
  const { connection, context, meter } = sender;
  const { signal } = sender.cancellation;
  let answer: { data: Data; response: Response };
  try {
    answer = await connection.client.post<Data>(path, { body, signal }).withResponse();
  } catch (thrown) {
    throw errorFromThrown(thrown, connection.sdk, { signal, timeoutMs: connection.client.timeout }, context);
  }
  const { data, response } = answer;
  const { headers } = response;
  if (!isAnswer(data)) throw malformed("an answer that is no JSON object", headers, context);
  meter.add(originOf(data, headers), convertUsage(data.usage));
  throwIfError(data, headers, context);
  return { data, headers };
}

/**
 * One try at opening a stream; resolves once the status and headers are there. The SDK's own reading of streams
 * throws error chunks away together with the usage in them, so it is asked for the bare events.
 */
export async function openStream<Chunk>(
  sender: Sender,
  path: string,
  body: object,
): Promise<Answer<AsyncIterable<StreamEvent<Chunk>>>> {
  const { connection, context, meter } = sender;
  const { signal } = sender.cancellation;
  try {
    const response = await connection.client
      .post(path, { body: { ...body, stream: true }, signal, stream: true })
      .asResponse();
    const { headers } = response;
    const type = headers.get("content-type") ?? "";
    if (type.includes("json")) {
      // A refusal that came before the stream: read as a stream it would hold not a single event.
      const data: unknown = await response.json();
      if (isAnswer(data)) {
        meter.add(originOf(data, headers), convertUsage(data.usage));
        throwIfError(data, headers, context);
      }
      throw malformed("JSON where a stream was asked for", headers, context);
    }
    if (type.includes("html")) {
      await response.body?.cancel();
      throw malformed("a web page where a stream was asked for", headers, context);
    }
    const data = connection.streams.fromSSEResponse<StreamEvent<Chunk>>(
      response,
      new AbortController(),
      connection.client,
      true,
      "events",
    );
    return { data, headers };
  } catch (thrown) {
    throw errorFromThrown(thrown, connection.sdk, { signal, timeoutMs: connection.client.timeout }, context);
  }
}

export function isAnswer(data: unknown): data is AnyAnswer {
  return typeof data === "object" && data !== null && !Array.isArray(data);
}

/** @throws OpenRouterError when the body is an error. */
export function throwIfError(data: AnyAnswer, headers: Headers, context: FailureContext): void {
  const error = wireErrorFrom(data.error);
  if (error === undefined) return;
  const { provider, generationId } = originOf(data, headers);
  throw errorFromWire(error, { headers, provider, generationId }, context);
}

/** An error is an object as a rule, and now and then a bare text; `false` and the like say that there is none. */
export function wireErrorFrom(error: unknown): WireError | undefined {
  if (!error) return undefined;
  return typeof error === "object" ? error : { message: String(error) };
}

function originOf(data: AnyAnswer, headers: Headers) {
  return {
    model: textOf(data.model),
    provider: textOf(data.provider),
    generationId: textOf(data.id) ?? headers.get("x-generation-id") ?? undefined,
  };
}

export function malformed(what: string, headers: Headers, context: FailureContext): OpenRouterError {
  return answerError(
    `OpenRouter sent ${what}; it may be temporarily unavailable.`,
    {
      kind: "response",
      code: "malformed_response",
      retryable: true,
      requestId: headers.get("x-request-id") ?? undefined,
      generationId: headers.get("x-generation-id") ?? undefined,
    },
    context,
  );
}
