/** Says where a call may go, and shows where it went: `node examples/routing.ts`. */
import { connect } from "./connect.ts";
import { startAgent } from "./start-agent.ts";

const connection = await connect();
const runtime = await startAgent(connection, {
  // Seven rooms in ten get the first model; the event below tells which.
  OPENROUTER_LARGE_MODEL: "google/gemini-2.5-flash=70,openai/gpt-4o-mini=30",
});
runtime.registerEvent("MODEL_USED", async (use) => {
  console.log(
    JSON.stringify(use, ["model", "upstreamProvider", "cost", "experiment", "arm", "tokens", "total"]),
  );
});

// The character's preferences (sort by price, no data collection) hold; the call adds its own.
const params = {
  prompt: "In one sentence: what is a router?",
  providerOptions: { openrouter: { provider: { zdr: true }, plugins: [{ id: "web", maxResults: 2 }] } },
};
console.log(await runtime.useModel("TEXT_LARGE", params));

await runtime.stop();
await connection.close();
