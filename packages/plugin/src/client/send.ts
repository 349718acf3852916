import type { Stream } from "openai/streaming";
import { errorFromThrown } from "../errors/from-thrown.js";
import { errorFromWire, type FailureContext } from "../errors/from-wire.js";
import { OpenRouterError } from "../errors/openrouter-error.js";
import type { Connection } from "./connection.js";
import type { WireError } from "./wire.js";

/** An answer and the headers that came with it. */
export interface Answer<Data> {
  readonly data: Data;
  readonly headers: Headers;
}

/** Any body may be an error in disguise: OpenRouter sends `{error}` with status 200 once a provider has started. */
interface MaybeError {
  error?: WireError | null;
}

/**
 * One try of one POST. Every failure, `{error}` in a 200 body included, leaves as an {@link OpenRouterError}.
 */
export async function post<Data extends MaybeError>(
  connection: Connection,
  path: string,
  body: object,
  context: FailureContext,
  signal: AbortSignal,
): Promise<Answer<Data>> {
  let answer: { data: Data; response: Response };
  try {
    answer = await connection.client.post<Data>(path, { body, signal }).withResponse();
  } catch (thrown) {
    throw errorFromThrown(thrown, connection.sdk, { signal, timeoutMs: connection.client.timeout }, context);
  }
  const { data, response } = answer;
  throwIfError(data, response.headers, context);
  return { data, headers: response.headers };
}

/** One try at opening a stream; resolves once the status and headers are there. */
export async function openStream<Chunk>(
  connection: Connection,
  path: string,
  body: object,
  context: FailureContext,
  signal: AbortSignal,
): Promise<Answer<Stream<Chunk>>> {
  const facts = { signal, timeoutMs: connection.client.timeout };
  try {
    const { data, response } = await connection.client
      .post<Stream<Chunk>>(path, { body: { ...body, stream: true }, signal, stream: true })
      .withResponse();
    if (response.headers.get("content-type")?.includes("json")) {
      // A refusal that came before the stream: the SDK would read it as a stream without a single event.
      throwIfError(await response.json(), response.headers, context);
      throw malformed("JSON where a stream was asked for", response.headers, context);
    }
    return { data, headers: response.headers };
  } catch (thrown) {
    throw errorFromThrown(thrown, connection.sdk, facts, context);
  }
}

function throwIfError(data: unknown, headers: Headers, context: FailureContext): void {
  if (typeof data !== "object" || data === null) {
    throw malformed("an answer that is no JSON object", headers, context);
  }
  const { error }: { error?: unknown } = data;
  if (error === undefined || error === null) return;
  const wireError: WireError = typeof error === "object" ? error : { message: String(error) };
  throw errorFromWire(wireError, { headers, generationId: idOf(data) }, context);
}

function idOf(data: object): string | undefined {
  return "id" in data && typeof data.id === "string" ? data.id : undefined;
}

function malformed(what: string, headers: Headers, context: FailureContext): OpenRouterError {
  return new OpenRouterError(`OpenRouter sent ${what}.`, {
    kind: "response",
    code: "malformed_response",
    retryable: true,
    model: context.model,
    requestId: headers.get("x-request-id") ?? undefined,
    generationId: headers.get("x-generation-id") ?? undefined,
  });
}
