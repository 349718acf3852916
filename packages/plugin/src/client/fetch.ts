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
    const response = await globalThis.fetch(input, { ...init, headers });
    const isStream = response.headers.get("content-type")?.includes("text/event-stream") ?? false;
    if (response.body === null) return response;
    const idle: IdleLimit = isStream
      ? { ms: options.streamIdleTimeoutMs, what: "stream", setting: "OPENROUTER_STREAM_IDLE_TIMEOUT_MS" }
      : { ms: options.timeoutMs, what: "answer", setting: "OPENROUTER_TIMEOUT_MS" };
    return new Response(watchBody(response.body, idle), {
      status: response.status,
      statusText: response.statusText,
      headers: response.headers,
    });
  };
}

/** How long nothing may arrive, and how to say that it was too long. */
interface IdleLimit {
  readonly ms: number;
  readonly what: "stream" | "answer";
  readonly setting: string;
}

/** The same bytes; errors when none arrive for too long while somebody waits for them. */
function watchBody(body: ReadableStream<Uint8Array>, idle: IdleLimit): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        let timer: ReturnType<typeof setTimeout> | undefined;
        const silence = new Promise<never>((_, reject) => {
          timer = setTimeout(() => reject(idleError(idle)), idle.ms);
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

function idleError({ ms, what, setting }: IdleLimit): OpenRouterError {
  return new OpenRouterError(`OpenRouter ${what} timed out: nothing arrived for ${ms} ms (${setting}).`, {
    kind: "timeout",
    code: `${what}_idle_timeout`,
    retryable: true,
  });
}
