import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import type { Defect } from "./defect.ts";

const chat = "/chat/completions";
const chosen = { OPENROUTER_SMALL_MODEL: "test/model", OPENROUTER_MAX_RETRIES: 0 };
const never = new Promise<"never">(() => undefined);

interface StreamLike {
  readonly textStream: AsyncIterable<string>;
}

function isStream(value: unknown): value is StreamLike {
  return typeof value === "object" && value !== null && "textStream" in value;
}

async function readAll(result: unknown): Promise<string> {
  assert.ok(isStream(result), "a stream result has a textStream");
  let text = "";
  for await (const piece of result.textStream) text += piece;
  return text;
}

/** Defects of text calls, by their row in the list of known ones. */
export const textDefects: Readonly<Record<number, Defect>> = {
  3: {
    title: "a failed stream ends as if it were complete",
    foundIn: "2.0.0-alpha.3",
    async check({ sim, start }) {
      const agent = await start(chosen);
      sim.next(chat, { pieces: ["par"], ending: { error: { code: 502, message: "Provider died" } } });
      await assert.rejects(async () =>
        readAll(await agent.use("TEXT_SMALL", { prompt: "Hi", stream: true })),
      );
    },
  },
  4: {
    title: "an error inside a choice counts as success",
    foundIn: "2.0.0-alpha.3",
    async check({ sim, start }) {
      const agent = await start(chosen);
      sim.next(chat, { text: "partial", choiceError: { code: 502, message: "Provider died" } });
      await assert.rejects(agent.use("TEXT_SMALL", { prompt: "Hi" }));
    },
  },
  5: {
    title: "an object call returns { error } as if it were the object",
    foundIn: "2.0.0-alpha.3",
    async check({ sim, start }) {
      const agent = await start(chosen);
      sim.always(chat, { fault: "error", status: 402, error: { code: 402, message: "No credit" } });
      await assert.rejects(agent.use("OBJECT_SMALL", { prompt: "Hi" }));
    },
  },
  6: {
    title: "a consumer that leaves a stream pays for it to the end",
    foundIn: "2.0.0-alpha.3",
    async check({ sim, start }) {
      const agent = await start(chosen);
      sim.next(chat, { pieces: ["a"], ending: "keep-alive-for-ever" });
      const result = await agent.use("TEXT_SMALL", { prompt: "Hi", stream: true });
      assert.ok(isStream(result));
      for await (const piece of result.textStream) if (piece !== "") break;
      const ended = await Promise.race([sim.requestsTo(chat)[0]?.ended ?? never, sleep(1_000, "still open")]);
      assert.equal(ended, "dropped");
    },
  },
  8: {
    title: "no MODEL_USED event",
    foundIn: "2.0.0-alpha.3",
    async check({ start }) {
      const agent = await start(chosen);
      await agent.use("TEXT_SMALL", { prompt: "Hi" });
      await sleep(20);
      assert.equal(agent.uses.length, 1);
    },
  },
  12: {
    title: "temperature, penalties, token limit and stop are made up",
    foundIn: "2.0.0-alpha.3",
    async check({ sim, start }) {
      const agent = await start(chosen);
      await agent.use("TEXT_SMALL", { prompt: "Hi", stopSequences: [] });
      const body = sim.requestsTo(chat)[0]?.body ?? {};
      for (const name of ["temperature", "frequency_penalty", "presence_penalty", "max_tokens", "stop"]) {
        assert.equal(body[name], undefined, `${name} is sent although nobody asked for it`);
      }
    },
  },
  13: {
    title: "sampling parameters and the user are dropped",
    foundIn: "2.0.0-alpha.3",
    async check({ sim, start }) {
      const agent = await start(chosen);
      const given = { topP: 0.9, topK: 40, minP: 0.1, seed: 7, repetitionPenalty: 1.1, user: "someone" };
      await agent.use("TEXT_SMALL", { prompt: "Hi", ...given });
      const { top_p, top_k, min_p, seed, repetition_penalty, user } = sim.requestsTo(chat)[0]?.body ?? {};
      assert.deepEqual([top_p, top_k, min_p, seed, repetition_penalty, user], Object.values(given));
    },
  },
  16: {
    title: "OPENROUTER_TOOL_EXECUTION_MAX_STEPS is read nowhere",
    foundIn: "2.0.0-alpha.3",
    async check({ sim, start }) {
      const agent = await start({ ...chosen, OPENROUTER_TOOL_EXECUTION_MAX_STEPS: 3 });
      const call = { index: 0, id: "1", type: "function", function: { name: "again", arguments: "{}" } };
      sim.always(chat, { text: "", finishReason: "tool_calls", message: { tool_calls: [call] } });
      const tools = [{ name: "again", parameters: { type: "object" }, execute: () => "more" }];
      await agent.use("TEXT_SMALL", { prompt: "Hi", tools });
      assert.equal(sim.requestsTo(chat).length, 3);
    },
  },
  18: {
    title: "providerPreferences of eliza.json are read by nothing",
    foundIn: "2.0.0-alpha.3",
    async check({ sim, start }) {
      const providerPreferences = { order: ["Anthropic"], allowFallbacks: false };
      const auth = { profiles: { main: { provider: "openrouter", mode: "api_key", providerPreferences } } };
      const agent = await start({ ...chosen, auth });
      await agent.use("TEXT_SMALL", { prompt: "Hi" });
      const body = sim.requestsTo(chat)[0]?.body;
      assert.deepEqual(body?.provider, { order: ["Anthropic"], allow_fallbacks: false });
    },
  },
  19: {
    title: "chat requests are attributed to no app",
    foundIn: "2.0.0-alpha.3",
    async check({ sim, start }) {
      const app = { OPENROUTER_HTTP_REFERER: "https://app.example", OPENROUTER_X_TITLE: "App" };
      const agent = await start({ ...chosen, ...app });
      await agent.use("TEXT_SMALL", { prompt: "Hi" });
      const headers = sim.requestsTo(chat)[0]?.headers ?? {};
      assert.deepEqual([headers["http-referer"], headers["x-title"]], ["https://app.example", "App"]);
    },
  },
  21: {
    title: "promptCacheKey goes out in camelCase, which OpenRouter ignores",
    foundIn: "mutation",
    async check({ sim, start }) {
      const agent = await start(chosen);
      const providerOptions = { openrouter: { promptCacheKey: "key" } };
      await agent.use("TEXT_SMALL", { prompt: "Hi", providerOptions });
      assert.equal(sim.requestsTo(chat)[0]?.body?.prompt_cache_key, "key");
    },
  },
  22: {
    title: "sampling parameters are suppressed by the names of models",
    foundIn: "mutation",
    async check({ sim, start }) {
      const agent = await start({ ...chosen, OPENROUTER_SMALL_MODEL: "openai/gpt-5-o3" });
      await agent.use("TEXT_SMALL", { prompt: "Hi", temperature: 0.3, stopSequences: ["END"] });
      const { temperature, stop } = sim.requestsTo(chat)[0]?.body ?? {};
      assert.deepEqual([temperature, stop], [0.3, ["END"]]);
    },
  },
  23: {
    title: "retired default models are simply gone",
    foundIn: "2.0.0-alpha.3",
    async check({ sim, start }) {
      const agent = await start({ OPENROUTER_MAX_RETRIES: 0 });
      sim.always(chat, (request) =>
        request.body?.model === "google/gemini-2.0-flash-001"
          ? { fault: "error", status: 404, error: { code: 404, message: "No endpoints found" } }
          : { text: "fine" },
      );
      assert.equal(await agent.use("TEXT_SMALL", { prompt: "Hi" }), "fine");
    },
  },
};
