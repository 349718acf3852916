import { copyFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import type { Behaviour, RecordedRequest } from "openrouter-sim";
import { beforeEach, describe, expect, it } from "vitest";
import { chat, startSim } from "../support/sim.js";
import { bunCommand, consumerFolder, type PackageManager, pluginConsumer } from "./support/consumers.js";
import { runWell } from "./support/run.js";

const sim = await startSim({ keys: ["sk-or-v1-consumer"] });
const driver = fileURLToPath(new URL("drivers/conversation.mjs", import.meta.url));
/** An answer that the planners of both cores take for a reply. */
const reply =
  "<response><thought>t</thought><actions>REPLY</actions><providers></providers><text>Hello, user!</text><simple>true</simple></response>";
const newestCore = "2.0.0-alpha.537";
const cores = [newestCore, "2.0.0-alpha.114"];
const oldestBun = "1.2.0";
/** Installing takes most of it, and an empty cache takes longest. */
const timeoutMs = 300_000;

function answerTo(request: RecordedRequest): Behaviour {
  const messages = JSON.stringify(request.body?.messages);
  if (messages.includes("one two three")) return { pieces: ["one ", "two ", "three"] };
  if (!messages.includes('"fail"')) return { text: reply };
  return {
    fault: "error",
    status: 402,
    error: { code: 402, message: "Insufficient credits" },
  };
}

beforeEach(() => sim.always(chat, answerTo));

async function converse(folder: string, command: readonly string[]): Promise<unknown> {
  await copyFile(driver, join(folder, "conversation.mjs"));
  const [program = "", ...programArguments] = command;
  const output = await runWell(program, [...programArguments, "conversation.mjs"], {
    folder,
    environment: { SIM_URL: sim.url, LOG_LEVEL: "fatal" },
    timeoutMs,
  });
  return JSON.parse(output.trim().split("\n").at(-1) ?? "");
}

const expected = {
  isOnePlugin: true,
  replies: expect.arrayContaining(["Hello, user!"]),
  conversationUses: expect.any(Number),
  chunks: ["one ", "two ", "three"],
  streamed: "one two three",
  vectorLength: 384,
  image: "data:image/png;base64,",
  tokenCount: 2,
  failure: { name: "OpenRouterError", status: 402, kind: "api" },
  // Core embeds the messages of the conversation in its own time, so there may be more.
  uses: expect.arrayContaining(
    ["TEXT_LARGE", "TEXT_EMBEDDING", "IMAGE"].map((type) => ({
      type,
      total: expect.any(Number),
      cost: expect.any(Number),
    })),
  ),
};

/** Node as the tests themselves run on; Bun as it comes. */
const programs: Readonly<Record<PackageManager, readonly string[]>> = {
  npm: [process.execPath],
  bun: bunCommand,
};

describe.each(cores)("the packed plugin beside core %s", (core) => {
  it.each(["npm", "bun"] as const)(
    "installed with %s, holds a conversation",
    async (manager) => {
      const folder = await pluginConsumer(manager, core);
      const outcome = await converse(folder, programs[manager]);
      expect(outcome).toEqual(expected);
      expect(sim.requestsTo(chat).length).toBeGreaterThan(1);
      expect(sim.violations).toEqual([]);
    },
    timeoutMs,
  );

  it(
    "brings no dependency of its own but the openai SDK",
    async () => {
      const folder = await pluginConsumer("npm", core);
      const listed: { dependencies?: Record<string, { dependencies?: object }> } = JSON.parse(
        await runWell("npm", ["ls", "@elizaos/plugin-openrouter", "openai", "--json", "--depth=1"], {
          folder,
        }),
      );
      const ofPlugin = listed.dependencies?.["@elizaos/plugin-openrouter"]?.dependencies ?? {};
      expect(Object.keys(ofPlugin).sort()).toEqual(["openai"]);
      const nested = join(folder, "node_modules/@elizaos/plugin-openrouter/node_modules");
      expect(await readdir(nested).catch(() => [])).toEqual(expect.not.arrayContaining(["@elizaos"]));
    },
    timeoutMs,
  );
});

describe("the packed plugin", () => {
  it.each(cores)(
    "under Node 22, holds a conversation beside core %s",
    async (core) => {
      const node = await consumerFolder("npm", "node-22", ["node@22.23.3"]);
      const folder = await pluginConsumer("npm", core);
      expect(await converse(folder, [join(node, "node_modules/node/bin/node")])).toEqual(expected);
    },
    timeoutMs,
  );

  it(
    "under the oldest Bun it promises, holds a conversation",
    async () => {
      const folder = await pluginConsumer("bun", newestCore);
      expect(await converse(folder, ["npx", "-y", `bun@${oldestBun}`])).toEqual(expected);
    },
    timeoutMs,
  );
});
