import type { Entrypoint } from "../../entrypoints/entrypoint.js";
import { exportedNamesOf } from "../../modules/exported-names.js";
import type { ModuleFacts } from "../../modules/module-facts.js";
import { packageNameOf } from "../../modules/package-name.js";
import type { PackageFacts } from "../../package-facts.js";
import { type ExportLoss, lossOfDeclared } from "./export-loss.js";

/**
 * The file passes on everything of other packages, so that nobody knows all its names; so do its declarations, of the
 * same packages, and most functions and variables that they declare themselves are missing. Null otherwise.
 */
export function compareOwnNames(entry: Entrypoint, path: string, facts: PackageFacts): ExportLoss | null {
  if (entry.subpath !== "." || entry.prominence !== "named") return null;
  const declared = facts.promisedValues(entry, path);
  if (!declared || declared.starredPackages.length === 0) return null;
  const module = facts.graph.facts(path);
  if (!module.analysed || module.commonjsExports.opaque || module.commonjsExports.isWholeValue) return null;
  if (!passesOnTheSame(module, declared.starredPackages)) return null;
  const promised = [...declared.values].filter(
    (name) =>
      name !== "default" &&
      declared.fileOf(name) === declared.path &&
      /^(function|variable)$/.test(declared.kindOf(name) ?? ""),
  );
  const { names } = exportedNamesOf(module, facts.graph);
  const missing = promised.filter((name) => !names.has(name));
  if (missing.length * 2 <= promised.length) return null;
  return lossOfDeclared("error", missing, promised.length, names.size);
}

/** Declarations that took in those of another package declare what the code has from there. */
function passesOnTheSame(
  { kind, starExports, commonjsExports }: ModuleFacts,
  packages: readonly string[],
): boolean {
  const sources = kind === "module" ? starExports : commonjsExports.reexports;
  const others = sources.filter((source) => packageNameOf(source) !== null);
  return others.length > 0 && others.every((source) => packages.includes(source));
}
