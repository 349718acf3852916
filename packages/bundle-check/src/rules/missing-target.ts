import { isTypesCondition } from "../entrypoints/conditions.js";
import type { Entrypoint } from "../entrypoints/entrypoint.js";
import { isRecord } from "../entrypoints/manifest.js";
import { findSimilarFile, normalisePath } from "../entrypoints/target-files.js";
import type { PackageFacts } from "../package-facts.js";
import { isPluginByNames } from "./empty-entry.js";
import { defineRule } from "./rule.js";
import { isForTransformingHost } from "./syntax/transforming-hosts.js";
import { findUnansweredImports } from "./targets/unanswered-imports.js";

export const missingTarget = defineRule({
  id: "missing-target",
  severity: "error",
  summary: "a manifest field that points at nothing, or at something no runtime accepts",
  *check(facts) {
    const isUntyped = lacksAllTypes(facts);
    for (const entry of facts.entrypoints) {
      const { keyPath, field, kind, subpath, target, problem, severityIfMissing } = entry;
      if (!problem) continue;
      const severity =
        (kind === "types" && subpath === "." && (isUntyped || isBranchUntyped(entry, facts))) ||
        (kind === "code" &&
          (isLostRoot(subpath, facts) || (severityIfMissing === "info" && isOnlyCode(entry, facts))))
          ? "error"
          : kind === "code" &&
              (isForTypesOnly(target, facts) ||
                isOfTypesAlone(subpath, facts) ||
                isFolderOfPattern(subpath, target, facts) ||
                isLeftToBundlers(target, facts))
            ? "warning"
            : severityIfMissing;
      const similar = problem.problem === "not-shipped" ? findSimilarFile(facts.files, target) : undefined;
      yield {
        place: facts.placeInManifest(keyPath),
        args: { target, ...problem, ...(similar === undefined ? {} : { similar }) },
        severity,
        reach: [{ field, keyPath, chain: [] }],
      };
    }
    yield* findUnansweredImports(facts);
  },
});

/** A package of `@types` repeats the `exports` of the one that it describes, whose code it does not hold (@types/three). */
function isForTypesOnly(target: string, { files, manifest }: PackageFacts): boolean {
  if (!manifest.name?.startsWith("@types/")) return false;
  return files.has(normalisePath(target).replace(/\.([cm]?)js$/, ".d.$1ts"));
}

/**
 * All code of a subpath is missing, its types are there, and they hold no value: whoever imports it imports types,
 * which compilers leave out of the code (@stylexjs/stylex). One missing file of several is still a lost one.
 */
function isOfTypesAlone(subpath: string | null, facts: PackageFacts): boolean {
  if (subpath === null || subpath === ".") return false;
  const entries = facts.entrypointsFor(subpath);
  const code = entries.filter(({ kind }) => kind === "code");
  if (code.length < 2 || code.some(({ problem }) => problem === null)) return false;
  const types = entries.filter(({ kind }) => kind === "types").flatMap(({ files }) => files);
  return (
    types.length > 0 &&
    types.every((path) => {
      const file = facts.declarations.file(path);
      const isWithoutValues =
        file?.isModule && file.exportAssignment === null && file.exports.size + file.stars.length === 0;
      // What has no types either is imported for its effects (dotenv/config).
      return isWithoutValues && /\b(?:interface|type|namespace)\b/.test(facts.files.text(path));
    })
  );
}

/** `lib/index` of `lib/index.jsx`, which the bundlers of some hosts find and transform (@gluestack-ui/popover). */
function isLeftToBundlers(target: string, { files, manifest }: PackageFacts): boolean {
  const path = normalisePath(target);
  return [".jsx", ".tsx"].some((extension) => files.has(path + extension)) && isForTransformingHost(manifest);
}

/** The folder that a pattern beside it offers: nobody can import it, and whoever asks for it means its files. */
function isFolderOfPattern(
  subpath: string | null,
  target: string,
  { manifest, files }: PackageFacts,
): boolean {
  const { exports } = manifest.data;
  if (subpath === null || !isRecord(exports) || !Object.hasOwn(exports, `${subpath}/*`)) return false;
  const folder = `${normalisePath(target)}/`;
  return files.paths.some((path) => path.startsWith(folder));
}

/**
 * Fields promise the package itself, nothing that they lead to is shipped, and `exports`, which supersedes them, does
 * not offer it either: whoever imports the package by its name gets nothing.
 */
