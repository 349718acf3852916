import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { type Behaviour, isFault } from "./behaviour.js";
import type { Endpoint } from "./endpoints/endpoint.js";
import { endpoints } from "./endpoints/index.js";
import { Exchange } from "./exchange.js";
import type { JsonObject, JsonValue, RecordedRequest } from "./recorded-request.js";

import { problemsOfRequest } from "./validation/requests.js";

const basePath = "/api/v1";

/** Decides what a request meets; `undefined` stands for the endpoint's own answer. */
export type Script = (request: RecordedRequest) => Behaviour | undefined;

export interface OpenRouterSim {
  /** Base URL for `OPENROUTER_BASE_URL`. */
  readonly url: string;
  /** What came in, in order. */
  readonly requests: readonly RecordedRequest[];
  /** What was wrong with requests, one sentence each; such a request is refused with status 400. */
  readonly violations: readonly string[];
  /** Requests of one endpoint. */
  requestsTo(path: string): RecordedRequest[];
  /** Behaviours for the next requests to a path, one each; they go before any script. */
  next(path: string, ...behaviours: Behaviour[]): void;
  /** Behaviour of all further requests to a path. */
  always(path: string, script: Behaviour | Script): void;
  /** Connections that are open now. */
  openConnections(): Promise<number>;
  /** Forgets requests and scripts. */
  reset(): void;
  close(): Promise<void>;
}

export interface SimOptions {
  /** Keys that are accepted; by default every key. */
  readonly keys?: readonly string[];
}

/** Starts an OpenRouter on a free loopback port. */
export async function startOpenRouterSim(options: SimOptions = {}): Promise<OpenRouterSim> {
  const requests: RecordedRequest[] = [];
  const violations: string[] = [];
  const queues = new Map<string, Behaviour[]>();
  const scripts = new Map<string, Script>();
  let generations = 0;

  const server = createServer((incoming, response) => {
    handle(incoming, response).catch((error: unknown) => {
      // A mistake of a script, as a rule: it has to be seen, whatever the client makes of the answer.
      violations.push(String(error));
      if (!response.headersSent) response.writeHead(500);
      response.end(String(error));
    });
  });

  async function handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    generations += 1;
    const request = await record(incoming, response);
    requests.push(request);
    const exchange = new Exchange(request, response, `gen-sim-${generations}`);
    const endpoint = endpoints.find(
      (candidate) => candidate.method === request.method && candidate.path === request.path,
    );
    if (endpoint === undefined) {
      exchange.sendJson(404, { error: { code: 404, message: `No route ${request.method} ${request.path}` } });
      return;
    }
    if (!isAuthorized(request, options)) {
      exchange.sendJson(401, { error: { code: 401, message: "No auth credentials found" } });
      return;
    }
    const problems = problemsOfRequest(request.path, request.body);
    if (problems.length > 0) {
      violations.push(...problems.map((problem) => `${request.path}: ${problem}`));
      exchange.sendJson(400, { error: { code: 400, message: problems.join(" ") } });
      return;
    }
    const behaviour = queues.get(request.path)?.shift() ?? scripts.get(request.path)?.(request);
    await answer(endpoint, exchange, behaviour);
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");

  return {
    url: `http://127.0.0.1:${address.port}${basePath}`,
    requests,
    violations,
    requestsTo: (path) => requests.filter((request) => request.path === path),
    next: (path, ...behaviours) => {
      queues.set(path, [...(queues.get(path) ?? []), ...behaviours]);
    },
    always: (path, script) => {
      scripts.set(path, typeof script === "function" ? script : () => script);
    },
    openConnections: () =>
      new Promise((resolve, reject) => {
        server.getConnections((error, count) => (error === null ? resolve(count) : reject(error)));
      }),
    reset: () => {
      requests.length = 0;
      violations.length = 0;
      queues.clear();
      scripts.clear();
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

async function answer(
  endpoint: Endpoint,
  exchange: Exchange,
  behaviour: Behaviour | undefined,
): Promise<void> {
  if (behaviour !== undefined && isFault(behaviour)) await exchange.fail(behaviour);
  else await endpoint.answer(exchange, behaviour);
}

async function record(incoming: IncomingMessage, response: ServerResponse): Promise<RecordedRequest> {
  const url = new URL(incoming.url ?? "/", "http://sim");
  const hasBody = incoming.method === "POST";
  const ended = new Promise<"complete" | "dropped">((resolve) => {
    response.once("close", () => resolve(response.writableFinished ? "complete" : "dropped"));
  });
  return {
    method: incoming.method ?? "GET",
    path: url.pathname.startsWith(basePath) ? url.pathname.slice(basePath.length) : url.pathname,
    query: url.searchParams,
    headers: incoming.headers,
    body: hasBody ? parseObject(await text(incoming)) : undefined,
    ended,
  };
}

function parseObject(body: string): JsonObject | undefined {
  const value: JsonValue = JSON.parse(body);
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value : undefined;
}

function isAuthorized(request: RecordedRequest, options: SimOptions): boolean {
  // The model list is public: no key is too wrong for it.
  if (request.path === "/models") return true;
  const given = request.headers.authorization?.replace(/^Bearer /, "");
  return options.keys === undefined || (given !== undefined && options.keys.includes(given));
}
