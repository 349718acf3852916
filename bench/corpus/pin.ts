/**
 * Pins one batch of the corpus: reads names from the command line, asks the registry of the user's npm
 * configuration for the current version of each, and writes `batches/<batch>.json`. Names that another batch
 * holds are left out, so that a new batch is always one that no rule was tuned on.
 *
 *   bun corpus/pin.ts --batch 5 name…
 */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { readBatches, readCorpus } from "./fetch.ts";
import { registryUrl } from "./registry.ts";

export interface PinnedPackage {
  readonly name: string;
  readonly version: string;
  readonly integrity: string;
}

/** A package of the first corpus, whose halves the mutants are still taken from. */
export interface CorpusPackage extends PinnedPackage {
  readonly split: "tuning" | "held-out";
}

if (import.meta.main) await pin();

async function pin(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { batch: { type: "string" } },
    allowPositionals: true,
  });
  const batch = Number(values.batch);
  if (!Number.isInteger(batch) || batch < 1) throw new Error("--batch takes the number of the new batch");
  const known = new Set(
    [
      ...readCorpus(),
      ...readBatches().flatMap((other) => (other.number === batch ? [] : other.packages)),
    ].map(({ name }) => name),
  );
  const queue = [...new Set(positionals)].filter((name) => !known.has(name)).sort();
  const registry = registryUrl();
  const packages: PinnedPackage[] = [];

  async function worker(): Promise<void> {
    for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
      const response = await fetch(`${registry}${name.replace("/", "%2f")}/latest`);
      if (!response.ok) {
        console.error(`${name}: ${response.status}, left out`);
        continue;
      }
      const { version, dist } = (await response.json()) as { version: string; dist: { integrity?: string } };
      if (dist.integrity) packages.push({ name, version, integrity: dist.integrity });
    }
  }

  await Promise.all(Array.from({ length: 6 }, worker));
  packages.sort((left, right) => (left.name < right.name ? -1 : 1));
  const lines = packages.map((entry) => `  ${JSON.stringify(entry)}`).join(",\n");
  writeFileSync(new URL(`./batches/${batch}.json`, import.meta.url), `[\n${lines}\n]\n`);
  console.log(`${packages.length} packages pinned`);
}