function isLostRoot(subpath: string | null, facts: PackageFacts): boolean {
  const { data } = facts.manifest;
  if (subpath !== "." || !isRecord(data.exports)) return false;
  // What `npm init` wrote, and nobody meant (@vercel/style-guide).
  if (data.main === "index.js" && data.module === undefined) return false;
  return facts.rootEntries().every(({ keyPath, problem }) => keyPath[0] !== "exports" && problem !== null);
}

/** Conditions that only the package's own repository sets. */
const ofRepository = /^(development|@.*|.*(source|src).*)$/;

/** `exports` offers the package itself to the users of one tool alone (`svelte`), and nothing of it is shipped. */
function isOnlyCode({ subpath, conditions, keyPath }: Entrypoint, facts: PackageFacts): boolean {
  if (subpath !== "." || keyPath[0] !== "exports") return false;
  return (
    !conditions.some((condition) => ofRepository.test(condition)) &&
    facts.rootEntries().every(({ problem }) => problem !== null)
  );
}

/** Fields promise types for the package itself, and nothing that any of them leads to is shipped. */
function lacksAllTypes(facts: PackageFacts): boolean {
  const types = facts.entrypointsFor(".").filter(({ kind }) => kind === "types");
  // Nobody imports what has no code and is loaded by other names (@ngrx/schematics).
  if (isPluginByNames(facts) && facts.rootModules().every(({ analysed, hasCode }) => analysed && !hasCode))
    return false;
  if (types.length === 0 || types.some(({ files }) => files.length > 0)) return false;
  const { exports } = facts.manifest.data;
  const isClosed = exports !== undefined && exports !== null;
  // TypeScript goes on to look for these (gl-matrix).
  if (!isClosed && facts.files.has("index.d.ts")) return false;
  const code = new Map(
    facts
      .rootEntries()
      // Without `exports`, TypeScript looks beside what `main` names, and nowhere else (monocle-ts).
      .filter(({ keyPath }) => isClosed || keyPath[0] === "main")
      .flatMap((entry) => entry.files.map((file) => [file, entry])),
  );
  // Where `exports` leads nobody to the package itself, a field beside it means nothing (firebase).
  if (isClosed && code.size === 0 && types.every(({ keyPath }) => keyPath[0] !== "exports")) return false;
  return [...code].every(
    ([file, entry]) =>
      // TypeScript takes the source beside the code as well (@prisma/engines-version).
      !facts.hasDeclarations(entry, file) && !facts.files.has(file.replace(/\.([cm]?)js$/, ".$1ts")),
  );
}

/** More of them than any package has for itself; each is held against each. */
const mostEntries = 200;

/** Conditions that TypeScript sets without being told. */
const setByCompiler: ReadonlySet<string> = new Set(["node", "import", "require", "default", "module-sync"]);

/**
 * `exports` names types for one way of loading the package and they are not shipped: TypeScript goes on to the code of
 * that way, finds nothing beside it, and no other way that it may go on to has types either.
 */
function isBranchUntyped(
  { keyPath, conditions, problem, severityIfMissing }: Entrypoint,
  facts: PackageFacts,
): boolean {
  if (keyPath[0] !== "exports" || problem?.problem !== "not-shipped" || severityIfMissing === "info")
    return false;
  const branch = conditions.filter((condition) => !isTypesCondition(condition));
  if (!branch.every((condition) => setByCompiler.has(condition))) return false;
  const entries = facts.entrypointsFor(".");
  if (entries.length > mostEntries) return false;
  const types = entries.filter((entry) => entry.kind === "types" && entry.files.length > 0);
  const leadsInto = (entry: Entrypoint, inner: readonly string[]) =>
    entry.conditions
      .filter((condition) => !isTypesCondition(condition))
      .every((condition, index) => inner[index] === condition);
  // Whoever is on this way, or no other, comes to them as well.
  const isOpenToAll = ({ conditions: others }: Entrypoint) =>
    others.every((name) => isTypesCondition(name) || name === "default" || branch.includes(name));
  if (types.some((each) => each.keyPath[0] === "exports" && isOpenToAll(each))) return false;
  return facts
    .rootEntries()
    .filter(
      (entry) =>
        entry.keyPath[0] === "exports" && branch.every((name, index) => entry.conditions[index] === name),
    )
    .some(
      (entry) =>
        entry.files.length > 0 &&
        !types.some((each) => each.keyPath[0] === "exports" && leadsInto(each, entry.conditions)) &&
        entry.files.every((file) => !isTypedBeside(file, facts)),
    );
}

/** TypeScript takes declarations, and also the source, that lie beside the code. */
function isTypedBeside(file: string, { files }: PackageFacts): boolean {
  return [".d.$1ts", ".$1ts"].some((ending) => files.has(file.replace(/\.([cm]?)jsx?$/, ending)));
}
