import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Defect } from "./defect.ts";

const chat = "/chat/completions";
const painter = { OPENROUTER_IMAGE_GENERATION_MODEL: "test/painter", OPENROUTER_MAX_RETRIES: 0 };
const pixel = "data:image/png;base64,iVBORw0KGgo=";
const drawn = {
  text: "Here is your image.",
  message: { images: [{ type: "image_url", image_url: { url: pixel } }] },
};

function firstUrl(result: unknown): string {
  assert.ok(Array.isArray(result), "images come as a list");
  const [first]: unknown[] = result;
  if (typeof first === "string") return first;
  assert.ok(typeof first === "object" && first !== null && "url" in first, "an image has a url");
  return String(first.url);
}

/** Defects of everything but text, by their row in the list of known ones. */
export const otherDefects: Readonly<Record<number, Defect>> = {
  1: {
    title: "the package cannot be imported",
    foundIn: "2.0.0-alpha.12",
    async check({ start }) {
      await start({});
    },
  },
  2: {
    title: "the model's prose is returned as the URL of an image",
    foundIn: "2.0.0-alpha.3",
    async check({ sim, start }) {
      const agent = await start(painter);
      sim.always(chat, drawn);
      assert.match(firstUrl(await agent.use("IMAGE", { prompt: "A cat" })), /^data:image\//);
    },
  },
  7: {
    title: "a wrong key is reported as valid",
    foundIn: "2.0.0-alpha.3",
    async check({ sim, start }) {
      sim.always("/key", { fault: "error", status: 401, error: { code: 401, message: "User not found." } });
      const agent = await start({}, { key: "sk-or-v1-wrong-wrong-wrong" });
      await sleep(300);
      assert.doesNotMatch(agent.log.join("\n"), /validated successfully|key is valid/i);
    },
  },
  9: {
    title: "a failed embedding is stored as an invented vector",
    foundIn: "2.0.0-alpha.3",
    async check({ start }) {
      const agent = await start({});
      await assert.rejects(agent.use("TEXT_EMBEDDING", { text: "  " }));
    },
  },
  10: {
    title: "the width of embeddings is never asked for",
    foundIn: "2.0.0-alpha.3",
    async check({ sim, start }) {
      const agent = await start({ OPENROUTER_EMBEDDING_DIMENSIONS: "256" });
      const vector = await agent.use("TEXT_EMBEDDING", { text: "Hi" });
      assert.ok(Array.isArray(vector) && vector.length === 256);
      assert.equal(sim.requestsTo("/embeddings")[0]?.body?.dimensions, 256);
    },
  },
  11: {
    title: "batches of texts cannot be embedded",
    foundIn: "2.0.0-alpha.3",
    async check({ start }) {
      const agent = await start({});
      const vectors = await agent.use("TEXT_EMBEDDING", { texts: ["a", "b"] });
      assert.ok(Array.isArray(vectors) && vectors.length === 2 && Array.isArray(vectors[0]));
    },
  },
  14: {
    title: "the title and the text of an image description are lost",
    foundIn: "2.0.0-alpha.3",
    async check({ sim, start }) {
      const agent = await start({ OPENROUTER_IMAGE_MODEL: "test/seer" });
      sim.always(chat, { text: "title: A cat\ndescription: It sits.\ntext: On a mat." });
      const result = await agent.use("IMAGE_DESCRIPTION", {
        imageUrl: pixel,
        prompt: "Describe it in TOON.",
      });
      assert.deepEqual(result, { title: "A cat", description: "It sits.", text: "On a mat." });
    },
  },
  15: {
    title: "a browser with a proxy cannot do without a key",
    foundIn: "2.0.0-alpha.3",
    async check({ sim, start }) {
      const settings = { OPENROUTER_BROWSER_BASE_URL: sim.url, OPENROUTER_SMALL_MODEL: "test/model" };
      const agent = await start(settings, { browser: true, key: "" });
      assert.equal(await agent.use("TEXT_SMALL", { prompt: "Hi" }), "You said: Hi");
      assert.equal(sim.requestsTo(chat)[0]?.headers.authorization, undefined);
    },
  },
  17: {
    title: "OPENROUTER_AUTO_CLEANUP_IMAGES removes nothing",
    foundIn: "2.0.0-alpha.3",
    async check({ sim, start }) {
      const agent = await start({
        ...painter,
        OPENROUTER_SAVE_IMAGES: true,
        OPENROUTER_AUTO_CLEANUP_IMAGES: true,
      });
      sim.always(chat, drawn);
      const file = fileURLToPath(firstUrl(await agent.use("IMAGE", { prompt: "A cat" })));
      assert.ok(existsSync(file));
      await agent.dispose();
      assert.ok(!existsSync(file));
    },
  },
  20: {
    title: "an error says the status and not the reason",
    foundIn: "2.0.0-alpha.3",
    async check({ sim, start }) {
      const agent = await start({ OPENROUTER_MAX_RETRIES: 0 });
      const metadata = { raw: "the quota of the day is used up", provider_name: "Google" };
      const error = { code: 429, message: "Provider returned error", metadata };
      sim.always("/embeddings", { fault: "error", status: 429, error });
      await assert.rejects(agent.use("TEXT_EMBEDDING", { text: "Hi" }), /the quota of the day is used up/);
    },
  },
  24: {
    title: "an image leaves no trace in the usage, and a failure is an empty list",
    foundIn: "1.5.17",
    async check({ sim, start }) {
      const agent = await start(painter);
      sim.always(chat, drawn);
      await agent.use("IMAGE", { prompt: "A cat" });
      await sleep(20);
      assert.equal(agent.uses.length, 1);
      const refusal = { fault: "error" as const, status: 402, error: { code: 402, message: "No credit" } };
      sim.always(chat, refusal);
      sim.always("/images", refusal);
      await assert.rejects(agent.use("IMAGE", { prompt: "A cat" }));
    },
  },
  25: {
    title: "a model that only draws is asked for words too, and refuses",
    foundIn: "1.5.17",
    async check({ sim, start }) {
      const agent = await start(painter);
      const message = "No endpoints found that support the requested output modalities";
      sim.always("/images", {
        fault: "error",
        status: 404,
        error: { code: 404, message: "Not an image model" },
      });
      sim.always(chat, (request) =>
        JSON.stringify(request.body?.modalities) === '["image"]'
          ? drawn
          : { fault: "error", status: 404, error: { code: 404, message } },
      );
      assert.notEqual(firstUrl(await agent.use("IMAGE", { prompt: "A cat" })), "");
    },
  },
  26: {
    title: "dependencies that exclude each other",
    foundIn: "mutation",
    async check({ manifest }) {
      assert.deepEqual(Object.keys(manifest.dependencies ?? {}), ["openai"]);
    },
  },
};
