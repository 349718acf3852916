import { posix } from "node:path";
import { isRecord, type Manifest } from "../entrypoints/manifest.js";
import type { EvaluationTime } from "../findings/finding.js";
import { findFailingRequire } from "../modules/bundled-require.js";
import {
  emscriptenNames,
  isCommonjsName,
  isKnownGlobal,
  pageGlobals,
  testGlobals,
} from "../modules/global-names.js";
import { globalsMadeBy, knowsAsGlobal, mayMakeGlobal } from "../modules/global-properties.js";
import type { FreeReference, ModuleFacts } from "../modules/module-facts.js";
import { contradictionOf } from "../modules/written-kind.js";
import type { PackageFacts } from "../package-facts.js";
import { defineRule } from "./rule.js";

export const undeclaredReference = defineRule({
  id: "undeclared-reference",
  severity: "error",
  summary: "a free identifier that no runtime provides",
  *check(facts) {
    const allowed = new Set(facts.configuration.globals);
    const made = new GlobalsOfPackage(facts);
    for (const module of facts.graph.shipped()) {
      for (const [name, references] of groupByName(module.freeReferences)) {
        if (allowed.has(name) || isExpected(name, module, facts)) continue;
        const reads = references.filter((reference) => !isHarmless(reference, module));
        const first = pickMostSevere(reads);
        if (!first || reads.every(({ inTry }) => inTry) || made.reach(name, module)) continue;
        yield {
          place: facts.placeIn(module, first.offset, name.length),
          args: {
            name,
            evaluatedAt: first.evaluatedAt,
            ...(first.exportedName === undefined ? {} : { exportedName: first.exportedName }),
            occurrences: reads.length,
          },
          ...(isSloppyGlobal(references, first) || !isMet(first, module, facts)
            ? { severity: "warning" }
            : {}),
        };
      }
      // Bundlers answer the requests of a bundle; Node does not.
      const failing = facts.graph.isLoadedByNode(module.path)
        ? findFailingRequire(module, facts.graph)
        : null;
      if (failing && !allowed.has("require")) {
        const { specifier, offset } = failing;
        yield {
          place: facts.placeIn(module, offset),
          args: { name: "require", evaluatedAt: "load", occurrences: 1, requested: specifier },
        };
      }
    }
  },
});

/**
 * Ordinary consumers meet the missing name. What fields name exactly, and everything that it loads, is what the
 * package is for. A file that only a pattern or a deep import leads to may be written for a page with further
 * scripts on it, for a worker or for nobody: what it reads while it loads counts where a pattern offers it, and
 * names that only bundlers make were lost by one, wherever they are.
 */
function isMet(
  { name, evaluatedAt }: FreeReference,
  module: ModuleFacts,
  { graph, manifest, entrypoints }: PackageFacts,
): boolean {
  if (graph.isNamed(module.path) || graph.prominenceOf(module.path) === "named") return true;
  if (!module.isModular) return false;
  if (graph.prominenceOf(module.path) === "pattern") {
    return evaluatedAt !== "function" || isBundlerName(name);
  }
  const isClosed = manifest.data.exports !== undefined && manifest.data.exports !== null;
  if (isClosed) return false;
  return isBundlerName(name) || isBuildOfEntry(module.path, entrypoints);
}

/** Another build of what an entry leads to, for whoever takes it by its path: `dist/x.min.js` beside `dist/x.js`. */
function isBuildOfEntry(path: string, entrypoints: PackageFacts["entrypoints"]): boolean {
  const { dir, base } = posix.parse(path);
  return entrypoints.some(
    ({ kind, prominence, files }) =>
      kind === "code" &&
      prominence === "named" &&
      files.some((file) => {
        const entry = posix.parse(file);
        return entry.dir === dir && base.startsWith(`${entry.name}.`);
      }),
  );
}

/** What esbuild, Bun and rolldown call the modules, helpers and namespaces of a bundle. */
function isBundlerName(name: string): boolean {
  return (
    /^(import|require|init|exports)_\w+$/.test(name) ||
    /^__(toESM|toCommonJS|export|esm|commonJS)\w*$/.test(name)
  );
}

/** Names that modules of the package put on the global object, or look for there (@polymer/polymer). */
class GlobalsOfPackage {
  readonly #facts: PackageFacts;
  readonly #roots: ReadonlySet<string>;
  #made: { readonly forAll: Set<string>; readonly besideRoot: Set<string> } | undefined;

  constructor(facts: PackageFacts) {
    this.#facts = facts;
    this.#roots = new Set(facts.rootEntries().flatMap(({ files }) => files));
  }

