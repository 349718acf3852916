import { builtinModules } from "node:module";

/** Modules that a host brings along, by names that npm cannot or does not mean: they are never installed. */
const hostModules: ReadonlySet<string> = new Set([
  ...builtinModules.map((name) => name.split("/")[0] ?? name),
  // Builtins of Node that a given version may not list.
  ...["sys", "test", "sqlite", "sea", "wasi"],
  // Other runtimes, editors and applications.
  ...["bun", "electron", "original-fs", "vscode", "atom", "obsidian", "k6", "pnpapi"],
]);

/** What npm accepts as a name; capitals occur in old packages. `~` alone is a framework's alias. */
const packageName = /^(@[a-z0-9-][\w.~-]*\/)?[a-z0-9-][\w.~-]*$/i;

/**
 * A shorthand for the author's own folder of sources, `@/x` or `~/x`: no package can be called so. A build that
 * leaves it as it stands has not been told what it means.
 */
export function isSourceAlias(specifier: string): boolean {
  return /^[@~]\//.test(specifier);
}

/**
 * The package a specifier asks for, from which package managers take it: null for relative paths, builtin modules,
 * `#imports`, URLs and other schemes, and for names that only a framework's build understands (`$app/paths`).
 */
export function packageNameOf(specifier: string): string | null {
  if (/^[./\\#]|^[a-z][a-z0-9+-]*:/i.test(specifier)) return null;
  const [first = "", second = ""] = specifier.split("/");
  if (hostModules.has(first)) return null;
  const name = first.startsWith("@") ? `${first}/${second}` : first;
  return packageName.test(name) ? name : null;
}
