import type { Entrypoint } from "../../entrypoints/entrypoint.js";
import type { KnownExports } from "../../modules/known-exports.js";
import type { PackageFacts } from "../../package-facts.js";
import { compareBuilds } from "./build-choice.js";
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
  const branch = compareBuilds(exported.module, facts.graph, (name) => declared?.values.has(name) ?? false);
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
