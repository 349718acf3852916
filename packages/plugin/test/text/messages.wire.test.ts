import { onePixelPng } from "openrouter-sim";
import { describe, expect, it } from "vitest";
import { startAgent } from "../support/agent.js";
import { rejectionOf } from "../support/outcomes.js";
import { chat, startSim } from "../support/sim.js";

const sim = await startSim();
const settings = { OPENROUTER_SMALL_MODEL: "test/model" };

async function messagesFor(params: Record<string, unknown>, system?: string): Promise<unknown> {
  const agent = await startAgent(sim, { settings, ...(system === undefined ? {} : { system }) });
  await agent.text(params);
  return sim.requestsTo(chat).at(-1)?.body?.messages;
}

describe("messages", () => {
  it("go out in elizaOS's own shape", async () => {
    const messages = [
      { role: "system", content: "Be kind." },
      {
        role: "user",
        content: [
          { type: "text", text: "What is this?" },
          { type: "image", image: onePixelPng },
        ],
      },
      {
        role: "assistant",
        content: null,
        toolCalls: [{ id: "1", name: "look", arguments: { at: "it" } }],
        reasoningDetails: [],
      },
      { role: "tool", toolCallId: "1", content: "A pixel." },
    ];
    expect(await messagesFor({ messages }, "Not this one.")).toEqual([
      { role: "system", content: "Be kind." },
      {
        role: "user",
        content: [
          { type: "text", text: "What is this?" },
          { type: "image_url", image_url: { url: `data:image/png;base64,${onePixelPng}` } },
        ],
      },
      {
        role: "assistant",
        content: null,
        tool_calls: [{ id: "1", type: "function", function: { name: "look", arguments: '{"at":"it"}' } }],
        reasoning_details: [],
      },
      { role: "tool", tool_call_id: "1", content: "A pixel." },
    ]);
  });

  it("go out in the AI SDK's shape", async () => {
    const messages = [
      { role: "user", content: "Look" },
      {
        role: "assistant",
        content: [
          { type: "reasoning", text: "Hmm." },
          { type: "tool-call", toolCallId: "1", toolName: "look", input: {} },
        ],
      },
      {
        role: "tool",
        content: [
          {
            type: "tool-result",
            toolCallId: "1",
            toolName: "look",
            output: { type: "json", value: { a: 1 } },
          },
        ],
      },
    ];
    expect(await messagesFor({ messages })).toEqual([
      { role: "user", content: "Look" },
      {
        role: "assistant",
        content: null,
        tool_calls: [{ id: "1", type: "function", function: { name: "look", arguments: "{}" } }],
      },
      { role: "tool", tool_call_id: "1", content: '{"a":1}' },
    ]);
  });

  it("give an object whose text form is the answer", async () => {
    const agent = await startAgent(sim, { settings });
    sim.next(chat, { text: "Hello.", provider: "Google" });
    const result = await agent.use<object>("TEXT_SMALL", { messages: [{ role: "user", content: "Hi" }] });
    expect(result).toMatchObject({
      text: "Hello.",
      toolCalls: [],
      finishReason: "stop",
      usage: { totalTokens: expect.any(Number) },
      providerMetadata: { openrouter: { provider: "Google" } },
    });
    expect(`${result}`).toBe("Hello.");
  });

  it.each([
    [[{ role: "robot", content: "Hi" }], /messages\[0\].*robot/],
    [[{ role: "user", content: [{ type: "hologram" }] }], /messages\[0\].*hologram/],
    [[{ role: "tool", content: "x" }], /messages\[0\].*toolCallId/],
  ])("that cannot be sent are a parameter error", async (messages, problem) => {
    const agent = await startAgent(sim, { settings });
    const error = await rejectionOf(agent.text({ messages }));
    expect(error).toMatchObject({ kind: "parameter", retryable: false });
    expect(error.message).toMatch(problem);
    expect(sim.requestsTo(chat)).toEqual([]);
  });
});

describe("instructions", () => {
  it("come from the call before the character", async () => {
    expect(await messagesFor({ prompt: "Hi", system: "Mine." }, "The character's.")).toEqual([
      { role: "system", content: "Mine." },
      { role: "user", content: "Hi" },
    ]);
  });

  it("can open the answer", async () => {
    expect(await messagesFor({ prompt: "List", prefill: "1." })).toEqual([
      { role: "user", content: "List" },
      { role: "assistant", content: "1." },
    ]);
  });
});

