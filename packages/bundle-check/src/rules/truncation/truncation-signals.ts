import { posix } from "node:path";
import { isRecord } from "../../entrypoints/manifest.js";
import { normalisePath } from "../../entrypoints/target-files.js";
import type { TruncationSignal } from "../../findings/finding.js";
import type { ModuleFacts } from "../../modules/module-facts.js";
import { isOnlyMessage } from "../../modules/only-message.js";
import { type MappedExtent, shareOfShorterLines } from "../../modules/source-map.js";
import type { PackageFacts } from "../../package-facts.js";
import { isPackageOfTypes, isPluginByNames } from "../empty-entry.js";

/** Fewer declared dependencies than this say nothing when none is reached. */
const minimumDependencies = 3;

/** Code that is larger may hold its dependencies, or may do without the few that its scripts and tests need. */
export const mostCharactersLeft = 4_000;

/**
 * Runtime dependencies are declared, but nothing that consumers can reach asks for any of them. That alone is a sign
 * of loss only where hardly any code is left that could ask: the limit.
 */
export function unreachedDependencies(
  facts: PackageFacts,
  mostCharacters = Number.POSITIVE_INFINITY,
): TruncationSignal | null {
  const { dependencies } = facts.manifest.data;
  if (!isRecord(dependencies)) return null;
  const names = Object.keys(dependencies).filter((name) => !name.startsWith("@types/"));
  if (names.length < minimumDependencies || leadsHostElsewhere(facts) || isPackageOfTypes(facts)) return null;
  if (isPluginByNames(facts)) return null;
  let [modules, characters] = [0, 0];
  for (const module of facts.graph.reachable()) {
    if (!module.analysed) return null;
    modules++;
    const { text } = module.source;
    characters += text.length;
    if (characters > mostCharacters) return null;
    // Any quoted mention counts: dependencies are also resolved, spawned and passed to plugins by name.
    if (names.some((name) => mentions(text, name))) return null;
    if (isOnlyMessage(module) || isConfigurationOrAddon(module, facts)) return null;
    if (hasPartForPlatform(module.path, names, facts)) return null;
    if (loadsByComputedPath(text) || asksForSource(module, facts)) return null;
    // Without `exports` a package may ask for parts of itself by its own name, which are not followed (@clr/core).
    if (module.requests.some(({ specifier }) => specifier.startsWith(`${facts.manifest.name}/`))) return null;
  }
  if (isAskedForByFileName(names, facts)) return null;
  return modules === 0 ? null : { signal: "dependencies-unreached", dependencies: names };
}

/** Programs ask a package without `exports` for a file at its root (`jest-preset.js` of jest-expo), and that asks for them. */
function isAskedForByFileName(
  dependencies: readonly string[],
  { files, graph, manifest }: PackageFacts,
): boolean {
  if (manifest.data.exports !== undefined && manifest.data.exports !== null) return false;
  return files.paths.some(
    (path) =>
      !path.includes("/") &&
      graph.isJavaScript(path) &&
      !graph.isReachable(path) &&
      dependencies.some((name) => mentions(files.text(path), name)),
  );
}

