import { readFileSync } from "node:fs";
import { cpuUsage } from "node:process";
import { encode } from "gpt-tokenizer/encoding/o200k_base";
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

it("cuts no word that is a word: the tokens of any usual text are those of the encoder itself", async () => {
  const agent = await startAgent(sim);
  const words = [
    "don't",
    "DON'T",
    "’ll",
    "A's",
    " ",
    "  ",
    "\n",
    "\r\n",
    "123",
    "naïve",
    "e\u0301",
    "漢字。",
    "...",
    "🧿",
  ];
  words.push("<|endoftext|>", "हिन्दी ", "한국어", "'", "\t", `${"x".repeat(1_500)} `);
  const texts = [readFileSync(new URL("../../README.md", import.meta.url), "utf8")];
  // Every pair of words stands at every place, sooner or later.
  let state = 1;
  for (let text = 0; text < 20; text += 1) {
    const parts = Array.from({ length: 2_000 }, () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return words[Math.floor((state / 2 ** 32) * words.length)];
    });
    texts.push(parts.join(""));
  }
  for (const prompt of texts) {
    const tokens = await agent.use("TEXT_TOKENIZER_ENCODE", { prompt, modelType: "TEXT_SMALL" });
    expect(tokens).toEqual(encode(prompt, { disallowedSpecial: new Set() }));
  }
});

it.each(["a", "漢", "🧿", " ", "!"])(
  "keeps a word of a hundred thousand %j, and takes no time for it",
  async (letter) => {
    const agent = await startAgent(sim);
    const prompt = letter.repeat(100_000);
    const before = cpuUsage();
    const tokens = await agent.use("TEXT_TOKENIZER_ENCODE", { prompt, modelType: "TEXT_SMALL" });
    expect(cpuUsage(before).user / 1_000).toBeLessThan(1_500);
    expect(await agent.use("TEXT_TOKENIZER_DECODE", { tokens, modelType: "TEXT_SMALL" })).toBe(prompt);
  },
);

it("decodes each text by itself, also after one that ended within a character", async () => {
  const agent = await startAgent(sim);
  const decode = (tokens: number[]) =>
    agent.use("TEXT_TOKENIZER_DECODE", { tokens, modelType: "TEXT_SMALL" });
  const tokensOf = (prompt: string) =>
    agent.use<number[]>("TEXT_TOKENIZER_ENCODE", { prompt, modelType: "TEXT_SMALL" });
  const half = (await tokensOf("🧿")).slice(0, 1);
  const whole = await tokensOf("Grüße aus Zürich 🎉\ufeff🧿");
  expect(await decode(half)).toBe("\ufffd");
  expect(await decode(whole)).toBe("Grüße aus Zürich 🎉\ufeff🧿");
});

it("refuses what is neither text nor tokens", async () => {
  const agent = await startAgent(sim);
  expect(await rejectionOf(agent.use("TEXT_TOKENIZER_ENCODE", {}))).toMatchObject({ kind: "parameter" });
  for (const tokens of [["a"], [-1], [1e9], "text"]) {
    expect(await rejectionOf(agent.use("TEXT_TOKENIZER_DECODE", { tokens }))).toMatchObject({
      kind: "parameter",
    });
  }
});
