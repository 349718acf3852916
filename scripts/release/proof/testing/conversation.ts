import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startOpenRouterSim } from "openrouter-sim";
import type { ScratchClone } from "./scratch-clone.ts";

/** What an agent answers whose consumer has installed the plugin in a version, with the command that is given. */
export async function converseAfter(
  clone: ScratchClone,
  install: readonly [command: string, argumentList: readonly string[]],
  version: string,
  environment: NodeJS.ProcessEnv,
): Promise<string | undefined> {
  const directory = mkdtempSync(join(tmpdir(), "consumer-"));
  const sim = await startOpenRouterSim();
  try {
    const dependencies = { "@elizaos/core": "2.0.0-alpha.537", "@elizaos/plugin-openrouter": version };
    writeFileSync(
      join(directory, "package.json"),
      JSON.stringify({ private: true, type: "module", dependencies }),
    );
    const script = join(import.meta.dirname, "..", "..", "stranger", "conversation.mjs");
    copyFileSync(script, join(directory, "conversation.mjs"));
    const [command, argumentList] = install;
    await clone.mustRun(command, argumentList, { directory, environment });
    sim.always("/chat/completions", {
      text: "<response><thought>Greet.</thought><actions>REPLY</actions><providers></providers><text>Hello!</text><simple>true</simple></response>",
    });
    const output = await clone.mustRun(command === "bun" ? "bun" : "node", ["conversation.mjs"], {
      directory,
      environment: { SIM_URL: sim.url, LOG_LEVEL: "fatal" },
    });
    return output.trim().split("\n").at(-1);
  } finally {
    await sim.close();
    rmSync(directory, { recursive: true, force: true });
  }
}
