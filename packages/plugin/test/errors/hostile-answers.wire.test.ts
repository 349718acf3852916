import { cpuUsage } from "node:process";
import { inspect } from "node:util";
import type { Behaviour } from "openrouter-sim";
import { describe, expect, it } from "vitest";
import { OpenRouterError } from "../../src/index.node.js";
import { startAgent, testKey } from "../support/agent.js";
import { collect, rejectionOf } from "../support/outcomes.js";
import { chat, startSim } from "../support/sim.js";

const sim = await startSim();
const settings = {
  OPENROUTER_SMALL_MODEL: "test/model",
  OPENROUTER_IMAGE_MODEL: "test/viewer",
  OPENROUTER_MAX_RETRIES: 0,
};

const json = (body: unknown): Behaviour => ({ fault: "raw", body: JSON.stringify(body) });
const events = (...all: unknown[]): Behaviour => ({
  fault: "raw",
  contentType: "text/event-stream",
  body: all.map((event) => `data: ${JSON.stringify(event)}\n\n`).join(""),
});
const answer = (message: unknown) => json({ choices: [{ message, finish_reason: "stop" }] });
const image = { image_url: { url: "data:image/png;base64,AAAA" } };

describe("members of an answer that are not what they should be are passed over", () => {
  it.each([
    ["a null among tool calls", { tool_calls: [null, { function: null }, { function: { name: 5 } }] }],
    ["a null among images", { images: [null, { image_url: { url: 5 } }] }],
    ["a number for reasoning", { reasoning: 5, refusal: {}, reasoning_details: [null], annotations: [5] }],
  ])("%s", async (_, members) => {
    const agent = await startAgent(sim, { settings });
    sim.next(chat, answer({ content: "fine", ...members }));
    expect(await agent.text({ prompt: "Hi" })).toBe("fine");
    sim.next(
      chat,
      events(
        { choices: [{ delta: members }] },
        { choices: [{ delta: { content: "fine" }, finish_reason: "stop" }] },
      ),
    );
    expect(await collect((await agent.stream({ prompt: "Hi" })).textStream)).toEqual(["fine"]);
  });

  it("a null among the parts of a content", async () => {
    const agent = await startAgent(sim, { settings });
    const content = [
      null,
      { type: "text", text: "fi" },
      { type: "text", text: 5 },
      { type: "text", text: "ne" },
    ];
    sim.next(chat, answer({ content }));
    expect(await agent.text({ prompt: "Hi" })).toBe("fine");
  });

  it.each(["foo", {}, [null], [5], null, 7])("choices %j, which leave an answer empty", async (choices) => {
    const agent = await startAgent(sim, { settings });
    sim.next(chat, json({ choices }));
    expect(await rejectionOf(agent.text({ prompt: "Hi" }))).toMatchObject({ code: "empty_response" });
  });

  it("arguments of a tool call that are no text", async () => {
    const agent = await startAgent(sim, { settings });
    sim.next(chat, answer({ tool_calls: [{ id: "a", function: { name: "add", arguments: { to: 1 } } }] }));
    const result = await agent.use("TEXT_SMALL", { prompt: "Hi", tools: [{ name: "add" }] });
    expect(result).toMatchObject({ toolCalls: [{ id: "a", name: "add", arguments: { to: 1 } }] });
  });

  it.each([
    ["TEXT_EMBEDDING", "/embeddings", { text: "Hi" }, "missing_embedding"],
    ["IMAGE", "/images", { prompt: "A cat" }, "no_image"],
  ])("a null among the data of %s", async (type, path, params, code) => {
    const agent = await startAgent(sim, { settings });
    sim.next(path, json({ data: [null, 5] }));
    const error = await rejectionOf(agent.use(type, params));
    expect([OpenRouterError.isInstance(error), error]).toEqual([true, expect.objectContaining({ code })]);
  });
});

describe("a usage", () => {
  it("whose numbers are texts is told in numbers", async () => {
    const agent = await startAgent(sim, { settings });
    const usage = { prompt_tokens: "12", completion_tokens: "3", cost: "0.5" };
    sim.next(chat, json({ choices: [{ message: { content: "fine" } }], usage }));
    await agent.text({ prompt: "Hi" });
    expect(agent.uses).toMatchObject([{ tokens: { prompt: 12, completion: 3, total: 15 }, cost: 0.5 }]);
  });

  it.each(["n/a", 5, [], {}, { prompt_tokens: null }])("of %j is none", async (usage) => {
    const agent = await startAgent(sim, { settings });
    sim.next(chat, json({ choices: [{ message: { content: "fine" } }], usage }));
    const result = await agent.use("TEXT_SMALL", { messages: [{ role: "user", content: "Hi" }] });
    expect(result).toMatchObject({ text: "fine", usage: undefined });
  });
});

describe("an answer with nothing but images", () => {
  it("is no empty text", async () => {
    const agent = await startAgent(sim, { settings });
    sim.always(chat, { text: "", message: { images: [{ type: "image_url", ...image }] } });
    const expected = { kind: "response", code: "no_text", retryable: false };
    expect(await rejectionOf(agent.text({ prompt: "Hi" }))).toMatchObject(expected);
    expect(await rejectionOf((await agent.stream({ prompt: "Hi" })).text)).toMatchObject(expected);
    const description = agent.use("IMAGE_DESCRIPTION", "https://example.com/cat.png");
    expect(await rejectionOf(description)).toMatchObject(expected);
    expect(agent.uses).toHaveLength(3);
  });
});

