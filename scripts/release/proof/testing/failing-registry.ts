import { createServer, type RequestListener } from "node:http";

export interface FailingRegistry {
  readonly url: string;
  close(): Promise<void>;
}

/** A server in the registry's place that is broken in one way: every request gets status 500, or no answer ever. */
export async function startFailingRegistry(how: "status 500" | "no answer"): Promise<FailingRegistry> {
  const answer: RequestListener = (_, response) => {
    if (how === "status 500") response.writeHead(500).end('{"error":"internal server error"}');
  };
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("The server has no port.");
  return {
    url: `http://127.0.0.1:${address.port}/`,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
