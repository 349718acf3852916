import type { PackageFiles } from "../package-files/package-files.js";
import type { Entrypoint } from "./entrypoint.js";
import { readExportsField } from "./exports-field.js";
import { readLegacyFields } from "./legacy-fields.js";
import type { Manifest } from "./manifest.js";

/** Everything package.json names for consumers to load, in the order of the manifest's fields. */
export function findEntrypoints(manifest: Manifest, files: PackageFiles): Entrypoint[] {
  return [...readExportsField(manifest.data.exports, files), ...readLegacyFields(manifest.data, files)];
}

/** The entries of each subpath, in their order. A package may have thousands of subpaths, so they are looked up. */
export function groupBySubpath(entrypoints: readonly Entrypoint[]): Map<string | null, Entrypoint[]> {
  const groups = new Map<string | null, Entrypoint[]>();
  for (const entrypoint of entrypoints) {
    const group = groups.get(entrypoint.subpath);
    if (group) group.push(entrypoint);
    else groups.set(entrypoint.subpath, [entrypoint]);
  }
  return groups;
}
