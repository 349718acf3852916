import { cpuUsage } from "node:process";
import { describe, expect, it } from "vitest";
import { startAgent } from "../support/agent.js";
import { cores } from "../support/cores.js";
import { rejectionOf } from "../support/outcomes.js";
import { chat, startSim } from "../support/sim.js";

const sim = await startSim();
const settings = { OPENROUTER_SMALL_MODEL: "test/model", OPENROUTER_MAX_RETRIES: 0 };
const schema = {
  type: "object",
  properties: { name: { type: "string" }, age: { type: "integer" } },
  required: ["name", "age"],
  additionalProperties: false,
};
const ada = { name: "Ada", age: 36 };

describe.each(cores)("an object call on core $version", (core) => {
  it("asks for a strict schema and gives the object", async () => {
    const agent = await startAgent(sim, { core, settings });
    sim.next(chat, { text: JSON.stringify(ada) });
    expect(await agent.use("OBJECT_SMALL", { prompt: "Who?", schema })).toEqual(ada);
    expect(sim.requestsTo(chat)[0]?.body?.response_format).toEqual({
      type: "json_schema",
      json_schema: { name: "answer", strict: true, schema },
    });
    expect(agent.uses).toMatchObject([{ type: "OBJECT_SMALL" }]);
  });
});

describe("the format", () => {
  it("gets looser as models refuse it, and the model's limits are remembered", async () => {
    const agent = await startAgent(sim, { settings });
    sim.always(chat, ({ body }) => {
      const format = JSON.stringify(body?.response_format ?? "");
      if (format.includes('"strict":true')) {
        const message = "No endpoints found that support structured outputs";
        return { fault: "error", status: 404, error: { code: 404, message } };
      }
      if (format.includes("json_schema")) {
        const message = "response_format json_schema is not supported";
        return { fault: "error", status: 400, error: { code: 400, message } };
      }
      return { text: JSON.stringify(ada) };
    });
    const formats = () =>
      sim.requestsTo(chat).map(({ body }) => {
        const format = Object(body?.response_format);
        return [format.type, format.json_schema?.strict];
      });
    expect(await agent.use("OBJECT_SMALL", { prompt: "Who?", schema })).toEqual(ada);
    expect(formats()).toEqual([
      ["json_schema", true],
      ["json_schema", false],
      ["json_object", undefined],
    ]);
    expect(JSON.stringify(sim.requestsTo(chat)[2]?.body?.messages)).toContain("additionalProperties");
    expect(await agent.use("OBJECT_SMALL", { prompt: "Who?", schema })).toEqual(ada);
    expect(formats().slice(3)).toEqual([["json_object", undefined]]);
  });

  it("ends in words alone for a model without JSON mode", async () => {
    const agent = await startAgent(sim, { settings });
    sim.always(chat, ({ body }) =>
      body?.response_format === undefined
        ? { text: `Here you are:\n\`\`\`json\n${JSON.stringify(ada)}\n\`\`\`` }
        : { fault: "error", status: 400, error: { code: 400, message: "response_format is not supported" } },
    );
    expect(await agent.use("OBJECT_SMALL", { prompt: "Who?", schema })).toEqual(ada);
    expect(sim.requestsTo(chat)).toHaveLength(4);
  });

  it("without a schema is JSON mode, and the prompt says JSON", async () => {
    const agent = await startAgent(sim, { settings });
    sim.always(chat, { text: '{"any":"thing"}' });
    expect(await agent.use("OBJECT_SMALL", { prompt: "Reflect." })).toEqual({ any: "thing" });
    expect(await agent.use("OBJECT_SMALL", { prompt: "Reflect in JSON." })).toEqual({ any: "thing" });
    const [first, second] = sim.requestsTo(chat).map(({ body }) => body);
    expect(first?.response_format).toEqual({ type: "json_object" });
    expect(first?.messages).toHaveLength(2);
    expect(second?.messages).toHaveLength(1);
  });
});

describe("a model", () => {
  it("that gave JSON without a schema is still asked for a strict one", async () => {
    const agent = await startAgent(sim, { settings });
    sim.always(chat, { text: JSON.stringify(ada) });
    await agent.use("OBJECT_SMALL", { prompt: "Who?" });
    await agent.use("OBJECT_SMALL", { prompt: "Who?", schema });
    expect(sim.requestsTo(chat)[1]?.body?.response_format).toMatchObject({ json_schema: { strict: true } });
  });

  it("that does not exist is not asked for less and less", async () => {
    const agent = await startAgent(sim, { settings });
    const availability = { code: "model_not_found", retryable: false };
    const error = { code: 404, message: "No endpoints found", availability };
    sim.always(chat, { fault: "error", status: 404, error });
    await rejectionOf(agent.use("OBJECT_SMALL", { prompt: "Who?", schema }));
    expect(sim.requestsTo(chat)).toHaveLength(1);
  });
});

