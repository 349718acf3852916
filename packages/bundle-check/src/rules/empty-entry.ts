import { posix } from "node:path";
import { areTypesAlone } from "../declarations/declared-values.js";
import { severityOfConditions } from "../entrypoints/conditions.js";
import type { Entrypoint } from "../entrypoints/entrypoint.js";
import { normalisePath } from "../entrypoints/target-files.js";
import type { RuleArguments } from "../findings/finding.js";
import { exportedNamesOf } from "../modules/exported-names.js";
import type { ModuleFacts } from "../modules/module-facts.js";
import type { ModuleGraph } from "../modules/module-graph.js";
import { isLeftUnbuilt, isOnlyMessage, saysUnbuilt } from "../modules/only-message.js";
import type { PackageFacts } from "../package-facts.js";
import { exportsOwnTypes, passesOnNames, passesOnTypes } from "./exports/declared-types.js";
import { emptinessOf, givesUnsetVariables, onlyDeclares } from "./exports/emptiness.js";
import {
  blankDeclarations,
  hasEntriesWithExports,
  isLeftEmpty,
  isOfOnePlatform,
  rootDeclarations,
} from "./exports/empty-roots.js";
import { isTestFile } from "./leaks/package-texts.js";
import { defineRule } from "./rule.js";

/** How many promised names a finding lists. */
const listedNames = 10;

export const emptyEntry = defineRule({
  id: "empty-entry",
  severity: "error",
  summary: "a root entry or bin without content, or without the values its types promise",
  *check(facts) {
    for (const file of blankDeclarations(facts)) {
      yield { place: { file, line: 1, column: 1 }, args: { emptiness: "no-declarations", promised: [] } };
    }
    const seen = new Set<string>();
    for (const entry of facts.entrypointsByWeight()) {
      if (entry.kind === "types" || !(entry.kind === "bin" || entry.subpath === ".")) continue;
      for (const path of entry.files) {
        if (seen.has(path) || !facts.graph.isJavaScript(path)) continue;
        seen.add(path);
        const found = emptyEntryCase(entry, path, facts);
        if (!found) continue;
        // What `exports` keeps everybody from, or offers to none of the known tools (`unpkg`), may be a script for
        // pages, which exports nothing on purpose.
        const isForPages =
          entry.prominence === "superseded" || severityOfConditions(entry.conditions) === "info";
        const isScript = found.emptiness === "no-exports" && isForPages;
        yield {
          place: facts.placeIn(facts.graph.facts(path), 0),
          args: found,
          ...(isScript ? { severity: "warning" as const } : {}),
        };
      }
    }
  },
});

/** What this rule says about a file that a root entry or a bin leads to; null when it is not empty. */
export function emptyEntryCase(
  entry: Entrypoint,
  path: string,
  facts: PackageFacts,
): RuleArguments["empty-entry"] | null {
  const emptiness = emptinessOf(path, facts.graph);
  if (emptiness === null) return null;
  const module = facts.graph.facts(path);
  if (entry.kind === "bin") {
    if (emptiness !== "no-exports") return { emptiness: "no-content", promised: [] };
    return onlyDeclares(module) ? { emptiness: "no-effect", promised: [] } : null;
  }
  const declared = facts.promisedValues(entry, path);
  const values = declared && !areTypesAlone(declared) ? [...declared.values].sort() : [];
  // Whoever exports an empty object by default promises it.
  const isUnset = givesUnsetVariables(module);
  const isWhole =
    !isUnset &&
    isDefaultAlone(values, module) &&
    !/^(function|class)$/.test(declared?.kindOf("default") ?? "");
  const promised = emptiness === "blank-export" && isWhole ? [] : values;
  const isPromised = promised.length > 0 || (declared?.isOneValue ?? false);
  // Packages of types alone ship an empty module on purpose, under every condition.
  const mayBeTypes = declared !== null && !isPromised && !declared.isMoreThanTypes;
  const isNeeded = () =>
    hasTwinWithExports(entry, path, facts) ||
    isLoadedWithin(path, facts) ||
    (hasEntriesWithExports(facts) && !saysTypes(path, facts)) ||
    leavesCodeUnreached(path, facts);
  if (mayBeTypes && (!isNeeded() || isLeftEmpty(entry, facts))) return null;
  if (!isPromised && emptiness === "no-content" && (isCalledEmpty(path) || isLeftEmpty(entry, facts)))
    return null;
  const isMessage = emptiness === "no-exports" && isOnlyMessage(module);
  if (isMessage && saysUnbuilt(module))
    return { emptiness: "no-content", promised: promised.slice(0, listedNames) };
  if (isMessage && !isLeftUnbuilt(module, declared)) return null;
  if (isPackageOfTypes(facts)) return null;
  if (!isPromised && (isPluginByNames(facts) || isOfOnePlatform(facts))) return null;
  const isNothing =
    emptiness === "no-content" ||
    (emptiness === "blank-export" && (isUnset || (!isPromised && isLost(entry, module, facts))));
  if (isNothing) return { emptiness: "no-content", promised: promised.slice(0, listedNames) };
  if (!isPromised) {
    const isDead = emptiness === "no-exports" && !mayBeTypes && onlyDeclares(module);
    return isDead ? { emptiness: "no-effect", promised: [] } : null;
  }
  // What CommonJS lacks of its promises is the matter of export-mismatch, where it can be read.
  if (module.kind === "commonjs" && !isUnreadable(module, facts)) return null;
  const found = emptiness === "blank-export" ? "no-content" : emptiness;
  return { emptiness: found, promised: promised.slice(0, listedNames) };
}

