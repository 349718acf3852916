/**
 * What importing the plugin costs beyond core, beside the last published version that loads and an empty module,
 * which shows how much of it is the machine. Each measurement is a process of its own that imports core first; the
 * three take turns, so that a busy machine is busy for all.
 *
 *   node plugin/import-cost.ts [--rounds 7] [--seconds 35]
 *
 * Measured is processor time, which other programs lengthen less than the time on the wall, and the least of all
 * rounds counts: whatever else goes on can only add to it. Takes no more rounds once the seconds, installing
 * included, are over. Ends with 1 when the limit is broken, unless the machine has more to do than it can: then
 * the comparison holds, but no figure in milliseconds does.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { consumerOfOurs, consumerOfPublished } from "./consumers.ts";

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

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "7" },
    seconds: { type: "string", default: "35" },
  },
});
const mostRounds = Number(values.rounds);
const longestMs = Number(values.seconds) * 1000;
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
  const cpu = costs.map((cost) => cost.cpuMs);
  const [least, middle, wall] = [Math.min(...cpu), median(cpu), median(costs.map((cost) => cost.wallMs))];
  const shown = [least, middle, wall].map((time) => time.toFixed(1));
  return `${name.padEnd(16)} ${shown[0]} ms of processor (median ${shown[1]}; on the wall ${shown[2]})`;
}

try {
  const ours = consumerOfOurs(folder);
  const theirs = consumerOfPublished(folder, published);
  addEmptyModule(ours);
  const subjects: readonly Subject[] = [
    { name: "this repository", consumer: ours, specifier: plugin },
    { name: published, consumer: theirs, specifier: plugin },
    { name: "an empty module", consumer: ours, specifier: emptyModule },
  ];
  const costs = new Map(subjects.map((subject): [Subject, Cost[]] => [subject, []]));
  let rounds = 0;
  do {
    for (const [subject, ofSubject] of costs) ofSubject.push(measure(subject));
    rounds += 1;
  } while (rounds < mostRounds && performance.now() < longestMs);
  console.log(`Import beyond ${core}, Node ${process.version}, the least of ${rounds} rounds, taking turns:`);
  for (const [subject, ofSubject] of costs) console.log(describe(subject.name, ofSubject));
  const [ourMs = Number.NaN, theirMs = Number.NaN] = [...costs.values()].map((list) =>
    Math.min(...list.map((cost) => cost.cpuMs)),
  );
  console.log(`${published} takes ${(theirMs / ourMs).toFixed(1)} times as much.`);
  const [load = 0] = loadavg();
  const isHeld = ourMs <= limitMs;
  const isBusy = load > 2 * availableParallelism();
  const verdict = isBusy ? `not to be told, the machine is busy (load ${load.toFixed(1)})` : "BROKEN";
  console.log(`Limit ${limitMs} ms: ${isHeld ? "held" : verdict}.`);
  if (!isHeld && !isBusy) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true });
}
