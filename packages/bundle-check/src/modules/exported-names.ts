import { isHollowCommonjs } from "./hollow-commonjs.js";
import type { ModuleFacts, ModuleRequest } from "./module-facts.js";
import type { ModuleGraph } from "./module-graph.js";
import { contradictionOf } from "./written-kind.js";

/** The names a module exports, its re-exports included. */
export interface ExportedNames {
  readonly names: ReadonlySet<string>;
  /** Some names cannot be known (`export *` from another package, `module.exports = f()`). */
  readonly open: boolean;
  /** CommonJS whose exports are a function, a class or an unknown value with or without these names. */
  readonly isWholeValue: boolean;
}

const known = new WeakMap<ModuleGraph, Map<ModuleFacts, ExportedNames>>();

/** What importing a module yields, following `export *` and CommonJS re-exports inside the package. */
export function exportedNamesOf(facts: ModuleFacts, graph: ModuleGraph): ExportedNames {
  const read = known.get(graph) ?? new Map<ModuleFacts, ExportedNames>();
  known.set(graph, read);
  for (const script of chainFrom(facts, graph, read).reverse()) {
    if (!read.has(script)) read.set(script, readExportedNames(script, graph, read));
  }
  const exported = read.get(facts) ?? readExportedNames(facts, graph, read);
  read.set(facts, exported);
  return exported;
}

type KnownNames = ReadonlyMap<ModuleFacts, ExportedNames>;

/** Scripts that each pass on one other, of which thousands may hang together: read from the last, each takes one step. */
function chainFrom(facts: ModuleFacts, graph: ModuleGraph, read: KnownNames): ModuleFacts[] {
  const chain = new Set<ModuleFacts>();
  let module: ModuleFacts | null = facts;
  while (module?.analysed && module.kind === "commonjs" && !read.has(module) && !chain.has(module)) {
    chain.add(module);
    module = onlyReexport(module, graph);
  }
  return [...chain];
}

/** The module that a script passes on, if that is the only one. */
function onlyReexport(module: ModuleFacts, graph: ModuleGraph): ModuleFacts | null {
  const [specifier, ...others] = module.commonjsExports.reexports;
  if (specifier === undefined || others.length > 0) return null;
  const request = firstBySpecifier(module).get(specifier);
  const resolution = request ? graph.resolve(module.path, request) : null;
  if (resolution?.kind !== "file" || !graph.isJavaScript(resolution.path)) return null;
  return graph.facts(resolution.path);
}

function readExportedNames(facts: ModuleFacts, graph: ModuleGraph, read: KnownNames): ExportedNames {
  const names = new Set<string>();
  const seen = new Set<string>();
  let open = false;
  let isWholeValue = false;
  const queue = [{ facts, isRoot: true }];
  for (const { facts: module, isRoot } of queue) {
    if (seen.has(module.path)) continue;
    seen.add(module.path);
    if (!module.analysed) {
      open = true;
      continue;
    }
    const isCommonjs = module.kind === "commonjs";
    const isHollow = isCommonjs && mayBeHollow(module) && isHollowCommonjs(module);
    const own = isHollow ? none : isCommonjs ? namesOfCommonjs(module) : module.exportedNames;
    // `export *` passes everything on but the default.
    for (const name of own) if (isRoot || isCommonjs || name !== "default") names.add(name);
    const { opaque, isWholeValue: isWhole } = module.commonjsExports;
    const isUnknown = isCommonjs && !isHollow;
    if (isUnknown && opaque) open = true;
    if (isUnknown && isWhole) isWholeValue = true;
    const sources = isHollow ? [] : isCommonjs ? module.commonjsExports.reexports : module.starExports;
    const requests = sources.length === 0 ? null : firstBySpecifier(module);
    for (const specifier of sources) {
      const request = requests?.get(specifier);
      const resolution = request ? graph.resolve(module.path, request) : null;
      if (resolution?.kind === "file" && graph.isJavaScript(resolution.path)) {
        const next = graph.facts(resolution.path);
        if (next.kind !== module.kind && module.kind === "module") open = true;
        // A file that runs as another kind than it was written for exports nothing, for a reason of its own.
        if (isCommonjs && contradictionOf(next)) open = true;
        const others = isCommonjs && isRoot && sources.length === 1 ? read.get(next) : undefined;
        if (others && next.kind === "commonjs") {
          for (const name of others.names) names.add(name);
          if (others.open) open = true;
          if (others.isWholeValue) isWholeValue = true;
        } else {
          queue.push({ facts: next, isRoot: isCommonjs && isRoot });
        }
      } else {
        open = true;
      }
    }
  }
  return { names, open, isWholeValue };
}