/** The only value that the types promise is the default, and the file has one. */
function isDefaultAlone(values: readonly string[], { kind }: ModuleFacts): boolean {
  return kind === "module" && values.every((name) => name === "default");
}

/**
 * Nothing promises anything, but Node loads the file, and an empty object is no use to anybody. What is for pages is
 * often left empty on purpose, and the package of a command that does not load it may be asked for its place alone
 * (@bufbuild/buf).
 */
function isLost({ loadedByNode }: Entrypoint, { kind, path }: ModuleFacts, facts: PackageFacts): boolean {
  if (kind !== "commonjs" || !loadedByNode) return false;
  const hasCommand = facts.entrypoints.some((entry) => entry.kind === "bin");
  return !hasCommand || isLoadedWithin(path, facts, "by path");
}

function isUnreadable(module: ModuleFacts, { graph }: PackageFacts): boolean {
  const { open, isWholeValue } = exportedNamesOf(module, graph);
  return open || isWholeValue;
}

/**
 * All that the root has to give are types: by the word of its declarations (@netlify/edge-functions-bootstrap), or by
 * their looks and because the build for the other module system is code that exports nothing either (@storybook/vue-vite).
 */
function saysTypes(path: string, facts: PackageFacts): boolean {
  const { files } = facts;
  const declarations = rootDeclarations(facts);
  if (declarations.length === 0) return false;
  if (declarations.every((file) => passesOnTypes(file, files))) return true;
  return (
    declarations.every((file) => passesOnNames(file, files) || exportsOwnTypes(file, files)) &&
    hasTwinWithoutExports(path, facts)
  );
}

function hasTwinWithoutExports(path: string, facts: PackageFacts): boolean {
  const { graph } = facts;
  return facts.rootEntries().some(
    ({ loadedByNode, files }) =>
      loadedByNode &&
      files.some((twin) => {
        if (twin === path || !graph.isJavaScript(twin)) return false;
        const module = graph.facts(twin);
        return module.analysed && module.hasCode && !exportsSomething(module, facts);
      }),
  );
}

/** The file says itself that there is nothing in it (`empty.js`). */
function isCalledEmpty(path: string): boolean {
  return /^(?:empty|noop)\.[cm]?js$/.test(posix.basename(path));
}

/**
 * No entry leads to code beside the file or below, which exports something and is no test or configuration: it was
 * the entry's. Where `exports` is absent, what has declarations of its own is there to be asked for by its path.
 */
function leavesCodeUnreached(path: string, facts: PackageFacts): boolean {
  const folder = posix.dirname(path) === "." ? "" : `${posix.dirname(path)}/`;
  return unreachedCode(facts).some((other) => other.startsWith(folder));
}

const unreachedOf = new WeakMap<ModuleGraph, readonly string[]>();

function unreachedCode(facts: PackageFacts): readonly string[] {
  const { graph } = facts;
  let paths = unreachedOf.get(graph);
  if (!paths) {
    paths = [...graph.shipped()].filter((module) => isUnreachedCode(module, facts)).map(({ path }) => path);
    unreachedOf.set(graph, paths);
  }
  return paths;
}

