import { isRecord } from "../entrypoints/manifest.js";
import type { PackageFiles } from "../package-files/package-files.js";

interface ImportPattern {
  readonly prefix: string;
  readonly suffix: string;
  readonly target: unknown;
}

interface ImportsField {
  readonly names: Readonly<Record<string, unknown>>;
  readonly patterns: readonly ImportPattern[];
}

/** Every request for a `#name` is held against every pattern; nobody writes more than a few. */
const mostPatterns = 200;

/** No path of a package is longer, so no target may become longer. */
const longestPath = 4_096;

const fields = new WeakMap<PackageFiles, ImportsField>();

/** The shipped file that a `#name` of the manifest's `imports` field stands for, under any condition. */
export function resolvePackageImport(files: PackageFiles, specifier: string): string | null {
  const { names, patterns } = readImportsField(files);
  if (Object.hasOwn(names, specifier)) return firstShipped(names[specifier], "", files);
  for (const { prefix, suffix, target } of patterns) {
    if (specifier.length < prefix.length + suffix.length) continue;
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

/** What Node sets, for `import` and for `require`; it takes the first that is written. */
const nodeConditions: ReadonlySet<string> = new Set(["node", "default", "module-sync", "node-addons"]);

/** The path that Node takes a `#name` for, whether it is shipped or not; null when the field does not lead to one. */
export function importTargetInNode(
  files: PackageFiles,
  specifier: string,
  condition: "import" | "require",
): string | null {
  const { names } = readImportsField(files);
  let target = Object.hasOwn(names, specifier) ? names[specifier] : undefined;
  while (isRecord(target)) {
    const chosen = Object.entries(target).find(([key]) => key === condition || nodeConditions.has(key));
    target = chosen?.[1];
  }
  return typeof target === "string" && target.startsWith("./") ? target.slice("./".length) : null;
}

function readImportsField(files: PackageFiles): ImportsField {
  let field = fields.get(files);
  if (!field) {
    // The manifest has been read by then, so it is JSON; without one there are no imports.
    const data: unknown = files.has("package.json") ? JSON.parse(files.text("package.json")) : {};
    const names = isRecord(data) && isRecord(data.imports) ? data.imports : {};
    const patterns = Object.entries(names).flatMap(([key, target]) => {
      const [prefix = "", suffix = ""] = key.split("*", 2);
      return key.includes("*") ? [{ prefix, suffix, target }] : [];
    });
    field = { names, patterns: patterns.slice(0, mostPatterns) };
    fields.set(files, field);
  }
  return field;
}

function firstShipped(target: unknown, match: string, files: PackageFiles): string | null {
  if (typeof target === "string") {
    const stars = target.split("*").length - 1;
    if (target.length + stars * match.length > longestPath) return null;
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
