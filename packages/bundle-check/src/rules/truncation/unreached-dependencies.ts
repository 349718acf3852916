import { posix } from "node:path";
import { isRecord } from "../../entrypoints/manifest.js";
import { normalisePath } from "../../entrypoints/target-files.js";
import type { TruncationSignal } from "../../findings/finding.js";
import type { ModuleFacts } from "../../modules/module-facts.js";
import { isOnlyMessage } from "../../modules/only-message.js";
import type { PackageFacts } from "../../package-facts.js";
import { isPackageOfTypes, isPluginByNames } from "../empty-entry.js";

/** Fewer declared dependencies than this say nothing when none is reached. */
const minimumDependencies = 3;

/** Code that is larger may hold its dependencies, or may do without the few that its scripts and tests need. */
export const mostCharactersLeft = 4_000;

export type UnreachedDependencies = Extract<TruncationSignal, { signal: "dependencies-unreached" }>;

/**
 * Runtime dependencies are declared, but nothing that consumers can reach asks for any of them. That alone is a sign
 * of loss only where hardly any code is left that could ask: the limit.
 */
export function unreachedDependencies(
  facts: PackageFacts,
  mostCharacters = Number.POSITIVE_INFINITY,
): UnreachedDependencies | null {
  const { dependencies } = facts.manifest.data;
  if (!isRecord(dependencies)) return null;
  const names = Object.keys(dependencies).filter((name) => !name.startsWith("@types/"));
  if (names.length < minimumDependencies || leadsHostElsewhere(facts) || isPackageOfTypes(facts)) return null;
  if (isPluginByNames(facts)) return null;
  const known = new Set(names);
  let [modules, characters] = [0, 0];
  for (const module of facts.graph.reachable()) {
    if (!module.analysed) return null;
    modules++;
    const { text } = module.source;
    characters += text.length;
    if (characters > mostCharacters) return null;
    // Any quoted mention counts: dependencies are also resolved, spawned and passed to plugins by name.
    if (mentionsAny(text, known)) return null;
    if (isOnlyMessage(module) || isConfigurationOrAddon(module, facts)) return null;
    if (asksForSource(module, facts)) return null;
  }
  if (isAskedForByFileName(known, facts)) return null;
  return modules === 0 ? null : { signal: "dependencies-unreached", dependencies: names };
}

/** Programs ask a package without `exports` for a file at its root (`jest-preset.js` of jest-expo), and that asks for them. */
function isAskedForByFileName(
  dependencies: ReadonlySet<string>,
  { files, graph, manifest }: PackageFacts,
): boolean {
  if (manifest.data.exports !== undefined && manifest.data.exports !== null) return false;
  return files.paths.some(
    (path) =>
      !path.includes("/") &&
      graph.isJavaScript(path) &&
      !graph.isReachable(path) &&
      mentionsAny(files.text(path), dependencies),
  );
}

/** It is compiled JavaScript around files that still are JSX or a component, which are not read (@gluestack-ui/radio). */
function asksForSource({ path, requests }: ModuleFacts, { graph }: PackageFacts): boolean {
  return requests.some((request) => {
    const resolution = graph.resolve(path, request);
    return resolution.kind === "file" && /\.(?:[jt]sx|[cm]?ts|vue|svelte)$/.test(resolution.path);
  });
}

/** Fields that say what consumers load, or what only the author's tools do. */
const ownFields: ReadonlySet<string> = new Set([
  ...["exports", "imports", "bin", "browser", "typesVersions", "directories", "scripts", "publishConfig"],
  ...["repository", "jest", "ava", "mocha", "nyc", "c8", "tsd", "tsup", "eslintConfig"],
]);

/** A field for the package's host names shipped code: `oclif.commands` is a folder, `n8n.nodes` a list of files. */
function leadsHostElsewhere({ manifest, files }: PackageFacts): boolean {
  const isCode = (file: string) => /\.[cm]?js$/.test(file);
  const fields = Object.entries(manifest.data).filter(
    ([field, value]) => isRecord(value) && !ownFields.has(field),
  );
  return textsIn(fields.map(([, value]) => value)).some((written) => {
    const path = normalisePath(written).replace(/\/$/, "");
    if (files.has(path)) return isCode(path);
    return (
      written.startsWith("./") && files.paths.some((file) => isCode(file) && file.startsWith(`${path}/`))
    );
  });
}

/** The texts in values, and in lists and objects in them. */
function textsIn(values: readonly unknown[], depth = 0): string[] {
  if (depth > 3) return [];
  return values.flatMap((value) => {
    if (typeof value === "string") return [value];
    return Array.isArray(value) || isRecord(value) ? textsIn(Object.values(value), depth + 1) : [];
  });
}

/**
 * Dependencies that no code asks for: an addon is built with them (re2), and a configuration leads to further files
 * of its own by their paths, for its host to load (eslint-config-expo).
 */
function isConfigurationOrAddon(
  { path, requests, source: { text } }: ModuleFacts,
  facts: PackageFacts,
): boolean {
  if (requests.some(({ specifier }) => specifier.endsWith(".node"))) return true;
  const loaded = new Set(requests.map(({ specifier }) => specifier));
  for (const [, quoted = ""] of text.matchAll(/["'](\.\.?\/[\w./-]+)["']/g)) {
    const other = posix.join(posix.dirname(path), quoted);
    if (loaded.has(quoted)) continue;
    // Configurations name their parts without an extension, too (@servicetitan/eslint-config).
    if ([other, `${other}.js`].some((file) => facts.graph.isJavaScript(file) && facts.files.has(file)))
      return true;
  }
  return false;
}

/** Names that a text is searched for one by one, which is faster for the few that packages have. */
const mostSearched = 100;

/** The text has the name of one of the packages, or a path in it, between quotes. A manifest may list tens of thousands. */
export function mentionsAny(text: string, names: ReadonlySet<string>): boolean {
  if (names.size <= mostSearched) return [...names].some((name) => mentions(text, name));
  // What stands between two delimiters, and the delimiters themselves at the odd places.
  const parts = text.split(/(["'`/])/);
  const last = parts.length - 3;
  for (let at = 2; at <= last; at += 2) {
    const part = parts[at] ?? "";
    if (names.has(part)) return true;
    if (at + 2 <= last && parts[at + 1] === "/" && names.has(`${part}/${parts[at + 2]}`)) return true;
  }
  return false;
}

/** The text has the name of a package, or a path in it, between quotes. */
export function mentions(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + 1)) {
    const before = text[at - 1] ?? "";
    const after = text[at + name.length] ?? "";
    if (/["'`/]/.test(before) && /["'`/]/.test(after)) return true;
  }
  return false;
}
