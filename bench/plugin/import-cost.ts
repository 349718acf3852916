/**
 * What importing the plugin costs beyond core, beside the last published version that loads. Each measurement is a
 * process of its own that imports core first; the two take turns, so that a busy machine is busy for both.
 *
 *   node plugin/import-cost.ts [--rounds 21]
 *
 * The limit is held against the fastest round: whatever else the machine does can only add to a measurement.
 * Ends with 1 when it is broken.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { install, packPlugin } from "./consumers.ts";

const core = "@elizaos/core@2.0.0-alpha.537";
const published = "2.0.0-alpha.3";
const limitMs = 10;

const program = `
import "@elizaos/core";
const cpu = process.cpuUsage();
const start = performance.now();
await import("@elizaos/plugin-openrouter");
const wallMs = performance.now() - start;
const { user, system } = process.cpuUsage(cpu);
console.log(JSON.stringify({ wallMs, cpuMs: (user + system) / 1000 }));
`;

const { values } = parseArgs({ options: { rounds: { type: "string", default: "21" } } });
const rounds = Number(values.rounds);
const folder = mkdtempSync(join(tmpdir(), "import-cost-"));

interface Cost {
  readonly wallMs: number;
  readonly cpuMs: number;
}

function measure(consumer: string): Cost {
  return JSON.parse(execFileSync(process.execPath, ["measure.mjs"], { cwd: consumer, encoding: "utf8" }));
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((left, right) => left - right);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}

function describe(name: string, costs: readonly Cost[]): string {
  const wall = costs.map((cost) => cost.wallMs);
  const cpu = median(costs.map((cost) => cost.cpuMs));
  const shown = [median(wall), Math.min(...wall), Math.max(...wall)].map((time) => time.toFixed(1));
  return `${name.padEnd(16)} ${shown[0]} ms (fastest ${shown[1]}, slowest ${shown[2]}), processor ${cpu.toFixed(1)} ms`;
}

try {
  const consumers = {
    ours: install(folder, "ours", [packPlugin(folder), core]),
    published: install(folder, "published", [`@elizaos/plugin-openrouter@${published}`, core]),
  };
  const costs: Record<keyof typeof consumers, Cost[]> = { ours: [], published: [] };
  for (const consumer of Object.values(consumers)) {
    writeFileSync(join(consumer, "measure.mjs"), program);
    // The first run of each reads the files from the disk.
    measure(consumer);
  }
  for (let round = 0; round < rounds; round += 1) {
    costs.ours.push(measure(consumers.ours));
    costs.published.push(measure(consumers.published));
  }
  const wallOf = (list: readonly Cost[]) => median(list.map((cost) => cost.wallMs));
  const fastestMs = Math.min(...costs.ours.map((cost) => cost.wallMs));
  console.log(`Import beyond ${core}, Node ${process.version}, medians of ${rounds} rounds, taking turns:`);
  console.log(describe("this repository", costs.ours));
  console.log(describe(published, costs.published));
  console.log(
    `${published} takes ${(wallOf(costs.published) / wallOf(costs.ours)).toFixed(1)} times as long.`,
  );
  console.log(`Limit ${limitMs} ms: ${fastestMs <= limitMs ? "held" : "BROKEN"}.`);
  if (fastestMs > limitMs) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true });
}
