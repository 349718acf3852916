import { isRecord } from "../entrypoints/manifest.js";
import type { PackageFiles } from "../package-files/package-files.js";

const fields = new WeakMap<PackageFiles, Readonly<Record<string, unknown>>>();

/** The shipped file that a `#name` of the manifest's `imports` field stands for, under any condition. */
export function resolvePackageImport(files: PackageFiles, specifier: string): string | null {
  const field = readImportsField(files);
  if (Object.hasOwn(field, specifier)) return firstShipped(field[specifier], "", files);
  for (const [key, target] of Object.entries(field)) {
    const [prefix = "", suffix = ""] = key.split("*");
    if (!key.includes("*") || specifier.length < prefix.length + suffix.length) continue;
    if (!specifier.startsWith(prefix) || !specifier.endsWith(suffix)) continue;
    const found = firstShipped(
      target,
      specifier.slice(prefix.length, specifier.length - suffix.length),
      files,
    );
    if (found !== null) return found;
  }
  return null;
}

function readImportsField(files: PackageFiles): Readonly<Record<string, unknown>> {
  let field = fields.get(files);
  if (!field) {
    // The manifest has been read by then, so it is JSON; without one there are no imports.
    const data: unknown = files.has("package.json") ? JSON.parse(files.text("package.json")) : {};
    field = isRecord(data) && isRecord(data.imports) ? data.imports : {};
    fields.set(files, field);
  }
  return field;
}

function firstShipped(target: unknown, match: string, files: PackageFiles): string | null {
  if (typeof target === "string") {
    const path = target.replaceAll("*", match).replace(/^\.\//, "");
    return target.startsWith("./") && files.has(path) ? path : null;
  }
  if (typeof target !== "object" || target === null) return null;
  for (const inner of Object.values(target)) {
    const found = firstShipped(inner, match, files);
    if (found !== null) return found;
  }
  return null;
}
