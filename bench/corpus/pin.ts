/**
 * Pins one batch of the corpus: reads names from the command line, asks the registry of the user's npm
 * configuration for the current version of each, and writes `batches/<batch>.json`. Names that another batch
 * holds are left out, so that a new batch is always one that no rule was tuned on. With --earlier it takes only
 * names that other batches hold, each in a release from before the one that they pin.
 *
 *   bun corpus/pin.ts --batch 5 [--earlier] name…
 */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { earlierRelease } from "./earlier-release.ts";
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

/** What the registry says of one release, as far as it is read here. */
interface Manifest {
  readonly version: string;
  readonly dist: { readonly integrity?: string };
}

/** What the registry says of a package. */
interface Packument {
  readonly versions: Readonly<Record<string, Manifest>>;
  readonly time?: Readonly<Record<string, string>>;
}

if (import.meta.main) await pin();

async function pin(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { batch: { type: "string" }, earlier: { type: "boolean", default: false } },
    allowPositionals: true,
  });
  const batch = Number(values.batch);
  if (!Number.isInteger(batch) || batch < 1) throw new Error("--batch takes the number of the new batch");
  const pinnedVersions = new Map(
    [
      ...readCorpus(),
      ...readBatches().flatMap((other) => (other.number === batch ? [] : other.packages)),
    ].map(({ name, version }) => [name, version]),
  );
  const queue = [...new Set(positionals)]
    .filter((name) => pinnedVersions.has(name) === values.earlier)
    .sort();
  const packages: PinnedPackage[] = [];

  async function worker(): Promise<void> {
    for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
      const pinned = pinnedVersions.get(name);
      const manifest =
        pinned === undefined ? await currentManifest(name) : await earlierManifest(name, pinned);
      if (manifest?.dist.integrity) {
        packages.push({ name, version: manifest.version, integrity: manifest.dist.integrity });
      } else console.error(`${name}: nothing to pin, left out`);
    }
  }

  await Promise.all(Array.from({ length: 6 }, worker));
  packages.sort((left, right) => (left.name < right.name ? -1 : 1));
  const lines = packages.map((entry) => `  ${JSON.stringify(entry)}`).join(",\n");
  writeFileSync(new URL(`./batches/${batch}.json`, import.meta.url), `[\n${lines}\n]\n`);
  console.log(`${packages.length} packages pinned`);
}

async function currentManifest(name: string): Promise<Manifest | undefined> {
  const response = await fetch(`${registryUrl()}${name.replace("/", "%2f")}/latest`);
  return response.ok ? ((await response.json()) as Manifest) : undefined;
}

async function earlierManifest(name: string, current: string): Promise<Manifest | undefined> {
  const response = await fetch(`${registryUrl()}${name.replace("/", "%2f")}`);
  if (!response.ok) return undefined;
  const { versions, time } = (await response.json()) as Packument;
  const releases = Object.keys(versions).map((version) => ({ version, published: time?.[version] }));
  const chosen = earlierRelease(releases, current);
  return chosen === undefined ? undefined : versions[chosen.version];
}
