/**
 * Times whole processes, the tools in turn on the same subject so that a slow moment hits all of them, and prints
 * medians and ratios. Exit codes do not matter here: a tool that finds something has worked.
 *
 *   bun speed/measure.ts [--packages N] [--runs N] [--seed N]
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { fetchCorpus, readCorpus, tarballPath } from "../corpus/fetch.ts";
import { Random } from "../mutants/random.ts";
import { writeLargeBundle } from "./large-bundle.ts";
import { type Subject, unpackSubject } from "./subject.ts";
import { attw, bundleCheckTool, otherTools, type Tool } from "./tools.ts";

const { values } = parseArgs({
  options: {
    packages: { type: "string", default: "60" },
    runs: { type: "string", default: "5" },
    seed: { type: "string", default: "1" },
  },
});
const runs = Number(values.runs);
const scratch = mkdtempSync(join(tmpdir(), "bundle-check-speed-"));

function time(tool: Tool, subject: Subject): number {
  const started = performance.now();
  for (const [command, ...args] of tool.commands(subject)) {
    const { error } = spawnSync(command, args, {
      cwd: subject.folder,
      stdio: "ignore",
      env: { ...process.env, CI: "1" },
    });
    if (error) throw error;
  }
  return performance.now() - started;
}

/** As the system counts it, where GNU time is installed; nothing elsewhere. */
function peakMemory(subject: Subject): string {
  const [[command, ...args] = [""]] = bundleCheckTool.commands(subject);
  const { stderr, error } = spawnSync("/usr/bin/time", ["-f", "%M", command, ...args], {
    encoding: "utf8",
    stdio: ["ignore", "ignore", "pipe"],
  });
  const kilobytes = error ? Number.NaN : Number(stderr.trim().split("\n").at(-1));
  return Number.isNaN(kilobytes) ? "" : `  ${(kilobytes / 1000).toFixed(0)} MB of memory`;
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0) / numbers.length;
}

function prepare(name: string, version: string, tarball: string): Promise<Subject | null> {
  return unpackSubject(name, version, tarball, join(scratch, name.replace("/", "+"))).catch(() => null);
}

function compareOn(subject: Subject, tools: readonly Tool[]): void {
  const times = new Map(tools.map((tool): [string, number[]] => [tool.name, []]));
  for (let run = 0; run <= runs; run++) {
    for (const tool of tools) {
      const took = time(tool, subject);
      // The first run fills caches and is not counted.
      if (run > 0) times.get(tool.name)?.push(took);
    }
  }
  const own = median(times.get(bundleCheckTool.name) ?? []);
  console.log(
    `\n${subject.name}: ${(subject.entryBytes / 1000).toFixed(0)} kB of entries, medians of ${runs} runs`,
  );
  for (const [name, took] of times) {
    const ratio =
      name === bundleCheckTool.name ? "" : `  bundle-check takes ${(own / median(took)).toFixed(2)} of it`;
    console.log(`  ${name.padEnd(14)} ${median(took).toFixed(0).padStart(6)} ms${ratio}`);
  }
}

try {
  const corpus = readCorpus();
  await fetchCorpus(corpus);

  const small = await pluginSubject();
  if (small) compareOn(small, [bundleCheckTool, ...otherTools, attw]);

  const random = new Random(Number(values.seed));
  const times = new Map([bundleCheckTool, ...otherTools].map((tool): [Tool, number[]] => [tool, []]));
  let bytes = 0;
  let allBytes = 0;
  let count = 0;
  for (const entry of random.shuffle(corpus)) {
    if (count >= Number(values.packages)) break;
    const subject = await prepare(entry.name, entry.version, tarballPath(entry));
    if (!subject) continue;
    count++;
    bytes += subject.entryBytes;
    allBytes += subject.allBytes;
    for (const [tool, took] of times) took.push(time(tool, subject));
    rmSync(subject.folder, { recursive: true, force: true });
  }
  const own = times.get(bundleCheckTool) ?? [];
  console.log(`\n${count} packages of the corpus (seed ${values.seed}), one process per package`);
  for (const [tool, took] of times) {
    const total = took.reduce((sum, one) => sum + one, 0);
    const ratio =
      tool === bundleCheckTool ? "" : `  bundle-check takes ${(mean(own) / mean(took)).toFixed(2)} of it`;
    console.log(
      `  ${tool.name.padEnd(14)} mean ${mean(took).toFixed(0).padStart(5)} ms  median ${median(took).toFixed(0).padStart(5)} ms  ` +
        `${(bytes / 1000 / total).toFixed(2)} MB/s of entries${tool === bundleCheckTool ? `, ${(allBytes / 1000 / total).toFixed(2)} MB/s of all files, which it judges` : ratio}`,
    );
  }

  console.log("\nOne bundle of growing size: a line would be straight");
  for (const megabytes of [1.5, 3, 6, 12]) {
    const subject = writeLargeBundle(join(scratch, `large-${megabytes}`), megabytes);
    const took = median(Array.from({ length: 3 }, () => time(bundleCheckTool, subject)));
    const memory = peakMemory(subject);
    console.log(
      `  ${megabytes.toFixed(1).padStart(5)} MB  ${took.toFixed(0).padStart(6)} ms  ${((megabytes * 1000) / took).toFixed(1)} MB/s${memory}`,
    );
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

/** The plugin of this repository, packed; its published 1.5.17 where it is not built. */
async function pluginSubject(): Promise<Subject | null> {
  const plugin = join(import.meta.dirname, "../../packages/plugin");
  if (!existsSync(join(plugin, "dist"))) return null;
  const packed = spawnSync("npm", ["pack", "--ignore-scripts", "--json", "--pack-destination", scratch], {
    cwd: plugin,
    encoding: "utf8",
  });
  const [{ filename }] = JSON.parse(packed.stdout) as [{ filename: string }];
  return prepare("@elizaos/plugin-openrouter", "packed", join(scratch, filename));
}
