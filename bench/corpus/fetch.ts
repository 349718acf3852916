/** Downloads the pinned corpus once, verified by integrity, into a cache outside version control. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { CorpusPackage, PinnedPackage } from "./pin.ts";
import { registryUrl } from "./registry.ts";

const cacheFolder = join(import.meta.dirname, "../../node_modules/.cache/bundle-check-corpus");

export function readCorpus(): CorpusPackage[] {
  return JSON.parse(readFileSync(new URL("./packages.json", import.meta.url), "utf8"));
}

/** Packages pinned together, after the first corpus, and first looked at together. */
export interface Batch {
  readonly number: number;
  readonly packages: readonly PinnedPackage[];
}

/** The batches in the order they were pinned. No rule was tuned on the last one. */
export function readBatches(): Batch[] {
  const folder = join(import.meta.dirname, "batches");
  return readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .map((file) => ({
      number: Number.parseInt(file, 10),
      packages: JSON.parse(readFileSync(join(folder, file), "utf8")),
    }))
    .sort((left, right) => left.number - right.number);
}

export function tarballPath({ name, version }: PinnedPackage): string {
  return join(cacheFolder, `${name.replace("/", "+")}@${version}.tgz`);
}

/** Fetches what the cache lacks. Throws when a tarball is not the pinned one. */
export async function fetchCorpus(corpus: readonly PinnedPackage[]): Promise<void> {
  mkdirSync(cacheFolder, { recursive: true });
  const queue = corpus.filter((entry) => !existsSync(tarballPath(entry)));
  const registry = queue.length > 0 ? registryUrl() : "";
  async function worker(): Promise<void> {
    for (let entry = queue.shift(); entry; entry = queue.shift()) {
      const file = `${entry.name.replace(/^@[^/]+\//, "")}-${entry.version}.tgz`;
      const response = await fetch(`${registry}${entry.name}/-/${file}`);
      if (!response.ok)
        throw new Error(`${entry.name}@${entry.version}: the registry answered ${response.status}`);
      const bytes = Buffer.from(await response.arrayBuffer());
      const [algorithm = "", digest] = entry.integrity.split(/-(.*)/s);
      if (createHash(algorithm).update(bytes).digest("base64") !== digest) {
        throw new Error(`${entry.name}@${entry.version}: the tarball is not the pinned one`);
      }
      const path = tarballPath(entry);
      writeFileSync(`${path}.part`, bytes);
      renameSync(`${path}.part`, path);
    }
  }
  await Promise.all(Array.from({ length: 4 }, worker));
}

if (import.meta.main) {
  const corpus = [...readCorpus(), ...readBatches().flatMap(({ packages }) => packages)];
  await fetchCorpus(corpus);
  console.log(`${corpus.length} tarballs in place`);
}