  /** Some module that is loaded with this one may have made the name. */
  reach(name: string, module: ModuleFacts): boolean {
    const { path, kind, commonjsExports } = module;
    // What a module exports under its own name is its own, whatever the build for pages calls its global.
    if (kind === "commonjs" && commonjsExports.names.has(name)) return false;
    this.#made ??= this.#collect();
    const { forAll, besideRoot } = this.#made;
    if (forAll.has(name)) return true;
    return besideRoot.has(name) && (!this.#roots.has(path) || mayMakeGlobal(name, module));
  }

  /** Nobody loads two builds of an entry together; but other entries may add to the root (plugins). */
  #collect() {
    const { graph } = this.#facts;
    const [forAll, besideRoot] = [new Set<string>(), new Set<string>()];
    for (const module of graph.reachable()) {
      if (module.globalPropertyNames.size === 0) continue;
      const isLoadedByOthers = graph.reachOf(module.path).every(({ chain }) => chain.length > 1);
      const made = isLoadedByOthers ? forAll : this.#roots.has(module.path) ? besideRoot : null;
      if (made) for (const name of globalsMadeBy(module)) made.add(name);
    }
    return { forAll, besideRoot };
  }
}

function groupByName(references: readonly FreeReference[]): Map<string, FreeReference[]> {
  const groups = new Map<string, FreeReference[]>();
  for (const reference of references) {
    const group = groups.get(reference.name);
    if (group) group.push(reference);
    else groups.set(reference.name, [reference]);
  }
  return groups;
}

/** Names that exist at run time, or whose absence the file itself expects. */
function isExpected(name: string, module: ModuleFacts, { graph, manifest }: PackageFacts): boolean {
  if (isKnownGlobal(name, module.kind)) return true;
  if (module.typeofNames.has(name) || knowsAsGlobal(name, module)) return true;
  if (emscriptenNames.has(name) && module.source.text.includes("HEAPU8")) return true;
  if (name.startsWith("$") && /\.svelte\.[cm]?js$/.test(module.path)) return true;
  // A stray `module` is the type checker's, which knows it from Node's types; only some calls come to it.
  const isLate = module.freeReferences.every(
    (reference) => reference.name !== name || reference.evaluatedAt === "function",
  );
  if (name === "module" && isLate) return true;
  // Bundlers provide the CommonJS names to the ES modules they read; Node does not. A whole file of CommonJS
  // under the wrong name is the matter of wrong-module-kind.
  if (isCommonjsName(name) && (!graph.isLoadedByNode(module.path) || contradictionOf(module))) return true;
  if (name === "L" && isForLeaflet(manifest)) return true;
  if (isOfPage(name, module) || (testGlobals.has(name) && isForTests(module))) return true;
  if (graph.prominenceOf(module.path) === "named") return false;
  return pageGlobals.has(name) || (!graph.isReachable(module.path) && testGlobals.has(name));
}

/** A library that a script looks for on the page it works on: it also mentions it by its name, as a text. */
function isOfPage(name: string, { kind, source, freeReferences }: ModuleFacts): boolean {
  const mentions = (other: string) => freeReferences.some((reference) => reference.name === other);
  if (name === "$") return mentions("jQuery") || /[.["']jQuery\b/.test(source.text);
  if (kind === "module" || !/^[A-Z]\w{2,}$/.test(name) || !mentions("document")) return false;
  return source.text.includes(`"${name}"`) || source.text.includes(`'${name}'`);
}

/** Plugins of Leaflet add to the global that its script makes (leaflet-draw). */
function isForLeaflet({ name, data }: Manifest): boolean {
  const lists = [data.dependencies, data.peerDependencies, data.devDependencies].filter(isRecord);
  return (name ?? "").includes("leaflet") || lists.some((list) => Object.hasOwn(list, "leaflet"));
}

/** The file uses what only test frameworks provide. */
function isForTests({ freeReferences }: ModuleFacts): boolean {
  return freeReferences.some(({ name }) =>
    /^(beforeEach|afterEach|beforeAll|afterAll|cy|Cypress)$/.test(name),
  );
}

/** Characters before a read in which its own test stands. */
const nearby = 60;

/** Occurrences that cannot fail, or whose name may appear at run time. */
function isHarmless(reference: FreeReference, { source }: ModuleFacts): boolean {
  if (reference.inDynamicScope || (reference.isAssignment && !reference.inStrictCode)) return true;
  // A universal module hands a library of the page to its factory where there are no modules.
  if (reference.besideModuleTest && reference.evaluatedAt === "load") return true;
  // `lexer.has("word") ? … : word`: what nearley generates asks for the name before it reads it.
  const { name, offset } = reference;
  if (reference.conditional && source.text.slice(Math.max(0, offset - nearby), offset).includes(`"${name}"`))
    return true;
  // ES modules look for CommonJS behind tests of many kinds.
  return reference.conditional && isCommonjsName(reference.name);
}

/**
 * Assigning to an undeclared name creates a global in sloppy code. That only helps the reads that follow: an
 * assignment in a function says nothing about a read at load.
 */
function isSloppyGlobal(references: readonly FreeReference[], read: FreeReference): boolean {
  const assignments = references.filter(({ isAssignment, inStrictCode }) => isAssignment && !inStrictCode);
  return assignments.some(({ evaluatedAt }) => evaluatedAt === "load" || read.evaluatedAt !== "load");
}

const urgency: Record<EvaluationTime, number> = { load: 0, "export-getter": 1, function: 2 };

function pickMostSevere(references: readonly FreeReference[]): FreeReference | undefined {
  return references.reduce<FreeReference | undefined>(
    (worst, next) => (!worst || urgency[next.evaluatedAt] < urgency[worst.evaluatedAt] ? next : worst),
    undefined,
  );
}