describe("an error", () => {
  it.each([
    ["a bare text", "Upstream died", "Upstream died"],
    ["an object in place of a text", { message: { error: { message: "Upstream died" } } }, "Upstream died"],
  ])("of a choice or a body that is %s is told", async (_, error, reason) => {
    const agent = await startAgent(sim, { settings });
    sim.next(chat, json({ choices: [{ message: { content: "" }, error }] }), json({ error }));
    expect((await rejectionOf(agent.text({ prompt: "Hi" }))).message).toContain(reason);
    expect((await rejectionOf(agent.text({ prompt: "Hi" }))).message).toContain(reason);
  });

  it("with a key as long as a book is read like any other", async () => {
    const agent = await startAgent(sim, { settings });
    sim.next(chat, json({ error: { code: 400, message: `No: sk-or-${"a".repeat(9_000_000)}` } }));
    const error = await rejectionOf(agent.text({ prompt: "Hi" }));
    expect(error).toMatchObject({ name: "OpenRouterError", status: 400 });
    expect(error.message).toContain("No: [redacted]");
  });

  it.each([false, "", 0])("that says %j says that there is none", async (error) => {
    const agent = await startAgent(sim, { settings });
    sim.next(
      chat,
      json({ error, choices: [{ error, message: { content: "fine" }, finish_reason: "stop" }] }),
    );
    expect(await agent.text({ prompt: "Hi" })).toBe("fine");
  });
});

describe("a web page in place of an answer", () => {
  const page = (text: string) => ({
    fault: "raw" as const,
    status: 502,
    contentType: "text/html",
    body: `<html>${text}`,
  });

  it.each([
    ["scripts that never end", "<script".repeat(50_000)],
    ["titles that never end", "<title".repeat(50_000)],
    ["brackets", "<".repeat(300_000)],
  ])("that is made of %s takes no time to read", async (_, text) => {
    const agent = await startAgent(sim, { settings });
    sim.next(chat, page(text));
    const before = cpuUsage();
    expect(await rejectionOf(agent.text({ prompt: "Hi" }))).toMatchObject({ status: 502 });
    const { user } = cpuUsage(before);
    expect(user / 1_000).toBeLessThan(2_000);
  });

  it("is told without the script or style that was cut off", async () => {
    const agent = await startAgent(sim, { settings });
    sim.next(chat, page("<body>Bad gateway<style>p { color: red }"));
    expect((await rejectionOf(agent.text({ prompt: "Hi" }))).message).toMatch(/: Bad gateway\.$/);
  });
});

describe("a provider that repeats the key wherever it can", () => {
  const told = `Your header was Bearer ${testKey}`;
  const message = (members: object) => ({ choices: [{ message: members, finish_reason: told }] });
  const pictures = { OPENROUTER_IMAGE_GENERATION_MODEL: "test/painter" };

  it.each<[string, string, unknown, string, Behaviour]>([
    ["a refusal", "TEXT_SMALL", { prompt: "Hi" }, chat, json(message({ content: "", refusal: told }))],
    ["a reason to stop", "TEXT_SMALL", { prompt: "Hi" }, chat, json(message({ content: "" }))],
    ["words in place of JSON", "OBJECT_SMALL", { prompt: "Hi" }, chat, json(message({ content: told }))],
    [
      "JSON that does not match",
      "OBJECT_SMALL",
      { prompt: "Hi", schema: { type: "object", properties: { a: { enum: [1] } } } },
      chat,
      json(message({ content: JSON.stringify({ a: told, [told]: 1 }) })),
    ],
    [
      "an image that is none",
      "IMAGE",
      { prompt: "Hi" },
      "/images",
      json({ id: told, data: [{ b64_json: told }] }),
    ],
    [
      "a broken vector",
      "TEXT_EMBEDDING",
      "Hi",
      "/embeddings",
      json({ id: told, data: [{ embedding: told, index: told }] }),
    ],
    [
      "headers of something that is no answer",
      "TEXT_SMALL",
      { prompt: "Hi" },
      chat,
      { fault: "raw", body: "[]", headers: { "x-request-id": testKey, "x-generation-id": testKey } },
    ],
    [
      "the type of what is no audio",
      "TEXT_TO_SPEECH",
      "Hi",
      "/audio/speech",
      { fault: "raw", body: told, contentType: `text/${testKey}` },
    ],
    [
      "a code of an error",
      "TEXT_SMALL",
      { prompt: "Hi" },
      chat,
      json({ error: { code: { [told]: told }, message: "No", metadata: { error_type: told, raw: told } } }),
    ],
  ])("as %s has it in no error, log or event", async (_, type, params, path, behaviour) => {
    const agent = await startAgent(sim, { settings: { ...settings, ...pictures } });
    const lines: unknown[] = [];
    for (const level of ["trace", "debug", "info", "warn", "error"] as const) {
      agent.runtime.logger[level] = (...line: unknown[]) => void lines.push(...line);
    }
    sim.next(path, behaviour);
    const error = await rejectionOf(agent.use(type, params));
    expect(OpenRouterError.isInstance(error)).toBe(true);
    const uses = agent.uses.map(({ runtime: _runtime, ...use }) => use);
    // Core logs the settings of a call itself, before the plugin sees it.
    const own = lines.filter((line) => typeof line === "string");
    const everything = inspect([error, JSON.stringify(error), uses, own], { depth: 20, showHidden: true });
    expect(everything).not.toContain(testKey.slice(0, 16));
  });

  it("as words in place of an image has it in no error either", async () => {
    const agent = await startAgent(sim, { settings: { ...settings, ...pictures } });
    sim.next("/images", { fault: "error", status: 404, error: { code: 404, message: "Not here" } });
    sim.next(chat, json(message({ content: told })));
    const error = await rejectionOf(agent.use("IMAGE", { prompt: "A cat" }));
    expect(inspect(error, { depth: 20, showHidden: true })).not.toContain(testKey.slice(0, 16));
  });
});