const configurations = /\.(config|preset)\.\w+$|(^|\/)(\.|(gulp|grunt)file\.)/i;

function isUnreachedCode(module: ModuleFacts, { files, graph, manifest }: PackageFacts): boolean {
  const { path } = module;
  if (graph.isReachable(path) || isTestFile(path) || configurations.test(path)) return false;
  if (!module.analysed || !module.isModular) return false;
  const isAskedFor = files.has(path.replace(/\.([cm]?)jsx?$/, ".d.$1ts"));
  if (isAskedFor && manifest.data.exports === undefined) return false;
  const { names, isWholeValue } = exportedNamesOf(module, graph);
  return isWholeValue || [...names].some((name) => name !== "__esModule");
}

/** More values than these do not only help to test types. */
const mostValuesOfTypes = 2;

/**
 * The package calls itself types and ships some, and nothing it ships for its entries exports anything: a value
 * among its declarations only helps to test types (@mui/types).
 */
export function isPackageOfTypes(facts: PackageFacts): boolean {
  return (
    /(^|[/-])types?$/.test(facts.manifest.name ?? "") &&
    facts.files.paths.some((path) => /\.d\.[cm]?ts$/.test(path)) &&
    facts.rootModules().every((module) => module.analysed && !exportsSomething(module, facts)) &&
    facts.rootEntries().every((entry) => (facts.promisedValues(entry)?.values.size ?? 0) <= mostValuesOfTypes)
  );
}

/**
 * Gatsby asks a plugin for an entry, which may be empty, and loads other files of it by their names; so does the
 * Angular CLI with what a collection of schematics or builders names (@ngrx/schematics).
 */
export function isPluginByNames({ files, manifest: { data } }: PackageFacts): boolean {
  if (["browser", "node", "ssr", "config"].some((part) => files.has(`gatsby-${part}.js`))) return true;
  return [data.schematics, data.builders].some(
    (collection) => typeof collection === "string" && files.has(normalisePath(collection)),
  );
}

/** Node loads another file for the same import, or for `require` instead of `import`, and that one gives something. */
function hasTwinWithExports(entry: Entrypoint, path: string, facts: PackageFacts): boolean {
  const { graph } = facts;
  if (!entry.loadedByNode || graph.facts(path).hasCode) return false;
  return facts
    .rootEntries()
    .some(
      ({ loadedByNode, files }) =>
        loadedByNode &&
        files.some(
          (twin) => twin !== path && graph.isJavaScript(twin) && exportsSomething(graph.facts(twin), facts),
        ),
    );
}

/**
 * A command, or another inner module, loads the file. Compilers leave out the import of what has only types. By the
 * name of the package a command may also ask for its place alone.
 */
function isLoadedWithin(path: string, facts: PackageFacts, way: "any way" | "by path" = "any way"): boolean {
  const { graph } = facts;
  const roots = new Set(facts.rootEntries().flatMap(({ files }) => files));
  for (const module of graph.reachable()) {
    if (roots.has(module.path)) continue;
    for (const request of module.requests) {
      const resolution = graph.resolve(module.path, request);
      if (resolution.kind === "file" && resolution.path === path) return true;
      // A command may load its own package by name.
      if (way === "any way" && roots.has(path) && request.specifier === facts.manifest.name) return true;
    }
  }
  return false;
}

/** It asks for another module whose exports it does not pass on; one that is empty itself has no effects. */
function loadsForEffects(module: ModuleFacts, graph: PackageFacts["graph"]): boolean {
  const { requests, starExports, commonjsExports } = module;
  const passedOn = new Set([...starExports, ...commonjsExports.reexports, "tslib"]);
  return requests.some((request) => {
    if (request.kind === "export-from" || passedOn.has(request.specifier)) return false;
    const resolution = graph.resolve(module.path, request);
    return !(
      resolution.kind === "file" &&
      graph.isJavaScript(resolution.path) &&
      !graph.facts(resolution.path).hasCode
    );
  });
}

/** Compilers write a frame of CommonJS even for a module of nothing but types; without one, the code itself counts. */
function exportsSomething(module: ModuleFacts, { graph }: PackageFacts): boolean {
  if (!module.analysed || !module.hasCode) return false;
  if (!module.isModular || loadsForEffects(module, graph)) return true;
  const { names, open, isWholeValue } = exportedNamesOf(module, graph);
  return (isWholeValue && !open) || [...names].some((name) => name !== "__esModule");
}
