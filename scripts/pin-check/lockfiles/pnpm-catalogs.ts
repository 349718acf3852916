import type { MapNode } from "./document.ts";
import type { LockfileText } from "./lockfile-text.ts";
import type { Resolution } from "./pnpm-importers.ts";
import { aliasTarget } from "./reference.ts";

export interface Catalogs {
  readonly specifiers: Record<string, Record<string, string>>;
  /** The version that a catalog records beside its specifier; the importers record it once more. */
  readonly resolutions: readonly Resolution[];
}

/** Reads `catalogs`, where pnpm records the entries in use. */
export function readPnpmCatalogs(lockfile: LockfileText, root: MapNode): Catalogs {
  const specifiers: Record<string, Record<string, string>> = Object.create(null);
  const resolutions: Resolution[] = [];
  for (const [name, { value }] of lockfile.optionalMap(root, "catalogs", "catalogs")?.entries ?? []) {
    const what = `catalogs ${name}`;
    const catalog: Record<string, string> = Object.create(null);
    for (const [dependency, entry] of lockfile.map(value, what).entries) {
      const node = lockfile.map(entry.value, `${what} ${dependency}`);
      const specifier = lockfile.string(node.entries.get("specifier")?.value, `specifier in ${what}`);
      catalog[dependency] = specifier;
      const reference = lockfile.string(node.entries.get("version")?.value, `version in ${what}`);
      // What is not from a registry has no version here that could differ.
      if (!/^\d/.test(reference)) continue;
      resolutions.push({
        dependent: `catalog:${name}`,
        folder: "",
        field: "catalogs",
        // The importers name the package behind an alias, a catalog its version alone.
        dependency: aliasTarget(specifier)?.name ?? dependency,
        specifier,
        reference,
        keyPath: ["catalogs", name, dependency],
        offset: entry.offset,
      });
    }
    specifiers[name === "default" ? "" : name] = catalog;
  }
  return { specifiers, resolutions };
}
