import { describe, expect, it } from "vitest";
import { startAgent } from "../support/agent.js";
import { collect, rejectionOf } from "../support/outcomes.js";
import { chat, startSim } from "../support/sim.js";

const sim = await startSim();
const settings = { OPENROUTER_SMALL_MODEL: "test/model" };

function calling(name: string, toolArguments: string, id = "call_1") {
  return {
    text: "",
    finishReason: "tool_calls",
    message: {
      tool_calls: [{ index: 0, id, type: "function", function: { name, arguments: toolArguments } }],
    },
  };
}

const parameters = { type: "object", properties: { city: { type: "string" } } };

describe("tools", () => {
  it("that do not listen to an abort do not hold it up", async () => {
    const agent = await startAgent(sim, { settings });
    sim.next(chat, calling("wait", "{}"));
    const controller = new AbortController();
    let seen: AbortSignal | undefined;
    const execute = (_: unknown, { signal }: { signal: AbortSignal }) => {
      seen = signal;
      controller.abort();
      return new Promise(() => undefined);
    };
    const call = agent.text({ prompt: "Hi", signal: controller.signal, tools: [{ name: "wait", execute }] });
    expect(await rejectionOf(call)).toMatchObject({ name: "AbortError", kind: "abort" });
    expect(seen?.aborted).toBe(true);
    expect(sim.requestsTo(chat)).toHaveLength(1);
  });

  it.each([
    ["a list", [{ name: "weather", description: "Tells it.", parameters, strict: true }]],
    [
      "the wire's shape",
      [
        {
          type: "function",
          function: { name: "weather", description: "Tells it.", parameters, strict: true },
        },
      ],
    ],
    [
      "a record",
      { weather: { description: "Tells it.", inputSchema: { jsonSchema: parameters }, strict: true } },
    ],
  ])("are understood as %s", async (_, tools) => {
    const agent = await startAgent(sim, { settings });
    sim.next(chat, calling("weather", '{"city":"Oslo"}'));
    const result = await agent.use<object>("TEXT_SMALL", {
      prompt: "Weather?",
      tools,
      toolChoice: "required",
    });
    expect(sim.requestsTo(chat)[0]?.body).toMatchObject({
      tools: [
        {
          type: "function",
          function: { name: "weather", description: "Tells it.", parameters, strict: true },
        },
      ],
      tool_choice: "required",
    });
    expect(result).toMatchObject({
      text: "",
      toolCalls: [{ id: "call_1", name: "weather", arguments: { city: "Oslo" } }],
      finishReason: "tool_calls",
    });
  });

  it.each([
    ["auto", "auto"],
    ["none", "none"],
    [
      { type: "tool", name: "weather" },
      { type: "function", function: { name: "weather" } },
    ],
    [
      { type: "tool", toolName: "weather" },
      { type: "function", function: { name: "weather" } },
    ],
    [
      { type: "function", function: { name: "weather" } },
      { type: "function", function: { name: "weather" } },
    ],
    [{ name: "weather" }, { type: "function", function: { name: "weather" } }],
  ])("are chosen by %j", async (toolChoice, wire) => {
    const agent = await startAgent(sim, { settings });
    await agent.text({ prompt: "Hi", tools: [{ name: "weather", parameters }], toolChoice });
    expect(sim.requestsTo(chat)[0]?.body?.tool_choice).toEqual(wire);
  });

  it("with code are run, and the result is the final text", async () => {
    const agent = await startAgent(sim, { settings });
    const details = [{ type: "reasoning.encrypted", data: "abc", format: "x", id: "r1", index: 0 }];
    const first = calling("weather", '{"city":"Oslo"}');
    sim.next(
      chat,
      { ...first, message: { ...first.message, reasoning_details: details } },
      { text: "It rains in Oslo." },
    );
    const seen: unknown[] = [];
    const weather = {
      name: "weather",
      parameters,
      execute: async (toolArguments: unknown, options: { signal: AbortSignal }) => {
        seen.push(toolArguments, options.signal.aborted);
        return { sky: "rain" };
      },
    };
    const result = await agent.text({ prompt: "Weather?", tools: [weather], toolChoice: "required" });
    expect(result).toBe("It rains in Oslo.");
    expect(seen).toEqual([{ city: "Oslo" }, false]);
    const second = sim.requestsTo(chat)[1]?.body;
    expect(second?.messages).toEqual([
      { role: "user", content: "Weather?" },
      {
        role: "assistant",
        content: null,
        tool_calls: [
          { id: "call_1", type: "function", function: { name: "weather", arguments: '{"city":"Oslo"}' } },
        ],
        reasoning_details: details,
      },
      { role: "tool", tool_call_id: "call_1", content: '{"sky":"rain"}' },
    ]);
    // Forced once; forced again, the model could never answer.
    expect(second?.tool_choice).toBeUndefined();
    expect(agent.uses).toHaveLength(1);
  });

  it("that fail tell the model why", async () => {
    const agent = await startAgent(sim, { settings });
    sim.next(chat, calling("weather", "{}"), calling("weather", "{broken", "call_2"), { text: "Sorry." });
    const execute = () => {
      throw new Error("No network.");
    };
    expect(await agent.text({ prompt: "Weather?", tools: [{ name: "weather", execute }] })).toBe("Sorry.");
    const messages = sim.requestsTo(chat)[2]?.body?.messages;
    expect(messages).toMatchObject([
      {},
      {},
      { role: "tool", content: "Error: No network." },
      {},
      { role: "tool", content: expect.stringMatching(/^Error: .*JSON/) },
    ]);
  });

  it("stop after the configured number of steps, with the calls that are left", async () => {
    const agent = await startAgent(sim, {
      settings: { ...settings, OPENROUTER_TOOL_EXECUTION_MAX_STEPS: 2 },
    });
    sim.always(chat, calling("again", "{}"));
    let runs = 0;
    const execute = () => {
      runs += 1;
    };
    const result = await agent.use("TEXT_SMALL", { prompt: "Go", tools: [{ name: "again", execute }] });
    expect(sim.requestsTo(chat)).toHaveLength(2);
    expect(runs).toBe(1);
    expect(result).toMatchObject({ toolCalls: [{ name: "again" }], finishReason: "tool_calls" });
  });

  it("are all left to the caller when one has no code", async () => {
    const agent = await startAgent(sim, { settings });
    sim.next(chat, {
      text: "",
      message: {
        tool_calls: [
          { id: "a", type: "function", function: { name: "mine", arguments: "{}" } },
          { id: "a", type: "function", function: { name: "yours", arguments: "{}" } },
        ],
      },
    });
    let runs = 0;
    const execute = () => {
      runs += 1;
    };
    const tools = [{ name: "mine", execute }, { name: "yours" }];
    const result = await agent.use<{ toolCalls: { id: string }[] }>("TEXT_SMALL", { prompt: "Go", tools });
    expect(runs).toBe(0);
    // Two calls with one id could not be told apart; and the provider gave no reason for its stop.
    expect(result.toolCalls.map((call) => call.id)).toEqual(["a", "a_1"]);
    expect(result).toMatchObject({ finishReason: "tool_calls" });
  });

  it("are run in a stream, whose text goes on afterwards", async () => {
    const agent = await startAgent(sim, { settings });
    sim.next(
      chat,
      { ...calling("weather", '{"city":"Oslo"}'), pieces: ["Let me see. "] },
      { pieces: ["It rains."] },
    );
    const execute = () => "rain";
    const result = await agent.stream({ prompt: "Weather?", tools: [{ name: "weather", execute }] });
    expect(await collect(result.textStream)).toEqual(["Let me see. ", "It rains."]);
    expect(sim.requestsTo(chat)[1]?.body?.messages).toMatchObject([
      {},
      { role: "assistant", content: "Let me see. ", tool_calls: [{ id: "call_1" }] },
      { role: "tool", content: "rain" },
    ]);
    expect(agent.uses).toHaveLength(1);
  });

  it("stop running when the caller aborts", async () => {
    const agent = await startAgent(sim, { settings });
    sim.always(chat, calling("slow", "{}"));
    const controller = new AbortController();
    const execute = (_: unknown, { signal }: { signal: AbortSignal }) =>
      new Promise((resolve) => {
        signal.addEventListener("abort", resolve);
        controller.abort();
      });
    const call = agent.text({ prompt: "Go", tools: [{ name: "slow", execute }], signal: controller.signal });
    expect(await rejectionOf(call)).toMatchObject({ name: "AbortError" });
    expect(sim.requestsTo(chat)).toHaveLength(1);
  });

  it("of OpenRouter's own go out as they are, and citations come back", async () => {
    const agent = await startAgent(sim, { settings });
    const annotations = [
      {
        type: "url_citation",
        url_citation: { url: "https://example.com", title: "A", start_index: 0, end_index: 3 },
      },
    ];
    sim.next(chat, { text: "News.", message: { annotations } });
    const result = await agent.use("TEXT_SMALL", {
      messages: [{ role: "user", content: "News?" }],
      tools: [{ type: "openrouter:web_search", parameters: { maxResults: 3 } }],
    });
    expect(sim.requestsTo(chat)[0]?.body?.tools).toEqual([
      { type: "openrouter:web_search", parameters: { max_results: 3 } },
    ]);
    expect(result).toMatchObject({ text: "News.", providerMetadata: { openrouter: { annotations } } });
  });
});
