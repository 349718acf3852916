import { emptyConfiguration } from "../../packages/bundle-check/src/configuration/configuration.ts";
import type { Entrypoint } from "../../packages/bundle-check/src/entrypoints/entrypoint.ts";
import { findEntrypoints } from "../../packages/bundle-check/src/entrypoints/index.ts";
import { readManifest } from "../../packages/bundle-check/src/entrypoints/manifest.ts";
import type { ModuleKind } from "../../packages/bundle-check/src/findings/finding.ts";
import type { ModuleFacts } from "../../packages/bundle-check/src/modules/module-facts.ts";
import { ModuleGraph } from "../../packages/bundle-check/src/modules/module-graph.ts";
import { ModuleKinds } from "../../packages/bundle-check/src/modules/module-kind.ts";
import { PackageFacts } from "../../packages/bundle-check/src/package-facts.ts";
import { createPackageFiles } from "../../packages/bundle-check/src/package-files/create-package-files.ts";
import { openPackage } from "../../packages/bundle-check/src/package-files/open-package.ts";
import type { PackageFiles } from "../../packages/bundle-check/src/package-files/package-files.ts";
import { type Program, parseProgram } from "./program.ts";

/** A root entry of a good package that mutants are made of. */
export interface HostEntry {
  readonly path: string;
  readonly kind: ModuleKind;
  readonly text: string;
  readonly program: Program;
  readonly keyPath: readonly string[];
  readonly target: string;
}

export interface Host {
  readonly name: string;
  readonly version: string;
  readonly contents: ReadonlyMap<string, Uint8Array>;
  readonly files: PackageFiles;
  readonly entries: readonly HostEntry[];
  /** Shared chunks and inner modules that the root entries load; only their text can be damaged. */
  readonly chunks: readonly HostEntry[];
  /** Modules that no entry loads: a pattern, a superseded field, an address or a deep import leads there. */
  readonly elsewhere: readonly HostEntry[];
  readonly entrypoints: readonly Entrypoint[];
  /** Values the root declarations promise; empty when there are none. */
  readonly promised: ReadonlySet<string>;
}

/** Entries larger than this take longer to mutate than they teach. */
const maximumEntrySize = 2_000_000;
/** At most this many chunks of a package are looked at. */
const maximumChunks = 12;

export async function openHost(name: string, version: string, tarball: string): Promise<Host> {
  const { files } = await openPackage(tarball);
  const manifest = readManifest(files, name);
  const entrypoints = findEntrypoints(manifest, files);
  const kinds = new ModuleKinds(files);
  const entries: HostEntry[] = [];
  for (const { kind, subpath, severityIfMissing, prominence, files: paths, keyPath, target } of entrypoints) {
    const path = paths[0];
    if (kind !== "code" || subpath !== "." || severityIfMissing !== "error" || prominence !== "named")
      continue;
    if (path === undefined || !/\.[cm]?js$/.test(path) || entries.some((entry) => entry.path === path))
      continue;
    if (files.size(path) > maximumEntrySize) continue;
    const text = files.text(path);
    const moduleKind = kinds.kindOf(path);
    const program = parseProgram(text, moduleKind);
    if (program) entries.push({ path, kind: moduleKind, text, program, keyPath, target });
  }
  const graph = new ModuleGraph(files, entrypoints);
  return {
    name,
    version,
    contents: new Map(files.paths.map((path) => [path, files.bytes(path)])),
    files,
    entries,
    chunks: readModules(graph, files, kinds, graph.reachable(), true),
    get elsewhere() {
      return readModules(graph, files, kinds, graph.shipped(), false);
    },
    entrypoints,
    promised: readPromise(files, name),
  };
}

function readModules(
  graph: ModuleGraph,
  files: PackageFiles,
  kinds: ModuleKinds,
  modules: Iterable<ModuleFacts>,
  isLoadedByEntries: boolean,
): HostEntry[] {
  const chunks: HostEntry[] = [];
  for (const { path, source, isModular } of modules) {
    if (graph.isNamed(path) || !isModular) continue;
    if ((graph.prominenceOf(path) === "named") !== isLoadedByEntries) continue;
    if (!/\.[cm]?js$/.test(path) || files.size(path) < 500 || files.size(path) > maximumEntrySize) continue;
    const kind = kinds.kindOf(path);
    const program = parseProgram(source.text, kind);
    if (program) chunks.push({ path, kind, text: source.text, program, keyPath: [], target: path });
    if (chunks.length === maximumChunks) break;
  }
  return chunks;
}

/** The values the root's declarations promise. */
function readPromise(files: PackageFiles, name: string): ReadonlySet<string> {
  const facts = new PackageFacts(files, name, { configuration: emptyConfiguration });
  for (const entry of facts.rootEntries()) {
    const values = facts.promisedValues(entry)?.values;
    if (values && values.size > 0) return values;
  }
  return new Set();
}

export function withFiles(
  host: Host,
  changes: ReadonlyMap<string, string | Uint8Array | null>,
): PackageFiles {
  const entries = new Map<string, Uint8Array | string>(host.contents);
  for (const [path, content] of changes) {
    if (content === null) entries.delete(path);
    else entries.set(path, content);
  }
  return createPackageFiles(entries);
}
