import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { describeFailure, runCommand } from "../run-command.ts";
import { runningEnvironment } from "../stranger/environment.ts";
import { type Consumer, describeConsumer } from "../stranger/install.ts";
import { inTurns } from "./in-turns.ts";
import { combine, passed, refused, type Stage, type StageResult } from "./stage.ts";

const conversationScript = join(import.meta.dirname, "..", "stranger", "conversation.mjs");
const chat = "/chat/completions";
const answer = "Hello, person!";
/** What the planners of both cores understand. */
const plan = `<response><thought>Greet.</thought><actions>REPLY</actions><providers></providers><text>${answer}</text><simple>true</simple></response>`;

/** A person says hello to a real agent, which answers through the installed plugin and an embedded OpenRouter. */
export const conversation: Stage = {
  name: "conversation",
  needs: ["install"],
  needsRegistry: true,
  judgesTarballs: true,
  run: async ({ consumers }) => {
    const talking = consumers.filter(({ peers }) => peers !== undefined);
    if (talking.length === 0) return passed("no package here talks");
    return combine(await inTurns(talking, (consumer) => converse(consumer)));
  },
};

async function converse(consumer: Consumer): Promise<StageResult> {
  // Built by an earlier stage, so it is not there when this file is read.
  const { startOpenRouterSim } = await import("openrouter-sim");
  const sim = await startOpenRouterSim();
  try {
    sim.always(chat, { text: plan });
    copyFileSync(conversationScript, join(consumer.directory, "conversation.mjs"));
    const command = consumer.manager === "npm" ? process.execPath : "bun";
    const result = await runCommand(command, ["conversation.mjs"], {
      cwd: consumer.directory,
      timeout: 120_000,
      environment: runningEnvironment(consumer.directory, { SIM_URL: sim.url, LOG_LEVEL: "fatal" }),
    });
    const label = `${describeConsumer(consumer)}, run with ${consumer.manager === "npm" ? "Node" : "Bun"}`;
    if (result.exitCode !== 0) return refused(`${label}: no conversation (${describeFailure(result, 12)})`);
    const said = result.stdout.trim().split("\n").at(-1) ?? "";
    if (said !== JSON.stringify([answer])) return refused(`${label}: the agent said ${said.slice(0, 200)}`);
    if (sim.requestsTo(chat).length === 0) return refused(`${label}: OpenRouter was never asked`);
    const [violation] = sim.violations;
    if (violation !== undefined)
      return refused(`${label}: OpenRouter would refuse the request: ${violation}`);
    return passed(`${label}: ${answer}`);
  } finally {
    await sim.close();
  }
}
