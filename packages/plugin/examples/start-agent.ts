import { AgentRuntime, InMemoryDatabaseAdapter } from "@elizaos/core";
import openrouterPlugin from "@elizaos/plugin-openrouter";
import ada from "./ada.character.json" with { type: "json" };
import type { Connection } from "./connect.ts";

/** An agent made from the character file, with further settings of the example's own. */
export async function startAgent(
  connection: Connection,
  settings: Record<string, string> = {},
): Promise<AgentRuntime> {
  const runtime = new AgentRuntime({
    character: {
      ...ada,
      settings: { ...ada.settings, ...connection.settings, ...settings },
      secrets: connection.secrets,
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
  return runtime;
}
