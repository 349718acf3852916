import { knownExportsOf } from "../../modules/known-exports.js";
import type { ModuleFacts } from "../../modules/module-facts.js";
import type { ModuleGraph } from "../../modules/module-graph.js";
import { type ExportLoss, listNames } from "./export-loss.js";

/** `module.exports = require("./build")`, in one of two branches of a script. */
const branches = /\bmodule\.exports ?= ?require\(["'](\.[^"'\n]+)["']\)/g;

/** Longer scripts do more than to choose between two builds. */
const longestChoice = 2_000;

/**
 * The entry is one of two builds, for production and for development, and one of them has less than half of the names
 * of the other.
 */
export function compareBuilds(
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
