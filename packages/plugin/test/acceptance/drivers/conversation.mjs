/**
 * A consumer's program: an agent with the installed plugin gets a user's message and replies, then each kind of
 * model is used once. Prints what came of it as one line of JSON. It has to end by itself.
 *
 * Environment: SIM_URL, the base URL of the embedded OpenRouter.
 */
import { randomUUID } from "node:crypto";
import { AgentRuntime, ChannelType, InMemoryDatabaseAdapter } from "@elizaos/core";
import openrouterPlugin, { openrouterPlugin as named } from "@elizaos/plugin-openrouter";

const runtime = new AgentRuntime({
  character: {
    name: "Ada",
    bio: ["Answers briefly."],
    settings: { OPENROUTER_BASE_URL: process.env.SIM_URL, OPENROUTER_EMBEDDING_DIMENSIONS: 384 },
    secrets: { OPENROUTER_API_KEY: "sk-or-v1-consumer" },
  },
  adapter: new InMemoryDatabaseAdapter(),
  plugins: [openrouterPlugin],
  logLevel: "fatal",
  checkShouldRespond: false,
  enableTrajectories: false,
  enableKnowledge: false,
  enableRelationships: false,
});
const uses = [];
runtime.registerEvent("MODEL_USED", async ({ type, tokens, cost }) => {
  uses.push({ type, total: tokens.total, cost });
});
await runtime.initialize({ skipMigrations: true });

const [entityId, roomId, worldId, messageServerId] = Array.from({ length: 4 }, () => randomUUID());
await runtime.ensureConnection({
  entityId,
  roomId,
  worldId,
  messageServerId,
  userName: "user",
  name: "User",
  source: "test",
  channelId: "direct",
  type: ChannelType.DM,
  worldName: "World",
});
const replies = [];
await runtime.messageService.handleMessage(
  runtime,
  {
    id: randomUUID(),
    entityId,
    agentId: runtime.agentId,
    roomId,
    worldId,
    content: { text: "Hi, Ada!", source: "test", channelType: ChannelType.DM },
    createdAt: Date.now(),
  },
  async (content) => {
    replies.push(content.text);
    return [];
  },
);
const conversationUses = uses.length;

const chunks = [];
const streamed = await runtime.useModel("TEXT_LARGE", {
  prompt: "one two three",
  onStreamChunk: (chunk) => chunks.push(chunk),
});
const vector = await runtime.useModel("TEXT_EMBEDDING", { text: "Ada" });
const [image] = await runtime.useModel("IMAGE", { prompt: "A cat" });
const tokens = await runtime.useModel("TEXT_TOKENIZER_ENCODE", { prompt: "Hello!", modelType: "TEXT_SMALL" });
const failure = await runtime.useModel("TEXT_SMALL", { prompt: "fail" }).catch((error) => error);
await runtime.stop();

console.log(
  JSON.stringify({
    isOnePlugin: openrouterPlugin === named,
    replies,
    conversationUses,
    chunks,
    streamed,
    vectorLength: vector.length,
    image: image.url.slice(0, 22),
    tokenCount: tokens.length,
    failure: { name: failure.name, status: failure.status, kind: failure.kind },
    uses: uses.slice(conversationUses),
  }),
);
