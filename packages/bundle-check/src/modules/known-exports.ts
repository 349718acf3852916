import { exportedNamesOf } from "./exported-names.js";
import { isHollowCommonjs } from "./hollow-commonjs.js";
import type { ModuleFacts } from "./module-facts.js";
import type { ModuleGraph } from "./module-graph.js";
import { contradictionOf } from "./written-kind.js";

/** The exports of a file whose every export can be read. */
export interface KnownExports {
  /** Names consumers write: without `default`, `__esModule` and its like. */
  readonly names: ReadonlySet<string>;
  readonly hasDefault: boolean;
  readonly module: ModuleFacts;
}

/** Markers of interoperation, not exports anybody imports. */
const markers: ReadonlySet<string> = new Set(["__esModule", "module.exports"]);

/**
 * What a file exports, when it can be known completely. Null for files that cannot be read, that pass on what other
 * packages export, whose exports are one value of any kind, that are called by a module loader of their own (AMD),
 * and for those that are written as another kind of module than they are taken for, which is another problem.
 */
export function knownExportsOf(path: string, graph: ModuleGraph): KnownExports | null {
  const module = graph.facts(path);
  if (!module.analysed) return null;
  const exported = exportedNamesOf(module, graph);
  if (exported.open || exported.isWholeValue) return null;
  const names = new Set([...exported.names].filter((name) => name !== "default" && !markers.has(name)));
  const hasDefault = exported.names.has("default");
  if (names.size === 0 && !hasDefault && isForOthers(module) && !isHollowCommonjs(module)) return null;
  return { names, hasDefault, module };
}

/** A module loader calls the file, or it is (or tests for) CommonJS although Node takes it for an ES module. */
function isForOthers(module: ModuleFacts): boolean {
  const { kind, isModular, freeReferences, typeofNames } = module;
  if (freeReferences.some(({ name }) => name === "define" || name === "System")) return true;
  if (kind === "module" && !isModular && (typeofNames.has("exports") || typeofNames.has("module")))
    return true;
  return contradictionOf(module)?.writtenAs === "commonjs";
}

/** A class may have more members than are assigned to it, and so may what inherits, or is made of something. */
const mayHaveMore =
  /\bstatic\b|\bextends\b|\b(?:setPrototypeOf|__proto__|defineProperty|assign|inherits|mixin)\b/;

/**
 * The members of a script's exports that are one function, when all that the file puts on it can be read:
 * `module.exports = run; module.exports.stop = …`.
 */
export function knownMembersOf(path: string, graph: ModuleGraph): KnownExports | null {
  const module = graph.facts(path);
  let known = knownMembers.get(module);
  if (known === undefined) {
    known = readMembers(module);
    knownMembers.set(module, known);
  }
  return known;
}

const knownMembers = new WeakMap<ModuleFacts, KnownExports | null>();

function readMembers(module: ModuleFacts): KnownExports | null {
  if (!module.analysed || module.kind !== "commonjs") return null;
  const { commonjsExports, source, freeReferences } = module;
  if (!commonjsExports.isWholeValue || commonjsExports.opaque || commonjsExports.reexports.length > 0)
    return null;
  if (mayHaveMore.test(source.text) || freeReferences.some(({ name }) => name === "define")) return null;
  const names = new Set(
    [...commonjsExports.names].filter((name) => name !== "default" && !markers.has(name)),
  );
  return { names, hasDefault: commonjsExports.names.has("default"), module };
}
