import { normalisePath } from "../entrypoints/target-files.js";
import type { RuleArguments, Severity } from "../findings/finding.js";
import type { ModuleFacts } from "../modules/module-facts.js";
import {
  contradictionOf,
  type KindContradiction,
  universalContradictionOf,
} from "../modules/written-kind.js";
import type { PackageFacts } from "../package-facts.js";
import { findEmptiedImportMeta } from "./references/emptied-import-meta.js";
import { defineRule, type Found } from "./rule.js";
import { isOtherLanguage } from "./syntax/other-language.js";

/** Files that are wrong for the same reason; the first one stands for all. */
interface Group {
  readonly module: ModuleFacts;
  readonly contradiction: KindContradiction;
  readonly severity: Severity;
  readonly args: Omit<RuleArguments["wrong-module-kind"], "more">;
  more: number;
}

export const wrongModuleKind = defineRule({
  id: "wrong-module-kind",
  severity: "error",
  summary: "CommonJS where Node loads an ES module, or the reverse",
  *check(facts) {
    const groups = new Map<string, Group>();
    const roots = new Set(
      facts.rootEntries().flatMap(({ loadedByNode, files }) => (loadedByNode ? files : [])),
    );
    for (const module of facts.graph.reachable()) {
      // Bundlers take `module`, `browser` and their own conditions for ES modules whatever `type` says.
      if (!facts.graph.isLoadedByNode(module.path)) continue;
      const universal = roots.has(module.path) ? universalContradictionOf(module) : null;
      const contradiction = universal ?? contradictionOf(module);
      if (!contradiction || isOtherLanguage(module.source.text)) continue;
      const described = describe(module, contradiction, universal !== null, facts);
      const { args } = described;
      const severity = universal && isForPages(module) ? "warning" : described.severity;
      const key = `${severity} ${args.writtenAs} ${args.decidedBy} ${args.isUniversal}`;
      const group = groups.get(key);
      if (group) group.more++;
      else groups.set(key, { module, contradiction, severity, args, more: 0 });
    }
    for (const { module, contradiction, severity, args, more } of groups.values()) {
      yield {
        place: facts.placeIn(module, contradiction.offset, contradiction.name?.length ?? 0),
        args: { ...args, more },
        severity,
      };
    }
    yield* findEmptied(facts);
  },
});

/**
 * CommonJS files that ask for the address which only ES modules have, and from which a bundler took it: one finding for
 * all that fail when they are loaded, and one for those that fail later, or perhaps.
 */
function findEmptied(facts: PackageFacts): Found<"wrong-module-kind">[] {
  const { graph } = facts;
  const groups = new Map<Severity, { found: Found<"wrong-module-kind">; more: number }>();
  for (const module of graph.reachable()) {
    const uses = findEmptiedImportMeta(module);
    const certain = uses.find(({ evaluatedAt, conditional }) => evaluatedAt === "load" && !conditional);
    const use = certain ?? uses[0];
    if (!use) continue;
    const severity = certain && graph.isLoadedByNode(module.path) ? "error" : "warning";
    const group = groups.get(severity);
    if (group) {
      group.more++;
      continue;
    }
    const { passedTo, evaluatedAt, conditional, offset, length } = use;
    const args = {
      loadedAs: module.kind,
      writtenAs: "module",
      decidedBy: decidedBy(module, facts),
      stated: graph.isKindStated(module.path),
      name: "import.meta.url",
      isUniversal: false,
      emptied: { passedTo, evaluatedAt, conditional },
      more: 0,
    } as const;
    groups.set(severity, {
      found: { place: facts.placeIn(module, offset, length), args, severity },
      more: 0,
    });
  }
  return [...groups.values()].map(({ found, more }) => ({ ...found, args: { ...found.args, more } }));
}

/** The extension of the file, or the package.json that states its kind. */
function decidedBy({ path }: ModuleFacts, { graph }: PackageFacts): string {
  return /\.[cm]js$/.test(path) ? path.slice(-4) : graph.manifestOf(path);
}

/** Bundlers, which pages are made with, read universal modules whatever `type` says (dashjs). */
function isForPages({ freeReferences }: ModuleFacts): boolean {
  return freeReferences.some(({ name }) => name === "document");
}

function describe(
  module: ModuleFacts,
  { writtenAs, reason, name }: KindContradiction,
  isUniversal: boolean,
  facts: PackageFacts,
): Pick<Group, "severity" | "args"> {
  const stated = facts.graph.isKindStated(module.path);
  const hiddenMain = stated ? undefined : findHiddenMain(module, facts);
  return {
    // Since 20.19 and 22.7 Node looks at the syntax when nothing states the kind.
    severity: stated || hiddenMain !== undefined || isOnlyWay(module, facts) ? "error" : "warning",
    args: {
      loadedAs: module.declaredKind,
      writtenAs,
      decidedBy: decidedBy(module, facts),
      stated,
      ...(reason === undefined ? {} : { reason }),
      ...(name === undefined ? {} : { name }),
      isUniversal,
      ...(hiddenMain === undefined ? {} : { hiddenMain }),
    },
  };
}

/**
 * `exports` leads everybody here without a condition, `require` of every Node included. Where `main` names
 * the same file, that is what was meant: one ES module, for bundlers before all (@docsearch/react).
 */
function isOnlyWay(module: ModuleFacts, facts: PackageFacts): boolean {
  const { main } = facts.manifest.data;
  if (typeof main === "string" && normalisePath(main) === module.path) return false;
  return facts
    .rootEntries()
    .some(
      ({ keyPath, conditions, files }) =>
        keyPath[0] === "exports" && conditions.length === 0 && files.includes(module.path),
    );
}

/**
 * The CommonJS build under `main` that `exports` keeps every `require` from, by sending them to this ES module:
 * such a package is meant for a Node that does not detect syntax, and was broken for it by mistake.
 */
function findHiddenMain(module: ModuleFacts, facts: PackageFacts): string | undefined {
  const { graph } = facts;
  const roots = facts.rootEntries();
  if (!roots.some(({ loadedByNode, files }) => loadedByNode && files.includes(module.path))) return undefined;
  const chosen = roots.filter(({ loadedByNode }) => loadedByNode).flatMap(({ files }) => files);
  if (chosen.some((path) => isCommonjs(path, facts))) return undefined;
  const main = roots.find(({ prominence }) => prominence === "superseded")?.files[0];
  return main !== undefined && graph.prominenceOf(main) === "superseded" && isCommonjs(main, facts)
    ? main
    : undefined;
}

function isCommonjs(path: string, { graph }: PackageFacts): boolean {
  if (!graph.isJavaScript(path)) return false;
  const { analysed, kind, isModular } = graph.facts(path);
  return analysed && kind === "commonjs" && isModular;
}
