/**
 * What importing the plugin costs beyond core, beside the last published version that loads and an empty module,
 * which shows how much of it is the machine. Each measurement is a process of its own that imports core first; the
 * three take turns, so that a busy machine is busy for all.
 *
 *   node plugin/import-cost.ts [--rounds 21]
 *
 * The limit is held against the median of the time on the wall. Ends with 1 when it is broken; on a busy machine it
 * can be, and then the empty module is slow as well.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { install, packPlugin } from "./consumers.ts";

const core = "@elizaos/core@2.0.0-alpha.537";
const published = "2.0.0-alpha.3";
const limitMs = 10;

const plugin = "@elizaos/plugin-openrouter";
const emptyModule = "empty-module";

const programFor = (specifier: string) => `
import "@elizaos/core";
const cpu = process.cpuUsage();
const start = performance.now();
await import("${specifier}");
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

interface Subject {
  readonly name: string;
  readonly consumer: string;
  readonly specifier: string;
}

function addEmptyModule(consumer: string): void {
  const target = join(consumer, "node_modules", emptyModule);
  mkdirSync(target);
  writeFileSync(join(target, "package.json"), JSON.stringify({ type: "module", exports: "./index.js" }));
  writeFileSync(join(target, "index.js"), "export default 1;\n");
}

function measure({ consumer, specifier }: Subject): Cost {
  const program = `measure-${specifier.replaceAll("/", "-")}.mjs`;
  writeFileSync(join(consumer, program), programFor(specifier));
  return JSON.parse(execFileSync(process.execPath, [program], { cwd: consumer, encoding: "utf8" }));
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
  const ours = install(folder, "ours", [packPlugin(folder), core]);
  const theirs = install(folder, "published", [`${plugin}@${published}`, core]);
  addEmptyModule(ours);
  const subjects: readonly Subject[] = [
    { name: "this repository", consumer: ours, specifier: plugin },
    { name: published, consumer: theirs, specifier: plugin },
    { name: "an empty module", consumer: ours, specifier: emptyModule },
  ];
  const costs = new Map(subjects.map((subject): [Subject, Cost[]] => [subject, []]));
  // The first run of each reads the files from the disk.
  for (const subject of subjects) measure(subject);
  for (let round = 0; round < rounds; round += 1) {
    for (const [subject, ofSubject] of costs) ofSubject.push(measure(subject));
  }
  console.log(`Import beyond ${core}, Node ${process.version}, medians of ${rounds} rounds, taking turns:`);
  for (const [subject, ofSubject] of costs) console.log(describe(subject.name, ofSubject));
  const [ourMs = Number.NaN, theirMs = Number.NaN] = [...costs.values()].map((list) =>
    median(list.map((cost) => cost.wallMs)),
  );
  console.log(`${published} takes ${(theirMs / ourMs).toFixed(1)} times as long.`);
  console.log(`Limit ${limitMs} ms for the median: ${ourMs <= limitMs ? "held" : "BROKEN"}.`);
  if (!(ourMs <= limitMs)) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true });
}
