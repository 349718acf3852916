import { OpenRouterError } from "../errors/openrouter-error.js";

type Fetch = typeof globalThis.fetch;

/**
 * The only headers that leave. The SDK adds seven that describe the machine it runs on and, when the
 * environment asks for it, an OpenAI organisation, project or custom headers: none of OpenRouter's business.
 */
const sentHeaders = new Set([
  "accept",
  "authorization",
  "content-type",
  "http-referer",
  "user-agent",
  "x-openrouter-title",
  "x-title",
]);

/** How one client's requests leave and how long their streams may be silent. */
export interface TransportOptions {
  /** False in a browser that talks to a proxy: then no Authorization header leaves, whoever set it. */
  readonly sendsKey: boolean;
  readonly streamIdleTimeoutMs: number;
  readonly timeoutMs: number;
}

/**
 * Wraps `fetch` for the SDK: trims the headers, and watches the bodies of answers.
 *
 * The SDK's own timeout covers neither the body of a stream nor that of an error, and it drops keep-alive comments
 * before anyone sees them, so only a watch over the raw bytes can tell a slow stream from a dead one.
 */
export function createFetch(options: TransportOptions): Fetch {
  return async (input, init) => {
    const headers = new Headers();
    new Headers(init?.headers).forEach((value, name) => {
      if (!sentHeaders.has(name) || (name === "authorization" && !options.sendsKey)) return;
      headers.set(name, value);
    });
    const deadline = performance.now() + options.timeoutMs;
    const response = await globalThis.fetch(input, { ...init, headers });
    const isStream = response.headers.get("content-type")?.includes("text/event-stream") ?? false;
    if (response.body === null) return response;
    const limit: TimeLimit = isStream
      ? { msLeft: () => options.streamIdleTimeoutMs, error: () => idleError(options.streamIdleTimeoutMs) }
      : { msLeft: () => deadline - performance.now(), error: () => lateError(options.timeoutMs) };
    const body = watchBody(response.body, limit);
    const { status, statusText } = response;
    if (status >= 400 && response.headers.get("content-type")?.includes("json")) {
      return new Response(await inEnvelope(body), { status, statusText, headers: response.headers });
    }
    return new Response(body, { status, statusText, headers: response.headers });
  };
}

/** Proxies and gateways report errors without OpenRouter's envelope; the SDK drops whatever is not in it. */
async function inEnvelope(body: ReadableStream<Uint8Array>): Promise<string> {
  const text = await new Response(body).text();
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return text;
  }
  if (typeof parsed !== "object" || parsed === null || "error" in parsed) return text;
  const { message, detail }: { message?: unknown; detail?: unknown } = parsed;
  const reason = message ?? detail;
  return JSON.stringify({ error: { message: typeof reason === "string" ? reason : text } });
}

/** How long the next bytes may take, and how to say that it was too long. */
interface TimeLimit {
  readonly msLeft: () => number;
  readonly error: () => OpenRouterError;
}

/** The same bytes; errors when the next ones take too long while somebody waits for them. */
function watchBody(body: ReadableStream<Uint8Array>, limit: TimeLimit): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        let timer: ReturnType<typeof setTimeout> | undefined;
        const silence = new Promise<never>((_, reject) => {
          timer = setTimeout(() => reject(limit.error()), Math.max(0, limit.msLeft()));
        });
        try {
          const { done, value } = await Promise.race([reader.read(), silence]);
          if (done) controller.close();
          else controller.enqueue(value);
        } catch (error) {
          controller.error(error);
          // Closes the socket. Its own failure adds nothing to the one being reported.
          reader.cancel(error).catch(() => undefined);
        } finally {
          clearTimeout(timer);
        }
      },
      async cancel(reason) {
        await reader.cancel(reason);
      },
    },
    // Nothing is read ahead of the consumer: a slow one slows the sender down.
    { highWaterMark: 0 },
  );
}

function idleError(ms: number): OpenRouterError {
  return new OpenRouterError(
    `OpenRouter stream timed out: nothing arrived for ${ms} ms (OPENROUTER_STREAM_IDLE_TIMEOUT_MS).`,
    { kind: "timeout", code: "stream_idle_timeout", retryable: true },
  );
}

function lateError(ms: number): OpenRouterError {
  return new OpenRouterError(
    `OpenRouter request timed out: no complete answer within ${ms} ms (OPENROUTER_TIMEOUT_MS).`,
    { kind: "timeout", code: "request_timeout", retryable: true },
  );
}
