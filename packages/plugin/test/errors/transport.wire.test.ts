import { once } from "node:events";
import { setImmediate } from "node:timers/promises";
import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { startAgent, testKey } from "../support/agent.js";
import { failureOf, rejectionOf } from "../support/outcomes.js";
import { startRawServer, writeForEver } from "../support/raw-server.js";
import { startSim } from "../support/sim.js";

const sim = await startSim();

const agentAt = (url: string) =>
  startAgent(sim, {
    settings: {
      OPENROUTER_BASE_URL: url,
      OPENROUTER_SMALL_MODEL: "test/model",
      OPENROUTER_MAX_RETRIES: 0,
    },
  });

const answer = JSON.stringify({ choices: [{ message: { content: "fine" }, finish_reason: "stop" }] });
const isChat = (url = "") => url.endsWith("/chat/completions");

describe("a redirect", () => {
  it.each([307, 308])("%i on the same server is followed, with the body", async (status) => {
    const bodies: string[] = [];
    const url = await startRawServer((request, response) => {
      if (!request.url?.startsWith("/new/")) {
        response.writeHead(status, { location: `/new${request.url}` }).end();
        return;
      }
      let body = "";
      request.on("data", (chunk) => {
        body += chunk;
      });
      request.on("end", () => {
        if (isChat(request.url)) bodies.push(`${request.headers.authorization} ${body}`);
        response.writeHead(200, { "content-type": "application/json" }).end(answer);
      });
    });
    const agent = await agentAt(url);
    expect(await agent.text({ prompt: "Hello there" })).toBe("fine");
    expect(bodies).toEqual([expect.stringMatching(new RegExp(`${testKey}.*Hello there`))]);
  });

  it.each([301, 302, 303, 307, 308])("%i to another server takes no prompt there", async (status) => {
    let reached = 0;
    const other = await startRawServer((request, response) => {
      if (isChat(request.url)) reached += 1;
      response.writeHead(200, { "content-type": "application/json" }).end(answer);
    });
    const url = await startRawServer((request, response) => {
      response.writeHead(status, { location: `${other}${request.url}?token=hidden` }).end();
    });
    const agent = await agentAt(url);
    for (const error of [
      await rejectionOf(agent.text({ prompt: "Hi" })),
      await rejectionOf(agent.stream({ prompt: "Hi" })),
    ]) {
      expect(error).toMatchObject({ kind: "response", code: "redirected", status, retryable: false });
      expect(error.message).toContain(`${other}/chat/completions`);
      expect(error.message).toContain("OPENROUTER_BASE_URL");
      expect(error.message).not.toContain("hidden");
    }
    expect(reached).toBe(0);
  });

  it.each([
    ["that would lose the body", 302, "/elsewhere"],
    ["in a circle", 308, "/chat/completions"],
    ["to nowhere", 308, "http://["],
  ])("%s is an error", async (_, status, location) => {
    const url = await startRawServer((_request, response) => {
      response.writeHead(status, { location }).end();
    });
    const error = await rejectionOf((await agentAt(url)).text({ prompt: "Hi" }));
    expect(error).toMatchObject({ code: "redirected", status });
  });

  it("that holds the key does not tell it", async () => {
    const url = await startRawServer((_request, response) => {
      response.writeHead(302, { location: `https://example.com/${testKey}`, "x-request-id": testKey }).end();
    });
    const error = await rejectionOf((await agentAt(url)).text({ prompt: "Hi" }));
    expect(error).toMatchObject({ code: "redirected" });
    expect(inspect(error, { depth: 20, showHidden: true })).not.toContain(testKey.slice(0, 16));
  });

  it("that does not say where to is an error like any status", async () => {
    const url = await startRawServer((_request, response) => {
      response.writeHead(302).end();
    });
    const error = await rejectionOf((await agentAt(url)).text({ prompt: "Hi" }));
    expect(error).toMatchObject({ kind: "api", status: 302, retryable: false });
    expect(error.message).toBe("OpenRouter error 302 request failed: no reason given.");
  });
});

it("a status that HTTP does not have is told as it is", async () => {
  const url = await startRawServer((_request, response) => {
    response.writeHead(999).end("Denied");
  });
  const error = await rejectionOf((await agentAt(url)).text({ prompt: "Hi" }));
  expect(error).toMatchObject({ kind: "response", status: 999, retryable: false });
});

