import { cpuUsage } from "node:process";
import { describeModel, vectorOf } from "openrouter-sim";
import { describe, expect, it, vi } from "vitest";
import { startAgent } from "../support/agent.js";
import { cores } from "../support/cores.js";
import { rejectionOf } from "../support/outcomes.js";
import { startSim } from "../support/sim.js";

const sim = await startSim();
const path = "/embeddings";

describe.each(cores)("an embedding call on core $version", (core) => {
  it("gives the vector of a text, and reports its use", async () => {
    const agent = await startAgent(sim, { core });
    const vector = await agent.use<number[]>("TEXT_EMBEDDING", { text: "Hello" });
    expect(vector).toEqual(vectorOf("Hello", 1536));
    expect(sim.requestsTo(path)[0]?.body).toMatchObject({
      model: "openai/text-embedding-3-small",
      input: ["Hello"],
      dimensions: 1536,
      encoding_format: "base64",
    });
    expect(agent.uses).toMatchObject([
      { type: "TEXT_EMBEDDING", tokens: { prompt: 7, completion: 0 }, cost: expect.any(Number) },
    ]);
    expect(await agent.use("TEXT_EMBEDDING", "Hello")).toEqual(vector);
  });

  it("starts an agent without a key or a network", async () => {
    const agent = await startAgent(sim, { core, key: false });
    await agent.runtime.initialize({ skipMigrations: true });
    await agent.runtime.stop();
    expect(sim.requestsTo(path)).toEqual([]);
  });
});

describe("the width", () => {
  it.each([256, 384, 2048, 3072])(
    "%i is asked for, checked, and told to core without a request",
    async (width) => {
      const agent = await startAgent(sim, { settings: { EMBEDDING_DIMENSIONS: width } });
      const probe = await agent.use<number[]>("TEXT_EMBEDDING", null);
      expect(probe).toHaveLength(width);
      expect(probe[0]).not.toBe(0);
      expect(sim.requestsTo(path)).toEqual([]);
      expect(await agent.use("TEXT_EMBEDDING", { text: "Hi" })).toHaveLength(width);
      expect(sim.requestsTo(path)[0]?.body?.dimensions).toBe(width);
    },
  );

  it("that the model does not give is an error", async () => {
    const agent = await startAgent(sim);
    const data = [{ object: "embedding", index: 0, embedding: [0.1, 0.2] }];
    sim.next(path, { body: { data } });
    const error = await rejectionOf(agent.use("TEXT_EMBEDDING", { text: "Hi" }));
    expect(error).toMatchObject({ kind: "response", code: "embedding_width" });
    expect(error.message).toMatch(/2 dimensions.*OPENROUTER_EMBEDDING_DIMENSIONS is 1536/);
  });

  it("of a model that has only one need not be asked for", async () => {
    const agent = await startAgent(sim);
    sim.always(path, ({ body }) =>
      body?.dimensions === undefined
        ? undefined
        : { fault: "error", status: 400, error: { code: 400, message: "dimensions is not supported" } },
    );
    expect(await agent.use("TEXT_EMBEDDING", { text: "Hi" })).toHaveLength(1536);
    expect(sim.requestsTo(path)).toHaveLength(2);
    // Which is remembered, for this width.
    expect(await agent.use("TEXT_EMBEDDING", { text: "Hi" })).toHaveLength(1536);
    expect(sim.requestsTo(path)).toHaveLength(3);
    agent.runtime.setSetting("EMBEDDING_DIMENSIONS", "512");
    await rejectionOf(agent.use("TEXT_EMBEDDING", { text: "Hi" }));
    expect(sim.requestsTo(path)[3]?.body?.dimensions).toBe(512);
  });

  it("that one provider refused is asked for again when it did not come of itself", async () => {
    const agent = await startAgent(sim);
    sim.next(path, {
      fault: "error",
      status: 400,
      error: { code: 400, message: "dimensions is not supported" },
    });
    sim.next(path, { body: { data: [{ object: "embedding", index: 0, embedding: [0.1, 0.2] }] } });
    expect(await rejectionOf(agent.use("TEXT_EMBEDDING", "Hi"))).toMatchObject({ code: "embedding_width" });
    expect(await agent.use("TEXT_EMBEDDING", "Hi")).toHaveLength(1536);
    expect(sim.requestsTo(path)[2]?.body?.dimensions).toBe(1536);
  });
});

describe("many texts", () => {
  it("are embedded in one request, in their order, whatever order the answer has", async () => {
    const agent = await startAgent(sim);
    const item = (index: number) => ({
      object: "embedding",
      index,
      embedding: vectorOf(["a", "b", "c"][index] ?? "", 1536),
    });
    sim.next(path, { body: { data: [item(2), item(0), item(1)] } });
    expect(await agent.use("TEXT_EMBEDDING", { texts: ["a", "b", "c"] })).toEqual(
      ["a", "b", "c"].map((text) => vectorOf(text, 1536)),
    );
    expect(sim.requestsTo(path)).toHaveLength(1);
    expect(agent.uses).toHaveLength(1);
  });

  it("are split where one request could not take them", async () => {
    const agent = await startAgent(sim, { settings: { EMBEDDING_DIMENSIONS: 8 } });
    const texts = Array.from({ length: 2_100 }, (_, index) => `text ${index}`);
    const vectors = await agent.use<number[][]>("TEXT_EMBEDDING", { texts });
    expect(
      sim.requestsTo(path).map(({ body }) => (Array.isArray(body?.input) ? body.input.length : 0)),
    ).toEqual([2_048, 52]);
    expect(vectors[2_099]).toEqual(vectorOf("text 2099", 8));
    expect(agent.uses).toHaveLength(1);
  });

  it("may be none", async () => {
    const agent = await startAgent(sim);
    expect(await agent.use("TEXT_EMBEDDING", { texts: [] })).toEqual([]);
    expect(sim.requestsTo(path)).toEqual([]);
  });
});

