import { areTypesAlone } from "../declarations/declared-values.js";
import { severityOfConditions } from "../entrypoints/conditions.js";
import type { Entrypoint } from "../entrypoints/entrypoint.js";
import { normalisePath } from "../entrypoints/target-files.js";
import type { RuleArguments } from "../findings/finding.js";
import { exportedNamesOf } from "../modules/exported-names.js";
import type { ModuleFacts } from "../modules/module-facts.js";
import { isOnlyMessage } from "../modules/only-message.js";
import {
  contradictionOf,
  isPageLibrary,
  isPageScript,
  universalContradictionOf,
} from "../modules/written-kind.js";
import type { PackageFacts } from "../package-facts.js";
import { defineRule } from "./rule.js";

/** How many promised names a finding lists. */
const listedNames = 10;

export const emptyEntry = defineRule({
  id: "empty-entry",
  severity: "error",
  summary: "a root entry or bin without content, or without the values its types promise",
  *check(facts) {
    const seen = new Set<string>();
    for (const entry of facts.entrypoints) {
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
  const emptiness = emptinessOf(path, facts);
  if (emptiness === null) return null;
  const declared = entry.kind === "bin" ? null : facts.promisedValues(entry, path);
  const promised = declared && !areTypesAlone(declared) ? [...declared.values].sort() : [];
  const isPromised = promised.length > 0 || (declared?.isOneValue ?? false);
  // Packages of types alone ship an empty module on purpose, under every condition.
  const mayBeTypes = declared !== null && !isPromised && !declared.isMoreThanTypes;
  const isNeeded = () => hasTwinWithExports(entry, path, facts) || isLoadedWithin(path, facts);
  if (entry.kind !== "bin" && mayBeTypes && !isNeeded()) return null;
  if (emptiness === "no-exports" && (!isPromised || isOnlyMessage(facts.graph.facts(path)))) return null;
  if (entry.kind !== "bin" && !isPromised && isPluginByNames(facts)) return null;
  if (entry.kind !== "bin" && isPackageOfTypes(facts)) return null;
  return { emptiness, promised: promised.slice(0, listedNames) };
}

/**
 * The package calls itself types, and nothing it ships for its entries exports anything: a value among its
 * declarations only helps to test types (@mui/types).
 */
export function isPackageOfTypes(facts: PackageFacts): boolean {
  return (
    /(^|[/-])types?$/.test(facts.manifest.name ?? "") &&
    facts.rootModules().every((module) => module.analysed && !exportsSomething(module, facts))
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

/** A command, or another inner module, loads the file. Compilers leave out the import of what has only types. */
function isLoadedWithin(path: string, facts: PackageFacts): boolean {
  const { graph } = facts;
  const roots = new Set(facts.rootEntries().flatMap(({ files }) => files));
  for (const module of graph.reachable()) {
    if (roots.has(module.path)) continue;
    for (const request of module.requests) {
      const resolution = graph.resolve(module.path, request);
      if (resolution.kind === "file" && resolution.path === path) return true;
      // A command may load its own package by name.
      if (roots.has(path) && request.specifier === facts.manifest.name) return true;
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

/** What compilers write around CommonJS, and nothing inside. */
const frame =
  /(["']use strict["']|Object\.defineProperty\(exports, ?["']__esModule["'], ?\{ ?value: ?(true|!0) ?\}\)|exports\.__esModule ?= ?true);?/g;

function isBareFrame({ kind, source: { text } }: ModuleFacts): boolean {
  return kind === "commonjs" && text.length < 200 && text.replace(frame, "").trim() === "";
}

function emptinessOf(path: string, { graph }: PackageFacts): "no-content" | "no-exports" | null {
  const module = graph.facts(path);
  if (!module.analysed) return null;
  if (!module.hasCode || isBareFrame(module)) return "no-content";
  // CommonJS that Node takes for an ES module exports nothing; wrong-module-kind says why, where Node loads it.
  if (contradictionOf(module)?.writtenAs === "commonjs" || universalContradictionOf(module)) return null;
  if ((isPageLibrary(module) || isPageScript(module)) && !graph.isLoadedByNode(path)) return null;
  const exported = exportedNamesOf(module, graph);
  // A CommonJS script may work by its side effects, or export in ways that cannot be read.
  return module.kind === "module" && !exported.open && exported.names.size === 0 ? "no-exports" : null;
}