/** What is all known has something, or is written in another way. */
function mayBeHollow({ commonjsExports: { opaque, isWholeValue } }: ModuleFacts): boolean {
  return opaque || isWholeValue;
}

const none: ReadonlySet<string> = new Set();
const annotation = /(?:^|[\n;}])0 ?&& ?\(module\.exports ?= ?\{/;

/**
 * A statement that exports: modules of CommonJS that a bundle holds have the word too, but not at the start of a line.
 * It is handed to a function by older releases of esbuild (`__export(exports, {`) and by SWC (`_export(exports, {`).
 */
const atStart = /^(?:[\w$.]+\()?(?:module\.)?exports\b/m;

/**
 * The names that a script exports itself. esbuild writes beside `module.exports = __toCommonJS(table);` an annotation of its names that never runs. Where the
 * statement is gone, nothing is exported.
 */
export function namesOfCommonjs(module: ModuleFacts): ReadonlySet<string> {
  let names = ownNames.get(module);
  if (!names) {
    names = readNamesOfCommonjs(module);
    ownNames.set(module, names);
  }
  return names;
}

const ownNames = new WeakMap<ModuleFacts, ReadonlySet<string>>();

function readNamesOfCommonjs({ commonjsExports, source: { text } }: ModuleFacts): ReadonlySet<string> {
  if (!text.includes("(module.exports") || !annotation.test(text)) return commonjsExports.names;
  const isMinified = !text.includes("\n0 && ");
  const isAlone = isMinified ? text.match(/\bexports\b/g)?.length === 1 : !atStart.test(text);
  if (isAlone) return none;
  if (losesTableOfSwc(text)) {
    const lost = namesAnnounced(text);
    return new Set(
      [...commonjsExports.names].filter((name) => !lost.has(name) || text.includes(`exports.${name} = `)),
    );
  }
  const inTable = namesInTable(text);
  if (inTable === null) return commonjsExports.names;
  const announced = namesAnnounced(text);
  return new Set([...commonjsExports.names].filter((name) => inTable.has(name) || !announced.has(name)));
}

/**
 * The names of the one table that esbuild hands to `module.exports = __toCommonJS(table)`, as it writes them: a line
 * for each. Null where the table is written in another way, or filled from another module as well.
 */
function namesInTable(text: string): ReadonlySet<string> | null {
  // What is bundled as a text may have one as well (playwright-core).
  const [[, table] = [], ...others] = text.matchAll(/^module\.exports = __toCommonJS\(([\w$]+)\);$/gm);
  if (table === undefined || others.length > 0) return null;
  const call = `\n__export(${table}, {`;
  const start = text.indexOf(call);
  if (start === -1 || text.includes(`__reExport(${table}, `)) return null;
  const end = text.indexOf("\n});", start);
  if (end === -1) return null;
  const lines = text
    .slice(start + call.length, end)
    .split("\n")
    .slice(1);
  const names = lines.map((line) => getter.exec(line)?.[1]);
  return names.every((name) => name !== undefined) ? new Set(names) : null;
}

const getter = /^\s+([\w$]+): \(\) => [\w$.]+,?$/;

/** `0 && (module.exports = { a, b });`, by SWC with `a: null`. */
function namesAnnounced(text: string): ReadonlySet<string> {
  const list = /\n0 && \(module\.exports = \{([^}]*)\}\);/.exec(text)?.[1] ?? "";
  return new Set(list.split(",").map((name) => name.trim().replace(/: null$/, "")));
}

/** SWC announces its names, and the table that its function takes them from is empty or gone. */
function losesTableOfSwc(text: string): boolean {
  if (!text.includes("\nfunction _export(target, all) {")) return false;
  return /\n_export\(exports, \{\s*\}\)/.test(text) || !text.includes("\n_export(exports,");
}

const requestsBySpecifier = new WeakMap<ModuleFacts, ReadonlyMap<string, ModuleRequest>>();

/** A module may re-export thousands of others. */
function firstBySpecifier(module: ModuleFacts): ReadonlyMap<string, ModuleRequest> {
  let requests = requestsBySpecifier.get(module);
  if (!requests) {
    // Of several requests for one module the first is the last that is put in.
    requests = new Map(module.requests.toReversed().map((request) => [request.specifier, request]));
    requestsBySpecifier.set(module, requests);
  }
  return requests;
}
