import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { startSim } from "../support/sim.js";
import { pluginConsumer } from "./support/consumers.js";
import { runWell } from "./support/run.js";

const sim = await startSim();
const driver = fileURLToPath(new URL("drivers/loaded-modules.mjs", import.meta.url));
const timeoutMs = 300_000;

interface LoadedModules {
  readonly byImport: readonly string[];
  readonly byRequire: readonly string[];
  readonly busy: readonly string[];
  readonly byText: readonly string[];
  readonly byTokenizer: readonly string[];
}

it(
  "importing the plugin loads one file and starts nothing; the SDK and the tokenizer come when they are used",
  async () => {
    const folder = await pluginConsumer("npm", "2.0.0-alpha.537");
    await copyFile(driver, join(folder, "loaded-modules.mjs"));
    const output = await runWell(process.execPath, ["loaded-modules.mjs"], {
      folder,
      environment: { SIM_URL: sim.url, LOG_LEVEL: "fatal" },
      timeoutMs,
    });
    const loaded: LoadedModules = JSON.parse(output.trim().split("\n").at(-1) ?? "");
    expect(loaded.byImport).toEqual(["@elizaos/plugin-openrouter/dist/node/index.node.js"]);
    expect(loaded.byRequire).toEqual(["@elizaos/plugin-openrouter/dist/cjs/index.node.cjs"]);
    expect(loaded.busy).toEqual([]);
    // Whether a start-up report has loaded the SDK already is not the point here; no text call needs a chunk.
    expect(loaded.byText.filter((path) => !path.startsWith("openai/"))).toEqual([]);
    expect(loaded.byTokenizer).toEqual(["@elizaos/plugin-openrouter/dist/chunks/tokenizer.js"]);
  },
  timeoutMs,
);