describe("lists and words", () => {
  const wrapped = (inner: object) => ({
    type: "object",
    properties: { value: inner },
    required: ["value"],
    additionalProperties: false,
  });

  it.each([
    ["a schema of a list", { schema: { type: "array", items: { type: "string" } }, output: "array" }],
    ["a schema of an item", { schema: { type: "string" }, output: "array" }],
  ])("are wrapped on the wire, and come back bare, for %s", async (_, wish) => {
    const agent = await startAgent(sim, { settings });
    sim.next(chat, { text: '{"value":["a","b"]}' });
    expect(await agent.use("OBJECT_SMALL", { prompt: "List.", ...wish })).toEqual(["a", "b"]);
    expect(sim.requestsTo(chat)[0]?.body?.response_format).toMatchObject({
      json_schema: { schema: wrapped({ type: "array", items: { type: "string" } }) },
    });
  });

  it("are accepted bare too", async () => {
    const agent = await startAgent(sim, { settings });
    sim.next(chat, { text: '["a"]' }, { text: '{"items":["b"]}' });
    const schemaOfList = { type: "array", items: { type: "string" } };
    expect(await agent.use("OBJECT_SMALL", { prompt: "List.", schema: schemaOfList })).toEqual(["a"]);
    expect(await agent.use("OBJECT_SMALL", { prompt: "List.", output: "array" })).toEqual(["b"]);
  });

  it("give one of the allowed words", async () => {
    const agent = await startAgent(sim, { settings });
    sim.next(chat, { text: '{"value":"yes"}' });
    const wish = { prompt: "Well?", output: "enum", enumValues: ["yes", "no"] };
    expect(await agent.use("OBJECT_SMALL", wish)).toBe("yes");
  });
});

describe("an answer", () => {
  it.each([
    ["in a code fence", `\`\`\`json\n${JSON.stringify(ada)}\n\`\`\``],
    ["among words", `Sure! ${JSON.stringify(ada)} Anything else?`],
    ["with broken JSON", "{name: 'Ada', \"age\": 36,}"],
    ["with broken JSON in a code fence", "Here [1]:\n```json\n{name: 'Ada', \"age\": 36,}\n```"],
    ["in the first of two code fences", "```\n{name: 'Ada', age: 36}\n```\nor\n```\n{}\n```"],
  ])("%s is read", async (_, text) => {
    const agent = await startAgent(sim, { settings });
    sim.next(chat, { text });
    expect(await agent.use("OBJECT_SMALL", { prompt: "Who?", schema })).toEqual(ada);
  });

  it.each([
    ["whole", ""],
    ["broken", ","],
  ])("in a code fence, with code fences in its own texts, is read to its end, %s", async (_, comma) => {
    const agent = await startAgent(sim, { settings });
    const value = { text: "Use ```js\nrun()``` for it.", more: true };
    const broken = JSON.stringify(value).replace(/}$/, `${comma}}`);
    sim.next(chat, { text: `\`\`\`json\n${broken}\n\`\`\`` });
    expect(await agent.use("OBJECT_SMALL", { prompt: "How?" })).toEqual(value);
  });

  it("that goes on with blanks for ever takes no time to read", async () => {
    const agent = await startAgent(sim, { settings });
    sim.next(chat, { text: `\`\`\`json${"\n".repeat(200_000)}` });
    const before = cpuUsage();
    expect(await rejectionOf(agent.use("OBJECT_SMALL", { prompt: "Who?" }))).toMatchObject({
      code: "invalid_json",
    });
    expect(cpuUsage(before).user / 1_000).toBeLessThan(2_000);
  });

  it.each([
    ["refers to nowhere", { $ref: "#/$defs/none" }, /Unresolved \$ref/],
    ["has a pattern that is none", { properties: { name: { pattern: "(?P<x>" } } }, /regular expression/],
  ])("cannot be checked against a schema that %s, which is the caller's error", async (_, wrong, message) => {
    const agent = await startAgent(sim, { settings });
    sim.next(chat, { text: JSON.stringify(ada) });
    const error = await rejectionOf(agent.use("OBJECT_SMALL", { prompt: "Who?", schema: wrong }));
    expect(error).toMatchObject({ kind: "parameter", code: "invalid_parameter", retryable: false });
    expect(error.message).toMatch(message);
    expect(agent.uses).toMatchObject([{ error: "invalid_parameter" }]);
  });

  it("with more violations than a call has room for arguments is a mismatch", async () => {
    const agent = await startAgent(sim, { settings });
    sim.next(chat, { text: JSON.stringify(new Array(150_000).fill("x")) });
    const wish = { prompt: "Numbers", output: "array", schema: { type: "number" } };
    expect(await rejectionOf(agent.use("OBJECT_SMALL", wish))).toMatchObject({ code: "schema_mismatch" });
  });

  it.each([
    ["is no JSON", { text: "I would rather not." }, "invalid_json"],
    ["does not match", { text: '{"name":"Ada","age":"old"}' }, "schema_mismatch"],
    ["was cut off", { text: '{"name":"Ada","age":3', finishReason: "length" }, "truncated_object"],
  ])("that %s is an error with the raw text, and its cost is reported", async (_, reply, code) => {
    const agent = await startAgent(sim, { settings });
    sim.next(chat, reply);
    const error = await rejectionOf(agent.use("OBJECT_SMALL", { prompt: "Who?", schema }));
    expect(error).toMatchObject({ kind: "response", code, partialText: reply.text });
    expect(agent.uses).toHaveLength(1);
  });

  it("that never came is an error, not an object that says so", async () => {
    const agent = await startAgent(sim, { settings });
    sim.always(chat, { fault: "error", status: 402, error: { code: 402, message: "Insufficient credits" } });
    expect(await rejectionOf(agent.use("OBJECT_SMALL", { prompt: "Who?" }))).toMatchObject({ status: 402 });
  });
});

describe("a response schema of a text call", () => {
  it("gives an object whose text is JSON", async () => {
    const agent = await startAgent(sim, { settings });
    sim.next(chat, { text: `\`\`\`\n${JSON.stringify(ada)}\n\`\`\`` });
    const result = await agent.use<object>("TEXT_SMALL", { prompt: "Who?", responseSchema: schema });
    expect(result).toMatchObject({ text: JSON.stringify(ada), object: ada, finishReason: "stop" });
    expect(JSON.parse(`${result}`)).toEqual(ada);
  });
});
