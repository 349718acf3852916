/**
 * The program of a web page: an agent that lives in the browser. The test calls its functions from outside and
 * reads what they return.
 */
import { AgentRuntime, ChannelType, InMemoryDatabaseAdapter } from "@elizaos/core";
import openrouterPlugin from "@elizaos/plugin-openrouter";

const violations = [];
document.addEventListener("securitypolicyviolation", ({ effectiveDirective, sourceFile, blockedURI }) => {
  violations.push({ effectiveDirective, sourceFile, blockedURI });
});

const schema = { type: "object", properties: { sum: { type: "number" } }, required: ["sum"] };

/** An agent, and the warnings it logs. */
async function startAgent({ settings, secrets }) {
  const runtime = new AgentRuntime({
    character: { name: "Ada", bio: ["Answers briefly."], settings, secrets },
    adapter: new InMemoryDatabaseAdapter(),
    plugins: [openrouterPlugin],
    logLevel: "fatal",
    checkShouldRespond: false,
    enableTrajectories: false,
    enableKnowledge: false,
    enableRelationships: false,
  });
  const warnings = [];
  const { warn } = runtime.logger;
  runtime.logger.warn = (...values) => {
    warnings.push(values.map(String).join(" "));
    return warn.apply(runtime.logger, values);
  };
  await runtime.initialize({ skipMigrations: true });
  return { runtime, warnings };
}

/** A message of a user, and what the agent replies. */
async function converse(options) {
  const { runtime } = await startAgent(options);
  const [entityId, roomId, worldId, messageServerId] = Array.from({ length: 4 }, () => crypto.randomUUID());
  await runtime.ensureConnection({
    entityId,
    roomId,
    worldId,
    messageServerId,
    userName: "user",
    name: "User",
    source: "page",
    channelId: "direct",
    type: ChannelType.DM,
    worldName: "World",
  });
  const replies = [];
  const message = {
    id: crypto.randomUUID(),
    entityId,
    agentId: runtime.agentId,
    roomId,
    worldId,
    content: { text: "Hi, Ada!", source: "page", channelType: ChannelType.DM },
    createdAt: Date.now(),
  };
  await runtime.messageService.handleMessage(runtime, message, async (content) => {
    replies.push(content.text);
    return [];
  });
  await runtime.stop();
  return replies;
}

/** A call of each kind. */
async function callEachKind(options) {
  const { runtime, warnings } = await startAgent(options);
  // Core's own schema library tries `eval` and does without; what comes from now on is the plugin's doing.
  await new Promise((resolve) => setTimeout(resolve, 100));
  violations.length = 0;
  const chunks = [];
  const streamed = await runtime.useModel("TEXT_LARGE", {
    prompt: "one two three",
    onStreamChunk: (chunk) => chunks.push(chunk),
  });
  // Broken JSON, so that the lazily loaded repair and schema check run too, under the page's policy.
  const object = await runtime.useModel("OBJECT_SMALL", { prompt: "object please", schema });
  const vector = await runtime.useModel("TEXT_EMBEDDING", { text: "Ada" });
  const [image] = await runtime.useModel("IMAGE", { prompt: "A cat" });
  const tokens = await runtime.useModel("TEXT_TOKENIZER_ENCODE", {
    prompt: "Hello!",
    modelType: "TEXT_SMALL",
  });
  await runtime.stop();
  return {
    chunks,
    streamed,
    object,
    vectorLength: vector.length,
    image: image.url.slice(0, 22),
    tokenCount: tokens.length,
    keyWarnings: warnings.filter((warning) => warning.includes("whoever has the page has the key")).length,
    violations,
  };
}

/** What a call says that fails. */
async function failingCall(options) {
  const { runtime } = await startAgent(options);
  const error = await runtime.useModel("TEXT_SMALL", { prompt: "Hi" }).catch((thrown) => thrown);
  await runtime.stop();
  return { name: error.name, message: error.message };
}

Object.assign(globalThis, { converse, callEachKind, failingCall });
document.body.classList.add("ready");
