import type { Entrypoint } from "../../entrypoints/entrypoint.js";
import { isRecord } from "../../entrypoints/manifest.js";
import { exportedNamesOf } from "../../modules/exported-names.js";
import type { ModuleGraph } from "../../modules/module-graph.js";
import type { PackageFacts } from "../../package-facts.js";
import { declaresNothing, isBlank } from "./declared-types.js";

export function rootDeclarations(facts: PackageFacts): string[] {
  return facts.entrypointsFor(".").flatMap(({ kind, files }) => (kind === "types" ? files : []));
}

/**
 * Declarations of the root with nothing in them but comments, beside code that exports something: they are not even
 * those of a module, so that no import of the package compiles.
 */
export function blankDeclarations(facts: PackageFacts): string[] {
  const types = facts.entrypointsFor(".").filter(({ kind }) => kind === "types");
  // Old compilers are told so by a file without anything (jotai).
  if (types.some(({ conditions }) => conditions.some((condition) => condition.startsWith("types@"))))
    return [];
  if (facts.manifest.data.typesVersions !== undefined) return [];
  const isBesideExports = types.some(({ keyPath, files }) => keyPath[0] === "exports" && files.length > 0);
  const blank = types
    .filter(
      ({ prominence, keyPath }) => prominence === "named" && (!isBesideExports || keyPath[0] === "exports"),
    )
    .flatMap(({ files }) => files.filter((path) => isBlank(path, facts.files)));
  if (blank.length === 0) return [];
  const hasExports = facts.rootModules().some(({ path }) => givesNames(path, facts.graph));
  return hasExports ? [...new Set(blank)] : [];
}

/** A package that has only one subpath beside the root may have lost the root; where `main` names it too, one of few. */
const fewestSubpaths = { exports: 2, main: 4 };

/**
 * The declarations of the root are empty as well, and the subpaths are what the package is for (option-t, @sanity/util);
 * `exports` may even keep everybody from the root (@aws-sdk/nested-clients).
 */
export function isLeftEmpty({ prominence }: Entrypoint, facts: PackageFacts): boolean {
  const { main, module, exports } = facts.manifest.data;
  const declarations = rootDeclarations(facts);
  if (declarations.length === 0 || !declarations.every((path) => declaresNothing(path, facts.files)))
    return false;
  if (!isRecord(exports)) return false;
  const isByExportsAlone = (main === undefined && module === undefined) || prominence === "superseded";
  if (isByExportsAlone && hasPatternWithExports(facts)) return true;
  return hasEntriesWithExports(facts, isByExportsAlone ? fewestSubpaths.exports : fewestSubpaths.main);
}

/** The content of a package for one platform is its binary, for which another package asks it (@msgpackr-extract). */
export function isOfOnePlatform({ manifest: { data }, files }: PackageFacts): boolean {
  return (
    data.os !== undefined && data.cpu !== undefined && files.paths.some((path) => path.endsWith(".node"))
  );
}

/** Other subpaths give something, so that this is no package of types alone. */
export function hasEntriesWithExports({ entrypoints, graph }: PackageFacts, fewest = 1): boolean {
  const found = new Set<string>();
  for (const { kind, subpath, prominence, files } of entrypoints) {
    if (kind !== "code" || prominence !== "named" || subpath === null || subpath === ".") continue;
    if (found.has(subpath) || /\/types?$/.test(subpath)) continue;
    if (files.some((path) => givesNames(path, graph))) found.add(subpath);
    if (found.size >= fewest) return true;
  }
  return false;
}

/** A pattern offers files of which one gives something (ember-a11y-testing). */
function hasPatternWithExports({ entrypoints, graph }: PackageFacts): boolean {
  return entrypoints.some(
    ({ kind, prominence, files }) =>
      kind === "code" && prominence === "pattern" && files.some((path) => givesNames(path, graph)),
  );
}

function givesNames(path: string, graph: ModuleGraph): boolean {
  if (!graph.isJavaScript(path)) return false;
  const module = graph.facts(path);
  return module.analysed && [...exportedNamesOf(module, graph).names].some((name) => name !== "__esModule");
}
