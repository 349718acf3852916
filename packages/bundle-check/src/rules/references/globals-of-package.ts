import { exportedNamesOf } from "../../modules/exported-names.js";
import { globalsMadeBy, mayMakeGlobal, namesPutOnOwnGlobal } from "../../modules/global-properties.js";
import type { ModuleFacts } from "../../modules/module-facts.js";
import type { PackageFacts } from "../../package-facts.js";

/** Names that modules of the package put on the global object, or look for there (@polymer/polymer). */
export class GlobalsOfPackage {
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
      for (const name of mixedIn(module, graph)) forAll.add(name);
      const own = [...namesPutOnOwnGlobal(module)];
      if (own.length === 0 && module.globalPropertyNames.size === 0) continue;
      const isLoadedByOthers = graph.reachOf(module.path).every(({ chain }) => chain.length > 1);
      const made = isLoadedByOthers ? forAll : this.#roots.has(module.path) ? besideRoot : null;
      for (const name of own) (made ?? forAll).add(name);
      if (made) for (const name of globalsMadeBy(module)) made.add(name);
    }
    return { forAll, besideRoot };
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
