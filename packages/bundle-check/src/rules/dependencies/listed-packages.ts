import { isRecord } from "../../entrypoints/manifest.js";
import type { PackageFacts } from "../../package-facts.js";

const listedBy = new WeakMap<PackageFacts, ReadonlySet<string>>();

/** Every package that is there once this one is installed, or that its consumer is told to bring. */
export function listedPackages(facts: PackageFacts): ReadonlySet<string> {
  const listed = listedBy.get(facts) ?? readListedPackages(facts);
  listedBy.set(facts, listed);
  return listed;
}

function readListedPackages({ manifest: { data, name }, files }: PackageFacts): ReadonlySet<string> {
  const listed = new Set<string>(name === null ? [] : [name]);
  // pnpm takes a package that only peerDependenciesMeta names for an optional peer of any version.
  for (const field of ["dependencies", "peerDependencies", "optionalDependencies", "peerDependenciesMeta"]) {
    const dependencies = data[field];
    if (isRecord(dependencies)) for (const dependency of Object.keys(dependencies)) listed.add(dependency);
  }
  for (const bundled of [data.bundleDependencies, data.bundledDependencies]) {
    if (!Array.isArray(bundled)) continue;
    for (const dependency of bundled) if (typeof dependency === "string") listed.add(dependency);
  }
  for (const path of files.paths) {
    const shipped = /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1];
    if (shipped !== undefined) listed.add(shipped);
  }
  return listed;
}
