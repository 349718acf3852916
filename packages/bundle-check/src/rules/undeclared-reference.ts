import { posix } from "node:path";
import { isRecord, type Manifest } from "../entrypoints/manifest.js";
import type { EvaluationTime } from "../findings/finding.js";
import { findFailingRequire } from "../modules/bundled-require.js";
import { exportedNamesOf } from "../modules/exported-names.js";
import {
  emscriptenNames,
  isCommonjsName,
  isKnownGlobal,
  pageGlobals,
  testGlobals,
} from "../modules/global-names.js";
import type { FreeReference, ModuleFacts } from "../modules/module-facts.js";
import { contradictionOf } from "../modules/written-kind.js";
import type { PackageFacts } from "../package-facts.js";
import { isTestFile } from "./leaks/package-texts.js";
import { defineRule } from "./rule.js";

export const undeclaredReference = defineRule({
  id: "undeclared-reference",
  severity: "error",
  summary: "a free identifier that no runtime provides",
  *check(facts) {
    const allowed = new Set([...facts.configuration.globals, ...globalsOf(facts)]);
    const isForNativeScript = mentionsNativeScript(facts.manifest);
    for (const module of facts.graph.shipped()) {
      for (const [name, references] of groupByName(module.freeReferences)) {
        if (allowed.has(name) || isExpected(name, module, facts)) continue;
        const reads = references.filter((reference) => !isHarmless(reference, module));
        const first = pickMostSevere(reads);
        if (!first || reads.every(({ inTry }) => inTry)) continue;
        yield {
          place: facts.placeIn(module, first.offset, name.length),
          args: {
            name,
            evaluatedAt: first.evaluatedAt,
            ...(first.exportedName === undefined ? {} : { exportedName: first.exportedName }),
            occurrences: reads.length,
          },
          ...(isSloppyGlobal(references, first) || !isMet(first, module, facts) || isForNativeScript
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
    return (evaluatedAt !== "function" && !isTestFile(module.path)) || isBundlerName(name);
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

/** Names that some module of the package puts on the global object, or looks for there (@polymer/polymer). */
function* globalsOf({ graph }: PackageFacts): Iterable<string> {
  for (const module of graph.reachable()) {
    yield* module.globalPropertyNames;
    yield* mixedIn(module, graph);
  }
}

/** `Object.assign(global, api)` makes globals of what another module of the package gives (jake). */
function* mixedIn(module: ModuleFacts, graph: PackageFacts["graph"]): Iterable<string> {
  if (!/\bObject\.assign\((global|globalThis),\s*[\w$]+\)/.test(module.source.text)) return;
  for (const request of module.requests) {
    const resolution = graph.resolve(module.path, request);
    if (resolution.kind !== "file" || !graph.isJavaScript(resolution.path)) continue;
    const given = graph.facts(resolution.path);
    yield* exportedNamesOf(given, graph).names;
    for (const [, name = ""] of given.source.text.matchAll(/\bthis\.([\w$]+)\s*=\s*function\b/g)) yield name;
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
  if (module.typeofNames.has(name) || module.globalPropertyNames.has(name)) return true;
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
  if (isOfListedHost(name, module, manifest)) return true;
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

/**
 * A plugin that is a script for pages finds its host, which the manifest lists, in the global that the host's own
 * script makes: `L` of leaflet (leaflet-draw), `SVG` of svg.js (svg.select.js).
 */
function isOfListedHost(name: string, { isModular }: ModuleFacts, manifest: Manifest): boolean {
  const { data } = manifest;
  const lists = [data.dependencies, data.peerDependencies, data.devDependencies].filter(isRecord);
  const hosts = lists.flatMap((list) => Object.keys(list));
  if (name === "L") return (manifest.name ?? "").includes("leaflet") || hosts.includes("leaflet");
  if (isModular || !/^[A-Z]/.test(name)) return false;
  return hosts.some((host) => host.replace(/\.?js$/, "").replaceAll(/\W/g, "") === name.toLowerCase());
}

/**
 * NativeScript makes every class and function of the phone's own libraries a global (`NSString`, `org.…`), so
 * that nothing tells them from names that were lost.
 */
function mentionsNativeScript({ name, data }: Manifest): boolean {
  const lists = [data.dependencies, data.peerDependencies, data.devDependencies].filter(isRecord);
  const names = [name ?? "", ...lists.flatMap((list) => Object.keys(list))];
  return names.some((mentioned) => /^@nativescript\/(core|types)|^tns-core-modules/.test(mentioned));
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
  if (!reference.inStrictCode && isGivenToThis(reference.name, source.text)) return true;
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
 * `this.Name = …` in a function that is called without an object makes a global of sloppy code (mootools). Only
 * what stands at the start of a line counts: that is the body of the function around the whole file, where methods
 * and constructors are indented.
 */
function isGivenToThis(name: string, text: string): boolean {
  const assigned = `this.${name} = `;
  for (let at = text.indexOf(assigned); at !== -1; at = text.indexOf(assigned, at + 1)) {
    const line = text.slice(text.lastIndexOf("\n", at) + 1, at);
    if (/^((var|let|const) [\w$]+ = )?$/.test(line)) return true;
  }
  return false;
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
