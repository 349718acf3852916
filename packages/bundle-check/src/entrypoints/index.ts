import type { PackageFiles } from "../package-files/package-files.js";
import type { Entrypoint } from "./entrypoint.js";
import { readExportsField } from "./exports-field.js";
import { readLegacyFields } from "./legacy-fields.js";
import type { Manifest } from "./manifest.js";

/** Everything package.json names for consumers to load, in the order of the manifest's fields. */
export function findEntrypoints(manifest: Manifest, files: PackageFiles): Entrypoint[] {
  return [...readExportsField(manifest.data.exports, files), ...readLegacyFields(manifest.data, files)];
}
