import type { MapNode } from "./document.ts";
import type { RecordedManifest } from "./lockfile.ts";
import type { LockfileText } from "./lockfile-text.ts";
import { pathInside } from "./reference.ts";

const importerFields = [
  "dependencies",
  "devDependencies",
  "optionalDependencies",
  "configDependencies",
  "packageManagerDependencies",
] as const;

/** What a dependency was resolved to. */
export interface Resolution {
  /** As in `Requester`. */
  readonly dependent: string;
  /** The folder that the dependency's `node_modules` lies in: "" or with a final `/`. */
  readonly folder: string;
  readonly field: string;
  readonly dependency: string;
  /** null where the format records none: among the packages. */
  readonly specifier: string | null;
  readonly reference: string;
  readonly keyPath: readonly string[];
  readonly offset: number;
}

export interface Importers {
  readonly manifests: readonly RecordedManifest[];
  readonly resolutions: readonly Resolution[];
}

/** Reads `importers`, or the fields of a lone package that pnpm 8 writes at the top level. */
export function readPnpmImporters(lockfile: LockfileText, root: MapNode): Importers {
  const importers = lockfile.optionalMap(root, "importers", "importers");
  const manifests: RecordedManifest[] = [];
  const resolutions: Resolution[] = [];
  const read = (path: string, importer: MapNode, keyPath: readonly string[]): void => {
    const found = readImporter(lockfile, path, importer, keyPath);
    resolutions.push(...found);
    manifests.push({ path, name: null, version: null, dependencies: specifiersOf(found) });
  };
  if (importers === null) {
    read("", root, []);
  } else {
    for (const [key, { offset, value }] of importers.entries) {
      const path = pathInside(key);
      if (path === null) throw lockfile.unreadable(`importers ${key} is outside`, { offset });
      read(path, lockfile.map(value, `importers ${key}`), ["importers", key]);
    }
  }
  return { manifests, resolutions };
}

function readImporter(
  lockfile: LockfileText,
  importer: string,
  node: MapNode,
  keyPath: readonly string[],
): Resolution[] {
  return importerFields.flatMap((field) => {
    const map = lockfile.optionalMap(node, field, `${field} of importer ${importer}`);
    return [...(map?.entries ?? [])].map(([dependency, { offset, value }]) => {
      const what = `${dependency} of importer ${importer}`;
      const entry = lockfile.map(value, what);
      return {
        dependent: `workspace:${importer}`,
        folder: importer === "" ? "" : `${importer}/`,
        field,
        dependency,
        specifier: lockfile.string(entry.entries.get("specifier")?.value, `specifier of ${what}`),
        reference: lockfile.string(entry.entries.get("version")?.value, `version of ${what}`),
        keyPath: [...keyPath, field, dependency],
        offset,
      };
    });
  });
}

function specifiersOf(resolutions: readonly Resolution[]): RecordedManifest["dependencies"] {
  const result: Record<string, Record<string, string>> = Object.create(null);
  for (const { field, dependency, specifier } of resolutions) {
    result[field] ??= Object.create(null);
    const specifiers = result[field];
    if (specifiers !== undefined && specifier !== null) specifiers[dependency] = specifier;
  }
  return result;
}
