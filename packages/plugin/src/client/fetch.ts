import { OpenRouterError } from "../errors/openrouter-error.js";
import { answerMeter, eventMeter, readUpTo, watchBody } from "./watched-body.js";

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
  /** True in browsers, which do not tell where a redirect leads, and have rules of their own for it. */
  readonly followsRedirects: boolean;
}

/** More than a provider has to say about a failure, also one that repeats a request with an image. */
const longestErrorBody = 4 * 1024 * 1024;

/**
 * Wraps `fetch` for the SDK: trims the headers, keeps redirects at home, and watches the bodies of answers.
 *
 * The SDK's own timeout covers neither the body of a stream nor that of an error, and it drops keep-alive comments
 * before anyone sees them, so only a watch over the raw bytes can tell a slow stream from a dead one. Nor does it
 * bound how much it holds in memory.
 */
export function createFetch(options: TransportOptions): Fetch {
  return async (input, init) => {
    const headers = new Headers();
    new Headers(init?.headers).forEach((value, name) => {
      if (!sentHeaders.has(name) || (name === "authorization" && !options.sendsKey)) return;
      headers.set(name, value);
    });
    const deadline = performance.now() + options.timeoutMs;
    const response = options.followsRedirects
      ? await globalThis.fetch(input, { ...init, headers })
      : await fetchAtHome(input, { ...init, headers });
    const { status, statusText } = response;
    if (status > highestStatus) {
      await response.body?.cancel();
      throw unknownStatusError(status);
    }
    if (response.body === null) return response;
    const type = response.headers.get("content-type") ?? "";
    const answer = { status, statusText, headers: response.headers };
    const toDeadline = {
      msLeft: () => deadline - performance.now(),
      lateError: () => lateError(options.timeoutMs),
      take: answerMeter(),
    };
    if (status >= 400) {
      // A body that breaks off, or comes too late, takes nothing from what the status says.
      const { bytes } = await readUpTo(watchBody(response.body, toDeadline), longestErrorBody);
      const text = new TextDecoder().decode(bytes);
      return new Response(type.includes("json") ? inEnvelope(text) : text, answer);
    }
    const limits = type.includes("text/event-stream")
      ? {
          msLeft: () => options.streamIdleTimeoutMs,
          lateError: () => idleError(options.streamIdleTimeoutMs),
          take: eventMeter(),
        }
      : toDeadline;
    return new Response(watchBody(response.body, limits), answer);
  };
}

/** Some firewalls answer with a higher one, of which no `Response` can be made. */
const highestStatus = 599;
const mostRedirects = 5;

/**
 * Follows redirects that keep both the server and the request. Others would carry a prompt to an address that nobody
 * has set, or turn it into a request without a body, whose answer means nothing.
 *
 * @throws OpenRouterError that says where the redirect leads.
 */
async function fetchAtHome(input: Parameters<Fetch>[0], init: RequestInit): Promise<Response> {
  let url = new URL(input instanceof Request ? input.url : input);
  for (let redirects = 0; ; redirects += 1) {
    const response = await globalThis.fetch(url, { ...init, redirect: "manual" });
    const { status } = response;
    const location = response.headers.get("location");
    if (status < 300 || status >= 400 || location === null) return response;
    const target = URL.canParse(location, url.href) ? new URL(location, url) : undefined;
    const keepsRequest = status === 307 || status === 308 || init.method?.toUpperCase() === "GET";
    await response.body?.cancel();
    if (target?.origin !== url.origin || !keepsRequest || redirects === mostRedirects) {
      throw redirectError(status, target, response.headers);
    }
    url = target;
  }
}

function redirectError(status: number, target: URL | undefined, headers: Headers): OpenRouterError {
  const place = target === undefined ? "nowhere" : `${target.origin}${target.pathname}`;
  return new OpenRouterError(
    `OpenRouter answered ${status}, a redirect to ${place}, which is not followed. ` +
      "Set OPENROUTER_BASE_URL to the address that answers itself.",
    {
      kind: "response",
      status,
      code: "redirected",
      retryable: false,
      requestId: headers.get("x-request-id") ?? undefined,
    },
  );
}

/** Proxies and gateways report errors without OpenRouter's envelope; the SDK drops whatever is not in it. */
function inEnvelope(text: string): string {
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

function unknownStatusError(status: number): OpenRouterError {
  return new OpenRouterError(
    `OpenRouter's address answered with the status ${status}, which HTTP does not have.`,
    {
      kind: "response",
      status,
      code: "malformed_response",
      retryable: false,
    },
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
