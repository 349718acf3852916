import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { join } from "node:path";

/** One API request as it left the browser. */
export interface BrowserRequest {
  readonly path: string;
  readonly authorization: string | undefined;
}

export interface PageServer {
  readonly url: string;
  readonly requests: BrowserRequest[];
  close(): Promise<void>;
}

/** Scripts of this server only, requests to it only, and no `eval`. */
const strictPolicy =
  "default-src 'none'; script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'";
/** Core compiles its prompt templates with `eval`, so a whole conversation needs this. */
const policyForCore = strictPolicy.replace("script-src 'self'", "script-src 'self' 'unsafe-eval'");
const html = `<!doctype html><meta charset="utf-8"><title>Agent</title><script type="module" src="/page.js"></script>`;

/**
 * Serves a bundled page on loopback, under a strict policy as `/` and under one that core needs as `/with-eval`, and the embedded OpenRouter below the same address: under `/api/v1` as it is,
 * and under `/proxy/v1` as a proxy that adds the key.
 */
export async function servePage(bundle: string, simUrl: string, key: string): Promise<PageServer> {
  const requests: BrowserRequest[] = [];
  const server = createServer((incoming, response) => {
    const path = incoming.url ?? "/";
    if (path.startsWith("/api/v1/") || path.startsWith("/proxy/v1/")) {
      requests.push({ path, authorization: incoming.headers.authorization });
      const added = path.startsWith("/proxy/") ? { authorization: `Bearer ${key}` } : {};
      forward(incoming, response, `${simUrl}/${path.split("/").slice(3).join("/")}`, added);
      return;
    }
    serveFile(bundle, path, response).catch(() => response.writeHead(404).end());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return {
    url: `http://127.0.0.1:${address.port}`,
    requests,
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

async function serveFile(bundle: string, path: string, response: ServerResponse): Promise<void> {
  const isPage = path === "/" || path === "/with-eval";
  const content = isPage ? html : await readFile(join(bundle, path.replace(/[^\w.-]/g, "")));
  response.writeHead(200, {
    "content-type": isPage ? "text/html" : "text/javascript",
    "content-security-policy": path === "/with-eval" ? policyForCore : strictPolicy,
  });
  response.end(content);
}

/** Passes a request on, and its answer back as it comes. */
function forward(
  incoming: IncomingMessage,
  response: ServerResponse,
  url: string,
  added: Readonly<Record<string, string>>,
): void {
  const { host: _, ...headers } = incoming.headers;
  const outgoing = request(url, { method: incoming.method, headers: { ...headers, ...added } }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  outgoing.on("error", () => response.destroy());
  response.on("close", () => outgoing.destroy());
  incoming.pipe(outgoing);
}
