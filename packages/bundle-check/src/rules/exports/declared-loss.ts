import type { ValueKind } from "../../declarations/declaration-file.js";
import { areTypesAlone, type DeclaredValues } from "../../declarations/declared-values.js";
import type { Entrypoint } from "../../entrypoints/entrypoint.js";
import { isRecord } from "../../entrypoints/manifest.js";
import type { Severity } from "../../findings/finding.js";
import { isHollowCommonjs } from "../../modules/hollow-commonjs.js";
import type { KnownExports } from "../../modules/known-exports.js";
import type { ModuleFacts } from "../../modules/module-facts.js";
import { patternOf } from "../../modules/name-pattern.js";
import { isWorkerScript } from "../../modules/only-message.js";
import { isPageLibrary } from "../../modules/written-kind.js";
import type { PackageFacts } from "../../package-facts.js";
import { hasHollowModule, isExportedInside } from "./declaring-modules.js";
import { type ExportLoss, lossOfDeclared } from "./export-loss.js";
import { isOtherModule } from "./other-module.js";
import { twinsOf } from "./twins.js";

/** Kinds that hand-written and rolled-up declarations also use for what is only a type. */
const typeLikeKinds: ReadonlySet<ValueKind> = new Set(["class", "enum"]);

/** How many missing names are looked for in the text, and how long they may be: an engine refuses long expressions. */
const [mostSearched, longestSearched] = [50, 200];

function searchable(names: readonly string[]): readonly string[] {
  return names.slice(0, mostSearched).filter((name) => name.length <= longestSearched);
}

/** Holds an entry against its declarations. Null when it lacks nothing, or when they promise nothing. */
export function compareWithDeclarations(
  entry: Entrypoint,
  path: string,
  exported: KnownExports,
  facts: PackageFacts,
): ExportLoss | null {
  const declared = facts.promisedValues(entry, path);
  if (!declared || isBuildOfEmberAddon(path, facts)) return null;
  const found = compareWith(declared, { entry, path, exported, facts });
  if (found) return found;
  const assigned = exported.module.kind === "commonjs" ? declared.assigned : null;
  // Hand-written declarations promise too much in parts.
  const ofWhole = assigned && compareWith(assigned, { entry, path, exported, facts });
  return ofWhole?.severity === "error" ? ofWhole : null;
}

function compareWith(
  declared: DeclaredValues,
  { entry, path, exported, facts }: Pick<Comparison, "entry" | "path" | "exported" | "facts">,
): ExportLoss | null {
  const has = (name: string) => exported.names.has(name) || (name === "default" && exported.hasDefault);
  // `require` gives the whole module for a default export, so a script needs no export of that name.
  const isPromised = (name: string) =>
    name !== "__esModule" && (name !== "default" || exported.module.kind === "module");
  const isEmpty = exported.names.size === 0 && !exported.hasDefault;
  // Looking a name up may read further files, so only missing ones are looked up first.
  const unanswered = [...declared.names].filter((name) => isPromised(name) && !has(name));
  const missing = unanswered.filter((name) => isValue(declared, name));
  if (missing.length === 0) {
    if (isOtherModule(entry, exported, declared, facts.files))
      return lossOfDeclared("error", ["default"], 1, exported.names.size);
    if (!isEmpty || !(declared.isOneValue || isValue(declared, "default"))) return null;
    return lossOfDeclared(isPageScript(exported.module) ? "warning" : "error", ["default"], 1, 0);
  }
  const promised = [...declared.values].filter(isPromised);
  const severity = isWholeElsewhere(entry, path, has, facts)
    ? "warning"
    : judge({ entry, path, exported, facts, declared, missing, promised, isEmpty });
  return lossOfDeclared(severity, missing, promised.length, exported.names.size);
}

/**
 * `main` of an addon for Ember is what Ember's build asks; applications get the code in its folder `addon`, or what the
 * build puts in its place, and that is what the declarations are about (@sentry/ember, ember-cli-htmlbars).
 */
function isBuildOfEmberAddon(path: string, { files, graph, manifest }: PackageFacts): boolean {
  const { keywords, "ember-addon": addon } = manifest.data;
  if (!Array.isArray(keywords) || !keywords.includes("ember-addon")) return false;
  if (graph.facts(path).kind !== "commonjs") return false;
  return (
    files.paths.some((file) => file.startsWith("addon/")) ||
    (isRecord(addon) && typeof addon.main === "string")
  );
}