/** What it loads depends on how it is called: `require(path.join(__dirname, "commands", name))`. */
function loadsByComputedPath(text: string): boolean {
  return text.includes("__dirname") && /\b(?:require|import)\((?!["'`]|\.\.?\/)[\w$.]/.test(text);
}

/** The file for React Native beside it asks for them (@expo/browser-polyfill). */
function hasPartForPlatform(path: string, dependencies: readonly string[], { files }: PackageFacts): boolean {
  const stem = path.replace(/\.[cm]?js$/, "");
  return ["native", "ios", "android", "web"].some((platform) => {
    const other = `${stem}.${platform}.js`;
    return files.has(other) && asksForAny(other, dependencies, files);
  });
}

/** It asks for one of them, or for a file that may. */
function asksForAny(path: string, dependencies: readonly string[], files: PackageFacts["files"]): boolean {
  const text = files.text(path);
  return /\b(?:import|require)\b/.test(text) || dependencies.some((name) => mentions(text, name));
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
  return startsOther(text, facts);
}

/** `spawn(node, [path.join(folder, "scripts", "invoke.js")])`: a program of its own asks for them (@cedarjs/telemetry). */
function startsOther(text: string, { files, graph }: PackageFacts): boolean {
  if (!/\b(?:spawn|fork|execFile|Worker)\b/.test(text)) return false;
  const named = new Set([...text.matchAll(/["']([\w.-]+\.[cm]?js)["']/g)].map(([, name = ""]) => name));
  return files.paths.some(
    (path) => named.has(posix.basename(path)) && graph.isJavaScript(path) && !graph.isReachable(path),
  );
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

/** Names in the export list, or read by export getters, that are declared nowhere. */
export function exportsWithoutDeclarations(module: ModuleFacts): TruncationSignal | null {
  const names = new Set([
    ...module.undeclaredExports.map(({ exportedName }) => exportedName),
    ...lostGetters(module),
  ]);
  return names.size === 0 ? null : { signal: "exports-without-declarations", names: [...names].sort() };
}

/** In the CommonJS output of bundlers a lost module shows as `() => import_x.name` without `import_x`. */
function lostGetters(module: ModuleFacts): string[] {
  if (module.kind !== "commonjs") return [];
  return module.freeReferences
    .filter(({ evaluatedAt, name }) => evaluatedAt === "export-getter" && /^import_/.test(name))
    .map(({ exportedName, name }) => exportedName ?? name);
}

/** What a map says against its module, once the map is read as a whole: most maps need but a glance. */
function saidByMap(
  say: (map: MappedExtent, module: ModuleFacts, facts: PackageFacts) => TruncationSignal | null,
): (module: ModuleFacts, facts: PackageFacts) => TruncationSignal | null {
  return (module, facts) => {
    const glance = facts.sourceMapExtentOf(module);
    if (glance && say(glance, module, facts) === null) return null;
    const map = facts.sourceMapOf(module);
    return map && say(map.extent, module, facts);
  };
}

/** The map describes lines that the file no longer has. */
export const sourceMapLongerThanFile = saidByMap((map, module, facts) => {
  if (map.mappedLines === null) return null;
  const actualLines = module.source.lineCount;
  if (map.mappedLines <= actualLines || isForwarder(module, facts)) return null;
  if (isWritten(module) && actualLines >= map.mappedLines * fullestShare) return null;
  if (isCompiledAgain(module, map, facts)) return null;
  return {
    signal: "source-map-longer-than-file",
    sourceMap: map.path,
    mappedLines: map.mappedLines,
    actualLines,
  };
});

/**
 * The file still ends in the comments that two tools put there, one behind the other: the second wrote it anew, and
 * the map is that of the first (mcp-handler).
 */
function isWritten({ source: { text } }: ModuleFacts): boolean {
  const end = text.slice(-mostOfComments).trimEnd().split("\n").slice(-2);
  return end.length === 2 && end.every((line) => line.startsWith("//# sourceMappingURL="));
}

/**
 * Another tool wrote the file anew, without a comment, and left the map of the first: the file is a line or two
 * shorter, and so are many of its lines (apollo-cache), or it was put into one line of which the map knows nothing
 * (inject-loader).
 */
function isCompiledAgain(
  module: ModuleFacts,
  { mappedLines, firstColumn }: MappedExtent,
  { files }: PackageFacts,
): boolean {
  const { source } = module;
  if (mappedLines === null || source.text.includes("sourceMappingURL=")) return false;
  if (mappedLines - source.lineCount <= fewestLines && source.lineCount >= mappedLines * nearlyAll)
    return shareOfShorterLines(module, files) > smallShare;
  const first = source.lineAt(1)?.length ?? 0;
  return source.lineCount <= fewestLines && first > minifiedLineLength && firstColumn < first * smallShare;
}

/** Lines that a second tool may leave out, and those that one which writes everything into one may leave. */
const fewestLines = 2;

/** What is left of a file that lost more than its last function. */
const nearlyAll = 0.98;

/** A map describes more of a line that it was written for, and has fewer lines that are too short. */
const smallShare = 0.1;

/** In characters: two comments with addresses of source maps. */
const mostOfComments = 1_000;

/** Lines that people can read are sometimes edited after the map was written; longer ones are not. */
const minifiedLineLength = 500;

/** Banners, directives and comments that tools put into a file after its map was written. */
const mostLinesAdded = 30;

/** Tools that shorten a line after the map was written (markdown-to-jsx) leave more of it than this. */
const fullestShare = 0.9;

/** The map describes columns that its last line no longer has: how the loss shows in a minified file. */
export const sourceMapWiderThanFile = saidByMap((map, module, facts) => {
  if (!map.mappedLines) return null;
  // A file that lost its end has no lines that the map does not know; it is the map of another one (sockette).
  if (module.source.lineCount > map.mappedLines + mostLinesAdded) return null;
  const line = module.source.lineAt(map.mappedLines);
  if (line === null || map.lastColumn < minifiedLineLength) return null;
  // Some tools count bytes or code points, which comes to the same only for ASCII.
  if (map.lastColumn * fullestShare <= line.length || /[^\0-\x7f]/.test(line)) return null;
  // A directive or banner put in after the map was written moves the code down, whole.
  for (let number = map.mappedLines + 1; number <= module.source.lineCount; number++) {
    if ((module.source.lineAt(number)?.length ?? 0) >= map.lastColumn) return null;
  }
  if (isForwarder(module, facts)) return null;
  return {
    signal: "source-map-wider-than-file",
    sourceMap: map.path,
    line: map.mappedLines,
    mappedColumns: map.lastColumn,
    actualColumns: line.length,
  };
});

/** Characters of a file that does nothing but pass another one on. */
const longestForwarder = 1_000;

/**
 * Nothing but another file of the package under this name: the build put it in the place of what it had written, and
 * left the map (react-draggable, preact-render-to-string).
 */
function isForwarder(
  { kind, path, requests, source: { text } }: ModuleFacts,
  { graph }: PackageFacts,
): boolean {
  if (kind !== "commonjs" || text.length > longestForwarder || !/\bmodule\.exports ?= ?\w/.test(text))
    return false;
  return (
    requests.length === 1 &&
    requests.every((request) => {
      const resolution = graph.resolve(path, request);
      return resolution.kind === "file" && request.evaluatedAt === "load" && !request.conditional;
    })
  );
}

/** No source of the map has the entry's own name: the module it was built from is not in it. */
export function entryNotInSourceMap(module: ModuleFacts, facts: PackageFacts): TruncationSignal | null {
  const map = facts.sourceMapOf(module);
  if (!map || map.sources.length === 0) return null;
  const stem = stemOf(module.path);
  const stems = map.sources.map(stemOf);
  // `index.node.js` may be built from `index.node.ts` or from `index.ts`.
  if (stems.some((source) => source === stem || source === stem.split(".")[0])) return null;
  return { signal: "entry-not-in-source-map", sourceMap: map.extent.path, sources: map.sources.slice(0, 10) };
}

function stemOf(path: string): string {
  return posix.basename(path.replace(/[?#].*$/s, "")).replace(/\.[a-z]+$/i, "");
}

/** Floors the package itself asked for. */
export function belowFloors(module: ModuleFacts, facts: PackageFacts): TruncationSignal[] {
  const { minLines, minBytes } = facts.configuration;
  const signals: TruncationSignal[] = [];
  if (minLines !== null && module.source.lineCount < minLines) {
    signals.push({
      signal: "below-floor",
      unit: "lines",
      floor: minLines,
      actual: module.source.lineCount,
    });
  }
  const bytes = facts.files.size(module.path);
  if (minBytes !== null && bytes < minBytes) {
    signals.push({ signal: "below-floor", unit: "bytes", floor: minBytes, actual: bytes });
  }
  return signals;
}
