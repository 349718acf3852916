import { isRecord } from "../entrypoints/manifest.js";
import { exportedNamesOf, namesOfCommonjs } from "../modules/exported-names.js";
import type { ModuleFacts, ModuleRequest } from "../modules/module-facts.js";
import type { PackageFacts } from "../package-facts.js";
import { findCompiledCalls } from "./references/compiled-calls.js";
import { findLostValues } from "./references/lost-values.js";
import { findNodeModeDefaults } from "./references/node-mode-defaults.js";
import { isOnlyAnnouncedIn } from "./references/own-members.js";
import { isTested } from "./references/tested-members.js";
import { defineRule, type Found } from "./rule.js";

export const missingImportBinding = defineRule({
  id: "missing-import-binding",
  severity: "error",
  summary: "a named import from a shipped module that does not export it",
  *check(facts) {
    const { graph } = facts;
    for (const module of graph.reachable()) {
      for (const request of module.requests) {
        if (request.names.length === 0 || request.attributeType !== undefined) continue;
        const resolution = graph.resolve(module.path, request);
        if (resolution.kind !== "file" || !graph.isJavaScript(resolution.path)) continue;
        const target = graph.facts(resolution.path);
        // Which names of a CommonJS module can be imported is the runtime's guess; only ES modules link strictly.
        // Without any export, though, it has nothing to give to anybody.
        if (!target.analysed) continue;
        const exported = exportedNamesOf(target, graph);
        if (exported.open || exported.isWholeValue) continue;
        const givesNothing = exported.names.size === 0 && request.kind !== "dynamic-import";
        if (target.kind !== "module" && target.isModular && !givesNothing) continue;
        if (isLeftOutForBrowsers(module, request, target, facts)) continue;
        for (const { name, offset } of request.names) {
          if (exported.names.has(name)) continue;
          if (name === "default" && target.kind === "commonjs" && target.hasCode) continue;
          yield {
            place: facts.placeIn(module, offset, name.length),
            args: {
              name,
              specifier: request.specifier,
              module: resolution.path,
              ...(request.kind === "dynamic-import" ? { isDynamic: true } : {}),
            },
          };
        }
      }
      const known = new Set<number>();
      for (const { offset, ...found } of findLostCalls(module, facts)) {
        known.add(offset);
        yield found;
      }
      for (const { request, target, name, offset, length } of findLostValues(module, facts).slice(
        0,
        mostLost,
      )) {
        if (known.has(offset)) continue;
        yield {
          place: facts.placeIn(module, offset, length),
          args: {
            name: name ?? "module.exports",
            specifier: request.specifier,
            module: target.path,
            isDynamic: true,
          },
        };
      }
      for (const { request, target, offset } of findNodeModeDefaults(module, facts)) {
        yield {
          place: facts.placeIn(module, offset, "default".length),
          args: { name: "default", specifier: request.specifier, module: target.path, isWholeModule: true },
          ...(graph.isLoadedByNode(module.path) ? {} : { severity: "warning" }),
        };
      }
    }
  },
});

/** Names of one file that both texts are searched for. A file that calls more of what is gone is one problem. */
const mostLost = 20;

/**
 * What compilers make of a call of an import: `(0, part_1.run)()`. In CommonJS nothing links it, but a script whose
 * exports are all known, and do not hold the name, gives a TypeError when the call runs.
 */
function* findLostCalls(
  module: ModuleFacts,
  facts: PackageFacts,
): Generator<Found<"missing-import-binding"> & { readonly offset: number }> {
  const { graph } = facts;
  let lost = 0;
  const requests = module.requests.filter(
    ({ kind, specifier }) => kind === "require" && specifier.startsWith("."),
  );
  for (const { request, variable, names, isOneModule } of findCompiledCalls(module, requests)) {
    const resolution = graph.resolve(module.path, request);
    if (resolution.kind !== "file" || !graph.isJavaScript(resolution.path)) continue;
    const target = graph.facts(resolution.path);
    if (!target.analysed || target.kind !== "commonjs" || !isCompiled(target)) continue;
    const own = namesOfCommonjs(target);
    const others = [...names]
      .map(([name, offset]) => ({ name, offset, isAnnounced: isOnlyAnnouncedIn(name, target, graph) }))
      .filter(({ name, isAnnounced }) => isAnnounced || !own.has(name));
    if (others.length === 0) continue;
    const exported = exportedNamesOf(target, graph);
    if (exported.open || exported.isWholeValue) continue;
    for (const { name, offset, isAnnounced } of others) {
      if ((exported.names.has(name) && !isAnnounced) || !isOneModule()) continue;
      if (++lost > mostLost) return;
      if (isTested(name, variable, module) || (!isAnnounced && isMadeOtherwise(name, target))) continue;
      yield {
        offset,
        place: facts.placeIn(module, offset, name.length),
        args: { name, specifier: request.specifier, module: resolution.path, isDynamic: true },
      };
    }
  }
}

/** Nothing is left of the file, or a compiler wrote it: by hand exports are made in ways that nobody can list. */
function isCompiled({ hasCode, source: { text } }: ModuleFacts): boolean {
  return !hasCode || text.includes("__esModule");
}

/** `({ run: exports.run } = parts)`, `exports.__defineGetter__("run", …)`: exports that are not told of. */
function isMadeOtherwise(name: string, { source: { text } }: ModuleFacts): boolean {
  return [`exports.${name}`, `"${name}"`, `'${name}'`].some((written) => text.includes(written));
}

/**
 * The `browser` map leaves files out, and a build for browsers has an empty one in the place of each; it imports them
 * where it finds that it runs in Node after all (@huggingface/hub).
 */
function isLeftOutForBrowsers(
  { path }: ModuleFacts,
  { kind }: ModuleRequest,
  { hasCode }: ModuleFacts,
  { graph, manifest }: PackageFacts,
): boolean {
  if (kind !== "dynamic-import" || hasCode || graph.isLoadedByNode(path)) return false;
  const { browser } = manifest.data;
  return isRecord(browser) && Object.values(browser).includes(false);
}