/**
 * Another subpath leads to the same file, has declarations of its own, and the file keeps them: here it is a part on
 * purpose, for pages, say (@bytecodealliance/jco).
 */
function isWholeElsewhere(
  { subpath }: Entrypoint,
  path: string,
  has: (name: string) => boolean,
  facts: PackageFacts,
): boolean {
  return facts.entrypoints.some((other) => {
    if (other.kind !== "code" || other.prominence !== "named" || other.subpath === subpath) return false;
    if (!other.files.includes(path)) return false;
    const values = facts.promisedValues(other, path)?.values;
    return values !== undefined && values.size > 0 && [...values].every(has);
  });
}

function isValue(declared: DeclaredValues, name: string): boolean {
  return (declared.kindOf(name) ?? "symbol") !== "symbol";
}

function isOnlyDefault(missing: readonly string[]): boolean {
  return missing.length === 1 && missing[0] === "default";
}

interface Comparison {
  readonly entry: Entrypoint;
  readonly path: string;
  readonly exported: KnownExports;
  readonly facts: PackageFacts;
  readonly declared: DeclaredValues;
  readonly missing: readonly string[];
  readonly promised: readonly string[];
  readonly isEmpty: boolean;
}

function judge(comparison: Comparison): Severity {
  const { entry, exported, declared, missing, promised, isEmpty } = comparison;
  const isGone = missing.length === promised.length;
  if (
    entry.subpath === "." &&
    entry.prominence === "named" &&
    hasHollowModule(searchable(missing), comparison)
  )
    return "error";
  const surelyValues = missing.filter(
    (name) =>
      !typeLikeKinds.has(declared.kindOf(name) ?? "class") ||
      // For pages an entry may be a part on purpose (subscriptions-transport-ws).
      (entry.loadedByNode && isExportedInside(name, comparison)),
  );
  if (entry.prominence === "pattern") {
    // A pattern also exposes files that nobody imports, and declarations written for nothing but types.
    return isGone && isEmpty && hasLostExports(comparison) ? "error" : "warning";
  }
  // A subpath whose declarations may be types alone has nothing to lose.
  if (isEmpty) {
    if (isPageLibrary(exported.module)) return "warning";
    if (areTypesAlone(declared) && !isExportedByTwin(comparison)) return "warning";
    if (/\/types?$/.test(entry.subpath ?? "")) return "warning";
    if (entry.subpath !== "." && isOnlyDefault(missing) && isWorkerScript(exported.module)) return "warning";
    const isLost = entry.subpath === "." || surelyValues.length > 0 || stillDeclares(comparison);
    return isLost ? "error" : "warning";
  }
  // Nothing but the default, or one that the declarations do not mention: the names are its members, as an
  // interoperation and declarations of whole modules have it.
  if (exported.hasDefault && (exported.names.size === 0 || !declared.names.has("default"))) {
    if (mayBeMembersOfDefault(comparison)) return "warning";
    // Constants are often there for the types of others (@editorjs/editorjs).
    const hasFunction = countFunctions(missing, comparison) > 0;
    const isAllButDefault = missing.length === promised.length - 1 && hasFunction;
    if ((isGone || isAllButDefault) && entry.subpath === "." && exported.names.size === 0) return "error";
  }
  // Names that the code mentions as text are given to the exports while it runs (libsodium-wrappers).
  if (areTexts(comparison)) return "warning";
  if (isGone) {
    if (entry.subpath !== ".") return "warning";
    if (isOtherModule(entry, exported, declared, comparison.facts.files)) return "error";
    // Beside other exports, classes and enums of hand-written declarations are often mere types (i18next-parser).
    return surelyValues.length > 0 || isExportedByTwin(comparison) || stillDeclares(comparison)
      ? "error"
      : "warning";
  }
  return isMostLost(comparison, surelyValues) ? "error" : "warning";
}

/**
 * Enough is missing to tell a loss from declarations that promise a little too much: more than half, or a third
 * where the code still declares what it does not export. Classes and enums may be mere types and do not count.
 * The declarations of a subpath are often those of something larger, so there the code has to say the same. A single
 * name is enough where the build for the other module system has it: of some 4,000 packages none that works is so.
 */
