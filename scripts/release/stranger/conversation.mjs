// A person says hello to an agent, and the agent answers through the installed plugin. Copied into the folder of a
// consumer that has installed the package, and started there with SIM_URL, the address of an embedded OpenRouter.
import process from "node:process";
import { AgentRuntime, ChannelType, InMemoryDatabaseAdapter, stringToUuid } from "@elizaos/core";
import openrouterPlugin from "@elizaos/plugin-openrouter";

const runtime = new AgentRuntime({
  character: {
    name: "Ada",
    bio: ["Answers briefly."],
    settings: { OPENROUTER_BASE_URL: process.env.SIM_URL },
    secrets: { OPENROUTER_API_KEY: "sk-or-v1-conversation" },
  },
  adapter: new InMemoryDatabaseAdapter(),
  plugins: [openrouterPlugin],
  logLevel: "fatal",
  checkShouldRespond: false,
  enableTrajectories: false,
  enableKnowledge: false,
  enableRelationships: false,
});
await runtime.initialize({ skipMigrations: true });

const entityId = stringToUuid("person");
const roomId = stringToUuid("room");
const worldId = stringToUuid("world");
await runtime.ensureConnection({
  entityId,
  roomId,
  worldId,
  userName: "person",
  name: "Person",
  source: "test",
  channelId: "room",
  type: ChannelType.DM,
  messageServerId: worldId,
  worldName: "World",
});

const answers = [];
await runtime.messageService.handleMessage(
  runtime,
  {
    id: stringToUuid("message"),
    entityId,
    agentId: runtime.agentId,
    roomId,
    worldId,
    content: { text: "Hello, Ada.", source: "test", channelType: ChannelType.DM },
    createdAt: Date.now(),
  },
  async (content) => {
    answers.push(content.text);
    return [];
  },
);
await runtime.stop();
console.log(JSON.stringify(answers.filter(Boolean)));
process.exit(0);
