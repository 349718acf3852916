import type { DeclarationFile } from "../../declarations/declaration-file.js";
import { isRecord } from "../../entrypoints/manifest.js";
import { packageNameOf } from "../../modules/package-name.js";

/** A relative path that leads into the packages beside or inside this one. */
export function isInNodeModules(path: string): boolean {
  return /(^|\/)node_modules\//.test(path);
}

/** A path of one machine: `/home/…`, `C:\…`, `file:///…`. */
export function isAbsolute(specifier: string): boolean {
  return /^(\/|[A-Za-z]:[\\/]|file:)/.test(specifier);
}

/** Types that compilers know without installing them, or that every project of that runtime has. */
const knownEverywhere: ReadonlySet<string> = new Set(["node", "bun-types", "deno", "vite-node"]);

/** The package whose types a specifier asks for; null when npm cannot install it. */
export function typesPackageOf(specifier: string): string | null {
  const name = packageNameOf(specifier);
  return name === null || knownEverywhere.has(name) ? null : name;
}

/** Where package.json lists a package: for consumers, for developers only, or nowhere. */
export type Listing = "installed" | "development" | "unlisted";

/** How consumers come by the types of a package, its own or those of DefinitelyTyped. */
export function listingOf(name: string, data: Readonly<Record<string, unknown>>): Listing {
  const definitelyTyped = `@types/${name.startsWith("@") ? name.slice(1).replace("/", "__") : name}`;
  const names = [name, definitelyTyped];
  if (typeof data.name === "string" && names.includes(data.name)) return "installed";
  const lists = (field: string) => {
    const list = data[field];
    if (Array.isArray(list)) return names.some((candidate) => list.includes(candidate));
    return isRecord(list) && names.some((candidate) => Object.hasOwn(list, candidate));
  };
  const installed = ["dependencies", "peerDependencies", "optionalDependencies", "peerDependenciesMeta"];
  if ([...installed, "bundledDependencies", "bundleDependencies"].some(lists)) return "installed";
  return lists("devDependencies") ? "development" : "unlisted";
}

/** The author told the compiler, on the line of the request or the one before, to expect that it fails. */
export function isExcused(text: string, offset: number): boolean {
  const line = text.lastIndexOf("\n", offset - 1);
  const previous = line === -1 ? -1 : text.lastIndexOf("\n", line - 1);
  const start = Math.max(previous + 1, offset - 5_000);
  return /@ts-(?:expect-error|ignore)\b/.test(text.slice(start, offset));
}

const passedOn = new WeakMap<DeclarationFile, ReadonlySet<string>>();

/** The file re-exports values of the module that a specifier names, at once or by a name that it imports. */
export function passesOn(file: DeclarationFile, specifier: string): boolean {
  let specifiers = passedOn.get(file);
  if (!specifiers) {
    const named = [...file.exports.values()].map((exported) => {
      if ("from" in exported) return exported.from;
      return "local" in exported ? file.imports.get(exported.local)?.from : undefined;
    });
    specifiers = new Set([...file.stars, ...named.filter((from) => from !== undefined)]);
    passedOn.set(file, specifiers);
  }
  return specifiers.has(specifier);
}