describe("attachments", () => {
  const pdf = Buffer.from("%PDF-1.4 test").toString("base64");

  it.each([
    [
      "an image as bare base64",
      { mediaType: "image/png", data: onePixelPng },
      { type: "image_url", image_url: { url: `data:image/png;base64,${onePixelPng}` } },
    ],
    [
      "an image by URL",
      { mediaType: "image/jpeg", data: new URL("https://example.com/a.jpg") },
      { type: "image_url", image_url: { url: "https://example.com/a.jpg" } },
    ],
    [
      "a PDF",
      { mediaType: "application/pdf", data: new Uint8Array(Buffer.from("%PDF-1.4 test")), filename: "a.pdf" },
      { type: "file", file: { filename: "a.pdf", file_data: `data:application/pdf;base64,${pdf}` } },
    ],
    [
      "audio",
      { mediaType: "audio/mpeg", data: "data:audio/mpeg;base64,SUQz" },
      { type: "input_audio", input_audio: { data: "SUQz", format: "mp3" } },
    ],
    [
      "video",
      { mediaType: "video/mp4", data: "https://example.com/a.mp4" },
      { type: "video_url", video_url: { url: "https://example.com/a.mp4" } },
    ],
    [
      "text",
      { mediaType: "text/plain", data: Buffer.from("Héllo").toString("base64"), filename: "note.txt" },
      { type: "text", text: "note.txt:\nHéllo" },
    ],
  ])("carry %s", async (_, attachment, part) => {
    expect(await messagesFor({ prompt: "See", attachments: [attachment] })).toEqual([
      { role: "user", content: [{ type: "text", text: "See" }, part] },
    ]);
  });

  it.each([
    [[{ mediaType: "audio/mpeg", data: "https://example.com/a.mp3" }]],
    [[{ mediaType: "text/plain", data: "data:text/plain;base64,???" }]],
    [[null]],
    [{}],
  ])("that cannot be sent are a parameter error: %j", async (attachments) => {
    const agent = await startAgent(sim, { settings });
    const call = agent.use("TEXT_SMALL", { prompt: "Hear", attachments });
    expect(await rejectionOf(call)).toMatchObject({ kind: "parameter" });
  });
});

describe("prompt segments", () => {
  const promptSegments = [
    { content: "Rules. ", stable: true },
    { content: "Examples. ", stable: true },
    { content: "Now. ", stable: false },
    { content: "Format.", stable: true },
  ];
  const prompt = promptSegments.map((segment) => segment.content).join("");

  it("become cache breakpoints for Anthropic, with the same text", async () => {
    const agent = await startAgent(sim, {
      settings: { OPENROUTER_SMALL_MODEL: "anthropic/claude-sonnet-4.5" },
    });
    await agent.text({ prompt, promptSegments });
    expect(sim.requestsTo(chat)[0]?.body?.messages).toEqual([
      {
        role: "user",
        content: [
          { type: "text", text: "Rules. Examples. ", cache_control: { type: "ephemeral" } },
          { type: "text", text: "Now. " },
          { type: "text", text: "Format.", cache_control: { type: "ephemeral" } },
        ],
      },
    ]);
  });

  it("leave other models' prompts as they are", async () => {
    expect(await messagesFor({ prompt, promptSegments })).toEqual([{ role: "user", content: prompt }]);
  });
});

describe("the format of the answer", () => {
  it.each([
    ["json_object", { type: "json_object" }],
    [{ type: "json_object" }, { type: "json_object" }],
    ["text", undefined],
    [
      { type: "json_schema", json_schema: { name: "n", schema: { type: "object" } } },
      { type: "json_schema", json_schema: { name: "n", schema: { type: "object" } } },
    ],
  ])("%j is asked for as %j", async (responseFormat, wire) => {
    const agent = await startAgent(sim, { settings });
    await agent.use("TEXT_SMALL", { prompt: "Hi", responseFormat });
    expect(sim.requestsTo(chat)[0]?.body?.response_format).toEqual(wire);
  });
});
