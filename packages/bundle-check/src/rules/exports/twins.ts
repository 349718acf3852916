import type { Entrypoint } from "../../entrypoints/entrypoint.js";
import { exportedNamesOf } from "../../modules/exported-names.js";
import { type KnownExports, knownExportsOf } from "../../modules/known-exports.js";
import type { ModuleFacts } from "../../modules/module-facts.js";
import type { PackageFacts } from "../../package-facts.js";

/** Conditions that choose the kind of module, not the environment. */
const kindConditions: ReadonlySet<string> = new Set([
  ...["import", "require", "default", "module", "module-sync"],
]);

/**
 * The builds of an entry for another module system: files that the same subpath leads to in the same environment,
 * or `module` beside `main`.
 */
function twinPaths(entry: Entrypoint, path: string, facts: PackageFacts): string[] {
  if (entry.prominence !== "named") return [];
  const environment = environmentOf(entry);
  const paths = facts
    .entrypointsFor(entry.subpath)
    .filter(
      (candidate) =>
        candidate.kind === "code" &&
        candidate.prominence === "named" &&
        environmentOf(candidate) === environment,
    )
    .flatMap(({ files }) => files)
    .filter((candidate) => candidate !== path && facts.graph.isJavaScript(candidate));
  return [...new Set(paths)];
}

/** The twins whose exports are known completely. */
export function twinsOf(entry: Entrypoint, path: string, facts: PackageFacts): KnownExports[] {
  return twinPaths(entry, path, facts)
    .flatMap((candidate) => knownExportsOf(candidate, facts.graph) ?? [])
    .filter(({ module }) => !wrapsOtherModules(module));
}

/** In a universal module, the `exports` and `module` of bundled modules cannot be told from its own (riot, vue-tippy). */
function wrapsOtherModules({ kind, source: { text } }: ModuleFacts): boolean {
  return kind === "commonjs" && /\(function ?\(module(?:, exports\b|\))/.test(text);
}

/**
 * A twin that surely exports a function or class as a whole; null when there is none. A value of any kind is enough
 * beside a file that says itself that it gives nothing: other empty ones may have been types.
 */
export function twinWithValue(
  entry: Entrypoint,
  path: string,
  facts: PackageFacts,
  kind: "function" | "any",
): string | null {
  const { graph } = facts;
  const hasValue = (candidate: string) => {
    const module = graph.facts(candidate);
    if (!module.analysed || module.throwsAtLoad) return false;
    const { isWholeValue, open } = exportedNamesOf(module, graph);
    return isWholeValue && (kind === "any" || !open);
  };
  return twinPaths(entry, path, facts).find(hasValue) ?? null;
}

function environmentOf({ keyPath, conditions }: Entrypoint): string {
  const [field = ""] = keyPath;
  // `browser` as a field is an environment of its own; `main` and `module` are built from the same source.
  if (field === "browser") return "browser";
  return conditions.filter((condition) => !kindConditions.has(condition)).join("\0");
}
