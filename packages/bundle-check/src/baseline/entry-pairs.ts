import type { PackageFacts } from "../package-facts.js";
import type { ConsumerWay } from "./arguments.js";
import { codeWays, namedSubpaths, resolveSubpath } from "./resolve-subpath.js";

/** The same thing consumers load, before and now. */
export interface EntryPair {
  readonly entry: string;
  readonly ways: readonly ConsumerWay[];
  readonly baselineFile: string;
  readonly file: string;
}

/** Each pair of files that answer the same import, once, with all the ways that lead to it. */
export function pairEntries(current: PackageFacts, baseline: PackageFacts): EntryPair[] {
  const pairs = new Map<string, EntryPair & { readonly ways: ConsumerWay[] }>();
  const add = (entry: string, baselineFile: string, file: string, way: ConsumerWay | null) => {
    const key = `${entry}\0${baselineFile}\0${file}`;
    const pair = pairs.get(key) ?? { entry, ways: [], baselineFile, file };
    if (way !== null) pair.ways.push(way);
    pairs.set(key, pair);
  };
  for (const entry of namedSubpaths(baseline)) {
    for (const way of codeWays) {
      const baselineFile = resolveSubpath(baseline, entry, way);
      const file = baselineFile === null ? null : resolveSubpath(current, entry, way);
      if (baselineFile !== null && file !== null) add(entry, baselineFile, file, way);
    }
  }
  // Conditions of single runtimes (`worker`, `react-native`) are compared where both sides have them.
  for (const { kind, subpath, keyPath, files: baselineFiles } of baseline.entrypoints) {
    const same = current.entrypoints.find(
      (candidate) => candidate.kind === kind && candidate.keyPath.join("\0") === keyPath.join("\0"),
    );
    const [baselineFile, file] = [baselineFiles[0], same?.files[0]];
    if (kind !== "code" || same?.prominence !== "named" || subpath === null) continue;
    if (baselineFile !== undefined && file !== undefined) add(subpath, baselineFile, file, null);
  }
  return [...pairs.values()].filter(
    ({ baselineFile, file }) => baseline.graph.isJavaScript(baselineFile) && current.graph.isJavaScript(file),
  );
}

/** The modules that loading a file can lead to inside its package, the file included. */
export function closureOf({ graph }: PackageFacts, file: string): string[] {
  const closure = new Set([file]);
  for (const path of closure) {
    if (!graph.isJavaScript(path)) continue;
    for (const request of graph.facts(path).requests) {
      const resolution = graph.resolve(path, request);
      if (resolution.kind === "file") closure.add(resolution.path);
    }
  }
  return [...closure].filter((path) => graph.isJavaScript(path));
}

/** The packages that modules ask for, builtins and own subpaths left out. */
export function packagesAskedFor({ graph, manifest }: PackageFacts, modules: readonly string[]): Set<string> {
  const packages = new Set<string>();
  for (const path of modules) {
    for (const { specifier } of graph.facts(path).requests) {
      const name = /^(@[^/]+\/[^/]+|[^./#@:][^/:]*)(\/|$)/.exec(specifier)?.[1];
      if (name !== undefined && name !== manifest.name) packages.add(name);
    }
  }
  return packages;
}
