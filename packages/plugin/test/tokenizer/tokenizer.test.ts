import { describe, expect, it } from "vitest";
import { startAgent } from "../support/agent.js";
import { cores } from "../support/cores.js";
import { rejectionOf } from "../support/outcomes.js";
import { startSim } from "../support/sim.js";

const sim = await startSim();

describe.each(cores)("the tokenizer on core $version", (core) => {
  it.each(["Hello world", "Grüße aus Zürich 🎉", "<|endoftext|>", ""])("keeps %j", async (prompt) => {
    const agent = await startAgent(sim, { core });
    const tokens = await agent.use<number[]>("TEXT_TOKENIZER_ENCODE", { prompt, modelType: "TEXT_SMALL" });
    const text = await agent.use("TEXT_TOKENIZER_DECODE", { tokens, modelType: "TEXT_SMALL" });
    expect(text).toBe(prompt);
  });

  it("counts as o200k_base does", async () => {
    const agent = await startAgent(sim, { core });
    const tokens = await agent.use("TEXT_TOKENIZER_ENCODE", {
      prompt: "Hello world",
      modelType: "TEXT_SMALL",
    });
    expect(tokens).toEqual([13225, 2375]);
  });
});

it("refuses what is neither text nor tokens", async () => {
  const agent = await startAgent(sim);
  expect(await rejectionOf(agent.use("TEXT_TOKENIZER_ENCODE", {}))).toMatchObject({ kind: "parameter" });
  expect(await rejectionOf(agent.use("TEXT_TOKENIZER_DECODE", { tokens: ["a"] }))).toMatchObject({
    kind: "parameter",
  });
});
