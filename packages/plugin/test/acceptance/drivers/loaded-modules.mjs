/**
 * Records which modules the plugin loads beyond core: when it is imported, at its first text call, and when a
 * tokenizer is asked for. Prints one line of JSON.
 *
 * Environment: SIM_URL, the base URL of the embedded OpenRouter.
 */
import { createRequire, registerHooks } from "node:module";
import { AgentRuntime, InMemoryDatabaseAdapter } from "@elizaos/core";

let loaded = [];
registerHooks({
  load(url, context, nextLoad) {
    loaded.push(url);
    return nextLoad(url, context);
  },
});

/** What was loaded since the last time, built-in modules aside, as paths within node_modules. */
function takeLoaded() {
  const paths = loaded
    .filter((url) => !url.startsWith("node:"))
    .map((url) => url.replace(/^.*\/node_modules\//, ""));
  loaded = [];
  return paths;
}

const { default: openrouterPlugin } = await import("@elizaos/plugin-openrouter");
const byImport = takeLoaded();
createRequire(import.meta.url)("@elizaos/plugin-openrouter");
const byRequire = takeLoaded();
const busy = process.getActiveResourcesInfo().filter((name) => !/^(TTY|Pipe|File)/.test(name));

const runtime = new AgentRuntime({
  character: {
    name: "Ada",
    bio: ["x"],
    settings: { OPENROUTER_BASE_URL: process.env.SIM_URL },
    secrets: { OPENROUTER_API_KEY: "sk-or-v1-consumer" },
  },
  adapter: new InMemoryDatabaseAdapter(),
  plugins: [openrouterPlugin],
  logLevel: "fatal",
  enableTrajectories: false,
  enableKnowledge: false,
  enableRelationships: false,
});
await runtime.initialize({ skipMigrations: true });
takeLoaded();
await runtime.useModel("TEXT_SMALL", { prompt: "Hi" });
const byText = takeLoaded();
await runtime.useModel("TEXT_TOKENIZER_ENCODE", { prompt: "Hi", modelType: "TEXT_SMALL" });
const byTokenizer = takeLoaded();
await runtime.stop();
console.log(JSON.stringify({ byImport, byRequire, busy, byText, byTokenizer }));
