import type { Behaviour } from "openrouter-sim";
import { describe, expect, it } from "vitest";
import { startAgent } from "../support/agent.js";
import { failureOf, rejectionOf } from "../support/outcomes.js";
import { chat, startSim } from "../support/sim.js";

const sim = await startSim();
const settings = {
  OPENROUTER_SMALL_MODEL: "test/model",
  OPENROUTER_IMAGE_GENERATION_MODEL: "test/painter",
  OPENROUTER_MAX_RETRIES: 0,
};
const usage = { prompt_tokens: 6, completion_tokens: 1, total_tokens: 7, cost: 0.5 };
const error = { code: 502, message: "Upstream died" };
const chunk = (content: string) => ({ id: "gen-1", model: "test/model", choices: [{ delta: { content } }] });

/** A body of server-sent events that no schema has looked at. */
function events(...all: object[]): Behaviour {
  const body = all.map((event) => `data: ${JSON.stringify(event)}\n\n`).join("");
  return { fault: "raw", contentType: "text/event-stream", body };
}

const billed = { tokens: { total: 7 }, cost: 0.5 };

describe("a call that fails after something was generated reports its use, once, and its failure", () => {
  it.each<[string, Behaviour, object]>([
    ["an error in the choice", { text: "par", choiceError: error, usage }, { ...billed, error: 502 }],
    [
      "an error in the body",
      { fault: "raw", body: JSON.stringify({ id: "gen-1", error, usage }) },
      { ...billed, error: 502, generationId: "gen-1" },
    ],
    ["an empty answer", { text: "", usage }, { ...billed, error: "empty_response" }],
    // Billed all the same; the generation id leads to how much.
    [
      "an error after text, without a usage",
      { text: "par", choiceError: error, usage: null },
      { error: 502 },
    ],
    ["nothing but reasoning", { text: "", reasoning: "Hm.", usage: null }, { error: "empty_response" }],
  ])("with %s", async (_, behaviour, use) => {
    const agent = await startAgent(sim, { settings });
    sim.next(chat, behaviour);
    await rejectionOf(agent.text({ prompt: "Hi" }));
    expect(agent.uses).toHaveLength(1);
    expect(agent.uses[0]).toMatchObject({ type: "TEXT_SMALL", streamed: false, ...use });
  });

  it.each<[string, Behaviour, object]>([
    [
      "an error chunk with the usage",
      events(chunk("par"), { error, usage, choices: [] }),
      { ...billed, error: 502 },
    ],
    [
      "an error chunk after the usage",
      events(chunk("par"), { usage, choices: [] }, { error, choices: [] }),
      { ...billed, error: 502 },
    ],
    [
      "a stream cut after the usage",
      events(chunk("par"), { usage, choices: [] }),
      { ...billed, error: "stream_cut" },
    ],
    // Billed all the same; the generation id leads to how much.
    ["a stream cut before it", events(chunk("par")), { error: "stream_cut", generationId: "gen-1" }],
  ])("streamed, with %s", async (_, behaviour, use) => {
    const agent = await startAgent(sim, { settings });
    sim.next(chat, behaviour);
    const { textStream } = await agent.stream({ prompt: "Hi" });
    expect((await failureOf(textStream)).pieces).toEqual(["par"]);
    expect(agent.uses).toHaveLength(1);
    expect(agent.uses[0]).toMatchObject({ type: "TEXT_SMALL", streamed: true, ...use });
  });

  it.each([
    ["reasoning", { reasoning: "Hm." }],
    ["a tool call", { tool_calls: [{ index: 0, id: "a", function: { name: "add", arguments: "{" } }] }],
  ])("when its stream breaks within %s, before any text", async (_, delta) => {
    const agent = await startAgent(sim, { settings });
    sim.next(chat, events({ id: "gen-1", choices: [{ delta }] }));
    await failureOf((await agent.stream({ prompt: "Hi" })).textStream);
    expect(agent.uses).toMatchObject([{ error: "stream_cut", generationId: "gen-1" }]);
  });

  it("when an object is none, and the answer tells no usage", async () => {
    const agent = await startAgent(sim, { settings });
    sim.next(chat, { text: "I would rather not.", usage: null });
    await rejectionOf(agent.use("OBJECT_SMALL", { prompt: "Who?" }));
    expect(agent.uses).toMatchObject([{ type: "OBJECT_SMALL", error: "invalid_json" }]);
  });

  it("when a vector is unusable, and the answer tells no usage", async () => {
    const agent = await startAgent(sim, { settings });
    const data = [{ object: "embedding", index: 0, embedding: [0.1] }];
    sim.next("/embeddings", { fault: "raw", body: JSON.stringify({ data }) });
    await rejectionOf(agent.use("TEXT_EMBEDDING", "Hi"));
    expect(agent.uses).toMatchObject([{ type: "TEXT_EMBEDDING", error: "embedding_width" }]);
  });

  it("when its consumer leaves", async () => {
    const agent = await startAgent(sim, { settings });
    sim.next(chat, { pieces: ["a", "b"], ending: "keep-alive-for-ever" });
    for await (const _ of (await agent.stream({ prompt: "Hi" })).textStream) break;
    await expect.poll(() => agent.uses).toHaveLength(1);
    expect(agent.uses[0]).toMatchObject({ streamed: true, error: "aborted" });
  });

  it("when an image does not come", async () => {
    const agent = await startAgent(sim, { settings });
    sim.next("/images", { body: { data: [] } });
    await rejectionOf(agent.use("IMAGE", { prompt: "A cat" }));
    expect(agent.uses).toHaveLength(1);
    expect(agent.uses[0]).toMatchObject({ type: "IMAGE", error: "no_image" });
  });
});

it("a call that is repeated reports the use of every try", async () => {
  const agent = await startAgent(sim, { settings: { ...settings, OPENROUTER_MAX_RETRIES: 1 } });
  sim.next(chat, { text: "par", choiceError: error, usage }, { text: "whole", usage });
  expect(await agent.text({ prompt: "Hi" })).toBe("whole");
  expect(agent.uses).toHaveLength(1);
  expect(agent.uses[0]).toMatchObject({ tokens: { total: 14 }, cost: 1, error: undefined });
});

it.each([401, 402, 429, 503])(
  "a call that is refused with %i costs nothing and reports nothing",
  async (status) => {
    const agent = await startAgent(sim, { settings });
    sim.always(chat, { fault: "error", status, error: { code: status, message: "No." } });
    await rejectionOf(agent.text({ prompt: "Hi" }));
    await rejectionOf(agent.stream({ prompt: "Hi" }));
    expect(agent.uses).toEqual([]);
  },
);
