import type { DocumentNode } from "./document.ts";
import type { Lockfile, LockfileInstance, RecordedManifest } from "./lockfile.ts";
import { LockfileText } from "./lockfile-text.ts";
import { readPnpmCatalogs } from "./pnpm-catalogs.ts";
import { readPnpmImporters } from "./pnpm-importers.ts";
import { readPnpmPackages } from "./pnpm-packages.ts";
import type { PnpmGeneration } from "./pnpm-path.ts";
import { parseYamlDocuments } from "./yaml-document.ts";

const generations: ReadonlyMap<string, PnpmGeneration> = new Map([
  ["6.0", 6],
  ["6.1", 6],
  ["9.0", 9],
]);

/**
 * Reads pnpm-lock.yaml of pnpm 8 (6.0) and of pnpm 9 and later (9.0). Since pnpm 11 the file starts with a second
 * document for `configDependencies` and the package manager itself: what stands there is installed as well.
 */
export function readPnpmLockfile(path: string, bytes: Uint8Array): Lockfile {
  const lockfile = new LockfileText(path, "pnpm", bytes);
  const documents = parseYamlDocuments(lockfile);
  if (documents.length > 2) throw lockfile.unreadable("it has more than two YAML documents");
  const parts = documents.map((document) => readDocument(lockfile, document));
  const versions = new Set(parts.map(({ version }) => version));
  const [version] = versions;
  if (version === undefined || versions.size > 1) {
    throw lockfile.unreadable("its documents have different versions");
  }
  return {
    path,
    format: "pnpm",
    formatVersion: version,
    instances: parts.flatMap(({ instances }) => instances),
    manifests: mergeManifests(parts.flatMap(({ manifests }) => manifests)),
    overrides: Object.assign(Object.create(null), ...parts.map(({ overrides }) => overrides)),
    catalogs: Object.assign(Object.create(null), ...parts.map(({ catalogs }) => catalogs)),
  };
}

interface DocumentPart {
  readonly version: string;
  readonly instances: readonly LockfileInstance[];
  readonly manifests: readonly RecordedManifest[];
  readonly overrides: Record<string, string>;
  readonly catalogs: Record<string, Record<string, string>>;
}

function readDocument(lockfile: LockfileText, document: DocumentNode): DocumentPart {
  const root = lockfile.map(document, "top level");
  const versionEntry = root.entries.get("lockfileVersion");
  const version = lockfile.string(versionEntry?.value, "lockfileVersion");
  const generation = generations.get(version);
  if (generation === undefined) {
    throw lockfile.unsupported(JSON.stringify(version), "6.0 and 9.0", versionEntry?.offset);
  }
  const { manifests, resolutions } = readPnpmImporters(lockfile, root);
  const overrides = lockfile.optionalMap(root, "overrides", "overrides");
  const catalogs = readPnpmCatalogs(lockfile, root);
  return {
    version,
    instances: readPnpmPackages(lockfile, root, generation, resolutions, catalogs.resolutions),
    manifests,
    overrides: overrides === null ? Object.create(null) : lockfile.strings(overrides, "overrides"),
    catalogs: catalogs.specifiers,
  };
}

/** The first document speaks of the same folders as the second. */
function mergeManifests(manifests: readonly RecordedManifest[]): RecordedManifest[] {
  const byPath = new Map<string, RecordedManifest>();
  for (const manifest of manifests) {
    const known = byPath.get(manifest.path);
    if (known === undefined) {
      byPath.set(manifest.path, manifest);
      continue;
    }
    const dependencies: Record<string, Record<string, string>> = Object.create(null);
    for (const source of [known.dependencies, manifest.dependencies]) {
      for (const [field, specifiers] of Object.entries(source)) {
        dependencies[field] = Object.assign(dependencies[field] ?? Object.create(null), specifiers);
      }
    }
    byPath.set(manifest.path, { ...known, dependencies });
  }
  return [...byPath.values()];
}
