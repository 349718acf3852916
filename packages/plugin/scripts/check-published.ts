/**
 * Shows that the checks of known defects bite: each must fail on the published version that has the defect, or on
 * a copy of this package that was given it on purpose. Installs those versions: `node scripts/check-published.ts`.
 */
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { startOpenRouterSim } from "openrouter-sim";
import type { Defect } from "../test/defects/defect.ts";
import { defects } from "../test/defects/defects.ts";
import { contextOf, type PluginUnderTest, restoreGlobals } from "../test/defects/start-plugin.ts";

const root = join(import.meta.dirname, "..");
const folder = mkdtempSync(join(tmpdir(), "published-"));
const name = "@elizaos/plugin-openrouter";

/** The core that each published version was made for. */
const cores = { "2.0.0-alpha.3": "2.0.0-alpha.114", "2.0.0-alpha.12": "2.0.0-alpha.114", "1.5.17": "1.7.2" };

/** Code of ours, and what it would be with the defect. */
const mutations: Readonly<Record<number, { readonly from: string; readonly to: string }>> = {
  21: { from: "name.replace(/[A-Z]/g,", to: "name.replace(/[^\\s\\S]/g," },
  22: {
    from: "const supported = new Set(entry?.supported_parameters ?? []);",
    to: 'const supported = new Set(/o1|o3|gpt-5/.test(request.model) ? ["max_tokens"] : []);',
  },
  26: { from: '"openai": "7.57.0"', to: '"openai": "7.57.0", "ai": "^6.0.30"' },
};

/** A database that knows nothing and forgets everything, for cores that bring none. */
const NoDatabase = new Proxy(class {}, {
  construct: () =>
    new Proxy({}, { get: (_, member) => (member === "then" ? undefined : async () => undefined) }),
});

async function loadFrom(consumer: string): Promise<PluginUnderTest> {
  const entry = join(consumer, "entry.mjs");
  writeFileSync(
    entry,
    `export * as core from "@elizaos/core";
     export const node = () => import("${name}");
     export const browser = () => import("./node_modules/${name}/dist/browser/index.browser.js");`,
  );
  const loaded = await import(pathToFileURL(entry).href);
  const manifest = JSON.parse(readFileSync(join(consumer, "node_modules", name, "package.json"), "utf8"));
  return {
    core: {
      AgentRuntime: loaded.core.AgentRuntime,
      InMemoryDatabaseAdapter: loaded.core.InMemoryDatabaseAdapter ?? NoDatabase,
      logger: loaded.core.logger,
    },
    manifest,
    load: async (kind) => (await loaded[kind]()).default,
  };
}

function install(version: keyof typeof cores): string {
  const consumer = join(folder, version);
  mkdirSync(consumer);
  const core = { "@elizaos/core": cores[version] };
  // One core for all: some versions bring a second one along, whose log nobody would see.
  const manifest = { private: true, dependencies: { ...core, [name]: version }, overrides: core };
  writeFileSync(join(consumer, "package.json"), JSON.stringify(manifest));
  // Version 2.0.0-alpha.3 asks for packages that exclude each other.
  const flags = ["--legacy-peer-deps", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"];
  execFileSync("npm", ["install", ...flags], { cwd: consumer, stdio: ["ignore", "ignore", "inherit"] });
  return consumer;
}

/** A copy of what is built here, with one defect put in. */
function mutate(row: number): string {
  const mutation = mutations[row];
  if (mutation === undefined) throw new Error(`There is no mutation for row ${row}.`);
  const consumer = join(folder, `mutation-${row}`);
  const target = join(consumer, "node_modules", name);
  mkdirSync(join(consumer, "node_modules/@elizaos"), { recursive: true });
  cpSync(join(root, "dist"), join(target, "dist"), { recursive: true });
  cpSync(join(root, "package.json"), join(target, "package.json"));
  for (const dependency of ["openai", "@elizaos/core"]) {
    symlinkSync(join(root, "node_modules", dependency), join(consumer, "node_modules", dependency));
  }
  const file = join(target, row === 26 ? "package.json" : "dist/node/index.node.js");
  const text = readFileSync(file, "utf8");
  if (!text.includes(mutation.from))
    throw new Error(`The code that mutation ${row} changes is no longer there.`);
  writeFileSync(file, text.replace(mutation.from, mutation.to));
  return consumer;
}

async function bites(defect: Defect, tested: PluginUnderTest): Promise<string | undefined> {
  const sim = await startOpenRouterSim();
  const { log } = console;
  // The versions under test write to the terminal as they please.
  console.log = () => undefined;
  const tooLong = new Promise((_, reject) => {
    setTimeout(() => reject(new Error("it never ends")), 20_000).unref();
  });
  try {
    await Promise.race([defect.check(contextOf(sim, tested)), tooLong]);
    return undefined;
  } catch (error) {
    return (error instanceof Error ? error.message : String(error)).split("\n")[0] ?? "";
  } finally {
    console.log = log;
    restoreGlobals();
    await sim.close();
  }
}

// Streams of the published versions reject where nobody listens; that alone must not end this script.
process.on("unhandledRejection", () => undefined);
let silent = 0;
const loaded = new Map<string, PluginUnderTest>();
for (const [row, defect] of defects) {
  const { foundIn } = defect;
  const key = foundIn === "mutation" ? `mutation-${row}` : foundIn;
  const tested = loaded.get(key) ?? (await loadFrom(foundIn === "mutation" ? mutate(row) : install(foundIn)));
  loaded.set(key, tested);
  const reason = await bites(defect, tested);
  if (reason === undefined) silent += 1;
  const verdict = reason === undefined ? "NOT FOUND" : "found";
  console.log(`${String(row).padStart(2)}  ${foundIn.padEnd(14)}  ${verdict.padEnd(9)}  ${defect.title}`);
  if (reason !== undefined) console.log(`${"".padEnd(31)}${reason.slice(0, 90)}`);
}
rmSync(folder, { recursive: true });
console.log(silent === 0 ? `All ${defects.length} checks bite.` : `${silent} checks do not bite.`);
process.exit(silent === 0 ? 0 : 1);