describe("a vector is never invented", () => {
  it.each([
    [
      "a failure",
      { fault: "error" as const, status: 402, error: { code: 402, message: "No credit" } },
      { status: 402 },
    ],
    [
      "an error with status 200",
      { fault: "error-in-200" as const, error: { code: 403, message: "No" } },
      { status: 403 },
    ],
    ["an answer with too few", { body: { data: [] } }, { code: "missing_embedding" }],
    [
      "a vector that belongs to no text",
      { body: { data: [{ object: "embedding", index: 4, embedding: [0.1] }] } },
      { code: "misplaced_embedding" },
    ],
    [
      "a broken vector",
      { body: { data: [{ object: "embedding", index: 0, embedding: "AAA" }] } },
      { code: "malformed_embedding" },
    ],
  ])("for %s", async (_, behaviour, expected) => {
    const agent = await startAgent(sim);
    sim.next(path, behaviour);
    expect(await rejectionOf(agent.use("TEXT_EMBEDDING", { text: "Hi" }))).toMatchObject(expected);
  });

  it.each([{ text: "" }, { text: 5 }, { texts: ["a", "  "] }, {}])("for %j", async (params) => {
    const agent = await startAgent(sim);
    expect(await rejectionOf(agent.use("TEXT_EMBEDDING", params))).toMatchObject({ kind: "parameter" });
    expect(sim.requestsTo(path)).toEqual([]);
  });
});

describe("transport and length", () => {
  it("falls back to plain numbers", async () => {
    const agent = await startAgent(sim);
    sim.always(path, ({ body }) =>
      body?.encoding_format === "float"
        ? undefined
        : { fault: "error", status: 400, error: { code: 400, message: "encoding_format base64 is unknown" } },
    );
    expect(await agent.use("TEXT_EMBEDDING", "Hello")).toEqual(vectorOf("Hello", 1536));
  });

  it("cuts a text that is too long for the model, and says so", async () => {
    const agent = await startAgent(sim);
    const warnings: string[] = [];
    agent.runtime.logger.warn = (message: unknown) => {
      warnings.push(String(message));
    };
    await agent.use("TEXT_EMBEDDING", "word ".repeat(20_000));
    const sent = JSON.stringify(sim.requestsTo(path)[0]?.body?.input);
    expect(sent.length).toBeLessThan(45_000);
    // What the model list says or, while it is not there yet, what is usual.
    expect(warnings).toContainEqual(expect.stringMatching(/tokens is cut to the 819[12]/));
  });

  it("cuts by what the model list says, also where that is more than usual", async () => {
    const entry = (id: string, contextLength: number) =>
      describeModel({ id, contextLength, outputModalities: ["embeddings"] }).entry;
    sim.always("/models", { body: { data: [entry("a/narrow", 100), entry("a/wide", 32_000)] } });
    const lengthWith = async (model: string) => {
      const agent = await startAgent(sim, { settings: { OPENROUTER_EMBEDDING_MODEL: model } });
      await vi.waitFor(() => expect(sim.requestsTo("/models")).not.toEqual([]));
      await agent.use("TEXT_EMBEDDING", "Hi");
      await vi.waitFor(async () => {
        await agent.use("TEXT_EMBEDDING", "word ".repeat(20_000));
        expect(String(sim.requestsTo(path).at(-1)?.body?.input).length).not.toBeLessThan(400);
      });
      return String(sim.requestsTo(path).at(-1)?.body?.input).length;
    };
    expect(await lengthWith("a/narrow")).toBeLessThan(1_000);
    expect(await lengthWith("a/wide")).toBe(100_000);
  });

  it("counts what has fewer characters than tokens", async () => {
    const agent = await startAgent(sim);
    await agent.use("TEXT_EMBEDDING", "ཀྵ".repeat(4_000));
    expect(String(sim.requestsTo(path)[0]?.body?.input).length).toBeLessThan(4_200);
  });

  it("cuts once more where the model counts more tokens than o200k_base", async () => {
    const agent = await startAgent(sim);
    const message = "This model's maximum context length is 8192 tokens, however you requested 17000 tokens";
    sim.next(path, { fault: "error", status: 400, error: { code: 400, message } });
    await agent.use("TEXT_EMBEDDING", { texts: ["short", "नमस्ते दुनिया ".repeat(1_000)] });
    const [first, second] = sim.requestsTo(path).map(({ body }) => [body?.input].flat().map(String));
    expect(second?.[0]).toBe("short");
    expect(Buffer.byteLength(second?.[1] ?? "")).toBeLessThanOrEqual(8_192);
    expect(first?.[1]?.startsWith(second?.[1] ?? "?")).toBe(true);
  });

  it("takes no time for what looks like a broken end, and is none", async () => {
    const agent = await startAgent(sim);
    const before = cpuUsage();
    await agent.use("TEXT_EMBEDDING", `${"\ufffd".repeat(60_000)}${" word".repeat(20_000)}`);
    expect(cpuUsage(before).user / 1_000).toBeLessThan(2_000);
  });

  it.each(["a", "xq", "漢", "!", " "])("takes no time for a word of nothing but %j", async (letters) => {
    const agent = await startAgent(sim);
    const before = cpuUsage();
    await agent.use("TEXT_EMBEDDING", `${letters.repeat(100_000)}.`);
    expect(cpuUsage(before).user / 1_000).toBeLessThan(2_000);
  });
});
