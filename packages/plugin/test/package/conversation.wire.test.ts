import { execFile } from "node:child_process";
import { copyFileSync, mkdtempSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import manifest from "../../package.json" with { type: "json" };
import { cores } from "../support/cores.js";
import { chat, startSim } from "../support/sim.js";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../..", import.meta.url));
const sim = await startSim();
/** What the planners of both cores understand. */
const plan =
  "<response><thought>Greet.</thought><actions>REPLY</actions><providers></providers><text>Hello, person!</text><simple>true</simple></response>";
const bun = ["--yes", "bun@1.4.5"];

let folder: string;
let tarball: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "conversation-"));
  await run("npm", ["pack", "--ignore-scripts", "--pack-destination", folder], { cwd: root });
  tarball = join(folder, `elizaos-plugin-openrouter-${manifest.version}.tgz`);
}, 60_000);
afterAll(() => rm(folder, { recursive: true }), 120_000);

function consumerOf(core: string, name: string): string {
  const consumer = mkdtempSync(join(folder, `${name}-`));
  const dependencies = { "@elizaos/core": core, "@elizaos/plugin-openrouter": `file:${tarball}` };
  writeFileSync(
    join(consumer, "package.json"),
    JSON.stringify({ private: true, type: "module", dependencies }),
  );
  copyFileSync(join(root, "test/package/conversation.mjs"), join(consumer, "conversation.mjs"));
  return consumer;
}

describe.each(cores)("the packed plugin with core $version", ({ version }) => {
  it.each([
    {
      manager: "npm",
      install: ["npm", ["install", "--no-audit", "--no-fund", "--ignore-scripts", "--engine-strict=false"]],
      start: [process.execPath, ["conversation.mjs"]],
    },
    {
      manager: "Bun",
      install: ["npx", [...bun, "install", "--ignore-scripts"]],
      start: ["npx", [...bun, "conversation.mjs"]],
    },
  ] as const)(
    "holds a conversation, installed and run with $manager",
    async ({ manager, install, start }) => {
      const consumer = consumerOf(version, manager.toLowerCase());
      const options = { cwd: consumer, env: { ...process.env, SIM_URL: sim.url, LOG_LEVEL: "fatal" } };
      await run(install[0], [...install[1]], options);
      sim.always(chat, { text: plan });
      const { stdout } = await run(start[0], [...start[1]], options);
      expect(JSON.parse(stdout.trim().split("\n").at(-1) ?? "")).toEqual(["Hello, person!"]);
      expect(sim.requestsTo(chat).length).toBeGreaterThan(0);
    },
    240_000,
  );
});