it("an error that repeats a long request is read to its end", async () => {
  const error = { metadata: { raw: { input: "x".repeat(1_000_000) } }, code: 402, message: "No credit" };
  const url = await startRawServer((_request, response) => {
    response.writeHead(402, { "content-type": "application/json" }).end(JSON.stringify({ error }));
  });
  const rejection = await rejectionOf((await agentAt(url)).text({ prompt: "Hi" }));
  expect(rejection.message).toMatch(/^OpenRouter error 402 [a-z ]+: No credit/);
});

it("an error whose body breaks off keeps its status, and what came of its words", async () => {
  const url = await startRawServer((_request, response) => {
    response.writeHead(401, { "content-type": "text/plain", "content-length": "1000" });
    response.write("No such key", () => response.destroy());
  });
  const error = await rejectionOf((await agentAt(url)).text({ prompt: "Hi" }));
  expect(error).toMatchObject({ kind: "api", status: 401, retryable: false });
  expect(error.message).toContain("No such key");
});

describe("what never ends is not taken in for ever", () => {
  const blank = new Uint8Array(1024 * 1024).fill(0x20);

  it("as an answer", async () => {
    const url = await startRawServer((request, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      if (!isChat(request.url)) response.end("{}");
      else writeForEver(response, blank);
    });
    const error = await rejectionOf((await agentAt(url)).text({ prompt: "Hi" }));
    expect(error).toMatchObject({ kind: "response", code: "answer_too_large", retryable: false });
  });

  it.each([
    ["a line", blank],
    ["an event of many lines", new TextEncoder().encode(`data: ${"x".repeat(65_000)}\r\n`)],
  ])("as %s in a stream", async (_, chunk) => {
    const url = await startRawServer((request, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      if (!isChat(request.url)) response.end();
      else writeForEver(response, chunk);
    });
    const { textStream } = await (await agentAt(url)).stream({ prompt: "Hi" });
    expect((await failureOf(textStream)).error).toMatchObject({ code: "answer_too_large" });
  });

  it.each([
    ["reasoning", { reasoning: "x".repeat(60_000) }],
    [
      "arguments of a tool",
      { tool_calls: [{ index: 0, id: "a", function: { name: "f", arguments: "x".repeat(60_000) } }] },
    ],
    ["images", { images: [{ image_url: { url: `data:image/png;base64,${"A".repeat(60_000)}` } }] }],
  ])("as %s in a stream", async (_, delta) => {
    const chunk = new TextEncoder().encode(`data: ${JSON.stringify({ choices: [{ delta }] })}\n\n`);
    const url = await startRawServer((request, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      if (!isChat(request.url)) response.end();
      else writeForEver(response, chunk);
    });
    const { textStream } = await (await agentAt(url)).stream({ prompt: "Hi" });
    expect((await failureOf(textStream)).error).toMatchObject({ code: "answer_too_large" });
  });

  it("but a long stream of short events is, however it is cut into pieces", async () => {
    const delta = { content: "x".repeat(60_000) };
    // Each piece ends within the blank line after its event.
    const piece = `\ndata: ${JSON.stringify({ choices: [{ delta }] })}\n`;
    const count = 1_300;
    const url = await startRawServer(async (request, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      for (let sent = 0; isChat(request.url) && sent < count; sent += 1) {
        if (!response.write(piece)) await once(response, "drain");
        await setImmediate();
      }
      response.end(`\ndata: ${JSON.stringify({ choices: [{ delta: {}, finish_reason: "stop" }] })}\n\n`);
    });
    const { textStream } = await (await agentAt(url)).stream({ prompt: "Hi" });
    let length = 0;
    for await (const text of textStream) length += text.length;
    expect(length).toBe(count * delta.content.length);
  });

  it("as an error, whose beginning is told", async () => {
    const url = await startRawServer((_request, response) => {
      response.writeHead(503, { "content-type": "text/plain" });
      response.write("Closed for today.\n");
      writeForEver(response, blank);
    });
    const error = await rejectionOf((await agentAt(url)).text({ prompt: "Hi" }));
    expect(error).toMatchObject({ kind: "api", status: 503, retryable: true });
    expect(error.message).toContain("Closed for today.");
  });

  it("as audio to transcribe", async () => {
    const agent = await startAgent(sim);
    const url = await startRawServer((_request, response) => {
      response.writeHead(200, { "content-type": "audio/mpeg" });
      writeForEver(response, blank);
    });
    const error = await rejectionOf(agent.use("TRANSCRIPTION", `${url}/endless.mp3`));
    expect(error).toMatchObject({ kind: "parameter" });
    expect(error.message).toMatch(/longer than \d+ bytes/);
  });
});