function isMostLost(comparison: Comparison, surelyValues: readonly string[]): boolean {
  const { entry, missing, promised } = comparison;
  const isRoot = entry.subpath === ".";
  if (isExportedByTwin(comparison)) return true;
  const isHalf = missing.length * 2 > promised.length && surelyValues.length > 0;
  if (isRoot && surelyValues.length * 2 > promised.length) return true;
  // No function is left.
  const functions = countFunctions(missing, comparison);
  const isBeyondTypes = functions >= fewestFunctions && functions === countFunctions(promised, comparison);
  if (isRoot && isHalf && isBeyondTypes) return true;
  return (isRoot ? surelyValues.length * 3 > promised.length : isHalf) && stillDeclares(comparison);
}

/** One alone may be promised too much. */
const fewestFunctions = 2;

function countFunctions(names: readonly string[], { declared }: Comparison): number {
  return names.filter((name) => declared.kindOf(name) === "function").length;
}

/** The build for the other module system exports what is missing here, as the declarations promise. */
function isExportedByTwin({ entry, path, facts, missing }: Comparison): boolean {
  return twinsOf(entry, path, facts).some(({ names }) => missing.some((name) => names.has(name)));
}

/** The default export comes from elsewhere or receives what does, or the code mentions half of the names. */
function mayBeMembersOfDefault({ exported: { module }, missing }: Comparison): boolean {
  const { text } = module.source;
  if (module.requests.length > 0 && !isOwnDefault(text)) return true;
  const searched = searchable(missing);
  const isMentioned = (name: string) => new RegExp(`(?<![\\w$])${patternOf(name)}(?![\\w$])`).test(text);
  return searched.filter(isMentioned).length * 2 >= searched.length;
}

/** The default export is a function, class or object of the file itself, and nothing is copied to any object. */
function isOwnDefault(text: string): boolean {
  if (/\b(Object\.(assign|definePropert|entries|keys)|for ?\()|[{,]\s*\.\.\./.test(text)) return false;
  if (/^export default (async )?(function|class)\b/m.test(text)) return true;
  const local =
    /^export default ([\w$]+);?$/m.exec(text)?.[1] ?? /(?<![\w$])([\w$]+) as default\b/.exec(text)?.[1];
  if (local === undefined || local.length > longestSearched) return false;
  const ofFile = `(async )?(function|class) ${patternOf(local)}\\b|(var|let|const) ${patternOf(local)} = \\{`;
  return new RegExp(`^(?:${ofFile})`, "m").test(text);
}

/**
 * Nearly all missing names stand in the code as string literals, other than those by which esbuild keeps the names of
 * functions (`__name(run, "run")`) and components have theirs (`displayName`).
 */
function areTexts({ exported, missing }: Comparison): boolean {
  const { text } = exported.module.source;
  const keepsNames = text.includes("__name(");
  const isText = (name: string) =>
    (text.includes(`"${name}"`) || text.includes(`'${name}'`)) &&
    new RegExp(`(?<!\\bdisplayName ?[=:] ?)(["'])${patternOf(name)}\\1${keepsNames ? "(?!\\))" : ""}`).test(
      text,
    );
  const searched = searchable(missing);
  return searched.filter(isText).length * 10 >= searched.length * 9;
}

/** The file is a stub, or still declares what it should export. */
function hasLostExports(comparison: Comparison): boolean {
  const { exported, missing, declared } = comparison;
  if (!missing.some((name) => declared.kindOf(name) === "function")) return false;
  return !exported.module.hasCode || stillDeclares(comparison);
}

/** One of the names is declared at the top level, or all there is is an empty object, as no compiler writes it. */
function stillDeclares({ exported, missing }: Comparison): boolean {
  const { text } = exported.module.source;
  if (/^\s*(["']use strict["'];?\s*)?module\.exports\s*=\s*\{\s*\};?\s*$/.test(text)) return true;
  return searchable(missing).some((name) =>
    new RegExp(`^(async )?(function\\*?|class|const|let|var) ${patternOf(name)}\\b`, "m").test(text),
  );
}

/** A script that offers a global instead of an export: only bundlers and `require` miss one there. */
function isPageScript(module: ModuleFacts): boolean {
  const { kind, isModular, globalPropertyNames, freeReferences } = module;
  if (isPageLibrary(module)) return true;
  if (kind !== "commonjs" || isModular || isHollowCommonjs(module)) return false;
  return (
    globalPropertyNames.size > 0 || freeReferences.some(({ name }) => /^(window|self|document)$/.test(name))
  );
}
