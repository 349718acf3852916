/**
 * Pins the corpus: reads names from the command line or standard input, asks the registry of the user's npm
 * configuration for the current version of each, and writes `packages.json`. Half of the packages, chosen by
 * a hash of their name and so by nobody, is held back: rules are never tuned on them.
 */
import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { registryUrl } from "./registry.ts";

export interface CorpusPackage {
  readonly name: string;
  readonly version: string;
  readonly integrity: string;
  readonly split: "tuning" | "held-out";
}

if (import.meta.main) await pin();

async function pin(): Promise<void> {
  const names = [...new Set(process.argv.slice(2))].sort();
  const registry = registryUrl();
  const packages: CorpusPackage[] = [];
  const queue = [...names];

  async function worker(): Promise<void> {
    for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
      const response = await fetch(`${registry}${name.replace("/", "%2f")}/latest`);
      if (!response.ok) {
        console.error(`${name}: ${response.status}, left out`);
        continue;
      }
      const { version, dist } = (await response.json()) as { version: string; dist: { integrity?: string } };
      if (!dist.integrity) continue;
      const firstByte = createHash("sha256").update(name).digest()[0] ?? 0;
      packages.push({
        name,
        version,
        integrity: dist.integrity,
        split: firstByte % 2 === 0 ? "tuning" : "held-out",
      });
    }
  }

  await Promise.all(Array.from({ length: 6 }, worker));
  packages.sort((left, right) => (left.name < right.name ? -1 : 1));
  const lines = packages.map((entry) => `  ${JSON.stringify(entry)}`).join(",\n");
  writeFileSync(new URL("./packages.json", import.meta.url), `[\n${lines}\n]\n`);
  console.log(`${packages.length} packages pinned`);
}
