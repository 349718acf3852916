import { cpuUsage } from "node:process";
import { describe, expect, it } from "vitest";
import { startAgent } from "../support/agent.js";
import { chat, startSim } from "../support/sim.js";

const sim = await startSim();
const settings = { OPENROUTER_SMALL_MODEL: "test/model" };

describe("tool calls that come in pieces", () => {
  it("take no time, however many they are", async () => {
    const agent = await startAgent(sim, { settings });
    const calls = Array.from({ length: 80_000 }, (_, index) => ({
      index,
      id: `${index}`,
      function: { name: "f", arguments: "" },
    }));
    const all = calls.map((call) => ({ choices: [{ delta: { tool_calls: [call] } }] }));
    const last = { choices: [{ delta: {}, finish_reason: "tool_calls" }] };
    const body = [...all, last].map((event) => `data: ${JSON.stringify(event)}\n\n`).join("");
    sim.next(chat, { fault: "raw", contentType: "text/event-stream", body });
    const before = cpuUsage();
    const result = await agent.stream({ prompt: "Go", tools: [{ name: "f" }] });
    expect(await Reflect.get(result, "toolCalls")).toHaveLength(calls.length);
    expect(cpuUsage(before).user / 1_000).toBeLessThan(8_000);
  });

  const piece = (index: unknown, id: unknown, name: unknown, text: unknown) => ({
    choices: [{ delta: { tool_calls: [{ index, id, function: { name, arguments: text } }] } }],
  });
  const both = [
    { name: "f", arguments: { x: 1 } },
    { name: "g", arguments: { y: 2 } },
  ];

  it.each([
    [
      "as they should be",
      [
        piece(0, "a", "f", '{"x"'),
        piece(1, "b", "g", '{"y"'),
        piece(0, null, null, ":1}"),
        piece(1, "", "", ":2}"),
      ],
    ],
    [
      "with the same index for both",
      [piece(0, "a", "f", '{"x":1}'), piece(0, "b", "g", '{"y"'), piece(0, null, null, ":2}")],
    ],
    [
      "with the same id for both",
      [piece(0, "a", "f", '{"x":1}'), piece(1, "a", "g", '{"y"'), piece(1, "a", null, ":2}")],
    ],
    [
      "with an index that is text",
      [piece("0", "a", "f", '{"x"'), piece("0", null, null, ":1}"), piece("1", "b", "g", '{"y":2}')],
    ],
    [
      "without an index",
      [
        piece(null, "a", "f", '{"x"'),
        piece(null, "", "", ":1}"),
        piece(null, "b", "g", '{"y"'),
        piece(null, null, null, ":2}"),
      ],
    ],
    [
      "without an index, and the id each time",
      [piece(null, "a", "f", '{"x"'), piece(null, "a", "f", ":1}"), piece(null, "b", "g", '{"y":2}')],
    ],
    ["whole, without index or id", [piece(null, null, "f", '{"x":1}'), piece(null, null, "g", '{"y":2}')]],
    [
      "with the name each time",
      [piece(0, "a", "f", '{"x"'), piece(0, "a", "f", ":1}"), piece(1, "b", "g", '{"y":2}')],
    ],
    [
      "with another id each time",
      [piece(0, "a", "f", '{"x"'), piece(0, "a2", null, ":1}"), piece(1, "b", "g", '{"y":2}')],
    ],
    [
      "with another id and the name each time",
      [
        piece(0, "a", "f", ""),
        piece(0, "a2", "f", '{"x"'),
        piece(0, "a3", "f", ":1}"),
        piece(1, "b", "g", '{"y":2}'),
      ],
    ],
    [
      "with the id after the name",
      [
        piece(0, null, "f", '{"x"'),
        piece(0, "a", null, ":1}"),
        piece(1, "b", "g", '{"y":2}'),
        piece(0, "a", null, ""),
      ],
    ],
  ])("%s are put together", async (_, pieces) => {
    expect(await putTogether(pieces)).toMatchObject(both);
  });

  it("of one tool, with the same index and an empty end, are two", async () => {
    const pieces = [piece(0, "a", "f", '{"x":1}'), piece(0, null, null, ""), piece(0, "b", "f", '{"x":2}')];
    expect(await putTogether(pieces)).toMatchObject([
      { id: "a", arguments: { x: 1 } },
      { id: "b", arguments: { x: 2 } },
    ]);
  });

  async function putTogether(pieces: readonly unknown[]): Promise<unknown> {
    const agent = await startAgent(sim, { settings });
    const all = [...pieces, { choices: [{ delta: {}, finish_reason: "tool_calls" }] }];
    const body = all.map((event) => `data: ${JSON.stringify(event)}\n\n`).join("");
    sim.next(chat, { fault: "raw", contentType: "text/event-stream", body });
    const result = await agent.stream({ prompt: "Go", tools: [{ name: "f" }, { name: "g" }] });
    return Reflect.get(result, "toolCalls");
  }
});
