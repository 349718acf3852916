/** Talk to an agent in the terminal: `bun run chat` at the root of the repository. An empty line ends it. */
import process from "node:process";
import { createInterface } from "node:readline/promises";
import { ChannelType, stringToUuid, type UUID } from "@elizaos/core";
import { connect } from "./connect.ts";
import { startAgent } from "./start-agent.ts";

let lastSaid = "";

const connection = await connect((sim) => {
  // In the form that elizaOS's planner asks for.
  sim.always("/chat/completions", () => ({
    text:
      "<response><thought>Reply.</thought><actions>REPLY</actions><providers></providers>" +
      `<text>You said: ${lastSaid}</text><simple>true</simple></response>`,
  }));
});
const runtime = await startAgent(connection);
const entityId = stringToUuid("person");
const roomId = stringToUuid("terminal");
const worldId = stringToUuid("world");
await runtime.ensureConnection({
  entityId,
  roomId,
  worldId,
  userName: "person",
  name: "Person",
  source: "terminal",
  channelId: "terminal",
  type: ChannelType.DM,
  messageServerId: worldId,
  worldName: "Terminal",
});

async function say(text: string, count: number): Promise<void> {
  lastSaid = text;
  const id: UUID = stringToUuid(`message ${count}`);
  const content = { text, source: "terminal", channelType: ChannelType.DM };
  const message = { id, entityId, agentId: runtime.agentId, roomId, content, createdAt: Date.now() };
  await runtime.messageService?.handleMessage(runtime, message, async (reply) => {
    if (reply.text) console.log(`Ada: ${reply.text}`);
    return [];
  });
}

const ask = () => process.stdout.write("You: ");
let count = 0;
ask();
for await (const line of createInterface({ input: process.stdin })) {
  if (line.trim() === "") break;
  count += 1;
  await say(line, count);
  ask();
}
console.log("");
await runtime.stop();
await connection.close();
// Core leaves timers behind.
process.exit(0);
