import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { Fault } from "./behaviour.js";
import type { JsonObject, RecordedRequest } from "./recorded-request.js";

/** One request and the means to answer it. */
export class Exchange {
  readonly request: RecordedRequest;
  readonly #response: ServerResponse;
  /** OpenRouter sends this with every answer that a provider had a part in. */
  readonly generationId: string;

  constructor(request: RecordedRequest, response: ServerResponse, generationId: string) {
    this.request = request;
    this.#response = response;
    this.generationId = generationId;
  }

  /** True once the client has gone: there is nobody left to write to. */
  get isOver(): boolean {
    return this.#response.destroyed || this.#response.writableEnded;
  }

  sendJson(status: number, body: JsonObject, headers: Record<string, string> = {}): void {
    if (this.isOver) return;
    this.#response.writeHead(status, {
      "content-type": "application/json",
      "x-generation-id": this.generationId,
      ...headers,
    });
    this.#response.end(JSON.stringify(body));
  }

  sendBytes(status: number, body: Uint8Array | string, contentType: string, headers = {}): void {
    if (this.isOver) return;
    this.#response.writeHead(status, { "content-type": contentType, ...headers });
    this.#response.end(body);
  }

  startStream(headers: Record<string, string> = {}): void {
    this.#response.writeHead(200, {
      "content-type": "text/event-stream",
      "cache-control": "no-cache",
      "x-generation-id": this.generationId,
      ...headers,
    });
    this.#response.flushHeaders();
  }

  /** Writes part of a stream and waits while the client is slow. */
  async write(text: string): Promise<void> {
    if (this.isOver) return;
    if (this.#response.write(text)) return;
    await Promise.race([once(this.#response, "drain"), this.request.ended]);
  }

  event(data: JsonObject | "[DONE]"): Promise<void> {
    return this.write(`data: ${typeof data === "string" ? data : JSON.stringify(data)}\n\n`);
  }

  keepAlive(): Promise<void> {
    return this.write(": OPENROUTER PROCESSING\n\n");
  }

  end(): void {
    this.#response.end();
  }

  /** Breaks the connection. */
  reset(): void {
    this.#response.socket?.resetAndDestroy();
  }

  /** Waits, but not beyond the end of the exchange. */
  async pause(ms: number): Promise<void> {
    if (ms > 0) await Promise.race([sleep(ms, undefined, { ref: false }), this.request.ended]);
  }

  async fail(fault: Fault): Promise<void> {
    switch (fault.fault) {
      case "error":
        this.sendJson(fault.status, { error: fault.error, user_id: "user_sim" }, fault.headers);
        return;
      case "error-in-200":
        this.sendJson(200, { id: this.generationId, error: fault.error });
        return;
      case "raw":
        this.sendBytes(
          fault.status ?? 200,
          fault.body,
          fault.contentType ?? "application/json",
          fault.headers,
        );
        return;
      case "reset":
        this.reset();
        return;
      case "reset-body":
        this.#response.writeHead(200, { "content-type": "application/json", "content-length": "1000" });
        this.#response.write('{"id":"gen-');
        await this.pause(10);
        this.reset();
        return;
      case "hang-body":
        this.#response.writeHead(fault.status ?? 200, { "content-type": "application/json" });
        this.#response.write('{"id":"gen-');
        await this.request.ended;
        return;
      case "hang":
        await this.request.ended;
        return;
    }
  }
}
