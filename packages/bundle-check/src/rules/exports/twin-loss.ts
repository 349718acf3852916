import type { Entrypoint } from "../../entrypoints/entrypoint.js";
import { type KnownExports, knownExportsOf } from "../../modules/known-exports.js";
import type { ModuleFacts } from "../../modules/module-facts.js";
import type { ModuleGraph } from "../../modules/module-graph.js";
import type { PackageFacts } from "../../package-facts.js";
import { emptinessOf } from "./emptiness.js";
import { type ExportLoss, listNames } from "./export-loss.js";
import { twinsOf, twinWithValue } from "./twins.js";

/** Holds an entry against the builds for other module systems. Null when it exports most of what they do. */
export function compareWithTwins(
  entry: Entrypoint,
  path: string,
  exported: KnownExports,
  facts: PackageFacts,
): ExportLoss | null {
  const declared = facts.promisedValues(entry, path);
  const branch = compareBranches(exported.module, facts.graph, (name) => declared?.values.has(name) ?? false);
  if (branch) return branch;
  const isBlank = emptinessOf(path, facts.graph) === "blank-export";
  const isEmpty = exported.names.size === 0 && !exported.hasDefault;
  for (const twin of twinsOf(entry, path, facts)) {
    const missing = [...twin.names].filter((name) => !exported.names.has(name));
    // An ES module with nothing but a default export may give the same names as members of it.
    if (exported.hasDefault && exported.names.size === 0 && !isBlank) continue;
    if (missing.length === 0 && !(isEmpty && twin.hasDefault)) continue;
    if (missing.length * 2 <= twin.names.size && !isEmpty) continue;
    const lacks = missing.length === 0 ? ["default"] : missing;
    return {
      severity: "error",
      args: {
        oracle: "twin",
        twin: twin.module.path,
        missing: listNames(lacks),
        missingCount: lacks.length,
        promised: Math.max(1, twin.names.size),
        exported: exported.names.size,
      },
    };
  }
  const twin = isEmpty || isBlank ? twinWithValue(entry, path, facts, isBlank ? "any" : "function") : null;
  if (twin === null) return null;
  return {
    severity: "error",
    args: { oracle: "twin", twin, missing: ["default"], missingCount: 1, promised: 1, exported: 0 },
  };
}

/** `module.exports = require("./build")`, in one of two branches of a script. */
const branches = /\bmodule\.exports ?= ?require\(["'](\.[^"'\n]+)["']\)/g;

/** Longer scripts do more than to choose between two builds. */
const longestChoice = 2_000;

/**
 * The entry is one of two builds, for production and for development, and one of them has less than half of the names
 * of the other.
 */
function compareBranches(
  { kind, path, source: { text }, commonjsExports, requests }: ModuleFacts,
  graph: ModuleGraph,
  isPromised: (name: string) => boolean,
): ExportLoss | null {
  if (kind !== "commonjs" || commonjsExports.reexports.length !== 2 || text.length > longestChoice)
    return null;
  const specifiers = [...text.matchAll(branches)].map(([, specifier]) => specifier);
  const builds = specifiers.flatMap((specifier) => {
    const request = requests.find((each) => each.specifier === specifier);
    const resolution = request && graph.resolve(path, request);
    if (resolution?.kind !== "file" || !graph.isJavaScript(resolution.path)) return [];
    return knownExportsOf(resolution.path, graph) ?? [];
  });
  const [one, other] = builds;
  if (specifiers.length !== 2 || !one || !other) return null;
  const [less, more] = one.names.size < other.names.size ? [one, other] : [other, one];
  const missing = [...more.names].filter((name) => !less.names.has(name));
  if (missing.length * 2 <= more.names.size) return null;
  // What is for development alone may be nothing in production (react-refresh).
  if (/(?<![a-z])(prod|production|min)(?![a-z])/.test(less.module.path) && !missing.some(isPromised))
    return null;
  return {
    severity: "error",
    args: {
      oracle: "twin",
      twin: more.module.path,
      missing: listNames(missing),
      missingCount: missing.length,
      promised: more.names.size,
      exported: less.names.size,
    },
  };
}
