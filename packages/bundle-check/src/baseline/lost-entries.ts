import { isRecord } from "../entrypoints/manifest.js";
import type { Severity } from "../findings/finding.js";
import type { PackageFacts } from "../package-facts.js";
import type { ConsumerWay } from "./arguments.js";
import type { Comparison, Loss } from "./loss.js";
import { codeWays, namedSubpaths, resolveSubpath } from "./resolve-subpath.js";

/** Imports and commands that the baseline answered and this package does not. */
export function* lostEntries(comparison: Comparison): Iterable<Loss<"lost-entry">> {
  const { current, baseline } = comparison;
  for (const entry of namedSubpaths(baseline)) {
    const lost: ConsumerWay[] = [];
    let baselineFile: string | null = null;
    for (const way of codeWays) {
      const before = resolveSubpath(baseline, entry, way);
      if (before === null || resolveSubpath(current, entry, way) !== null) continue;
      baselineFile ??= before;
      lost.push(way);
    }
    if (baselineFile !== null) yield lostSubpath(comparison, entry, lost, baselineFile);
    const types = baselineFile === null ? lostTypes(current, baseline, entry) : null;
    if (types !== null) yield lostSubpath(comparison, entry, ["types"], types);
  }
  yield* lostCommands(comparison);
}

function lostSubpath(
  { current, baselineVersion }: Comparison,
  entry: string,
  ways: readonly ConsumerWay[],
  baselineFile: string,
): Loss<"lost-entry"> {
  return {
    severity: severityOf(entry, ways),
    place: current.placeInManifest(["exports", entry]),
    args: { baselineVersion, entry, kind: "subpath", ways, baselineFile },
    reach: [],
  };
}

/** Types, the manifest itself, and conditions that no widely used consumer lacks are not what breaks programs. */
function severityOf(entry: string, ways: readonly ConsumerWay[]): Severity {
  const isRare = ways.every((way) => way === "types" || way.endsWith("other runtimes"));
  return isRare || entry === "./package.json" ? "warning" : "error";
}

/** The declarations of the baseline when this package has none for the same import. */
function lostTypes(current: PackageFacts, baseline: PackageFacts, entry: string): string | null {
  const before = typesOf(baseline, entry);
  return before !== null && typesOf(current, entry) === null ? before : null;
}

function typesOf(facts: PackageFacts, entry: string): string | null {
  for (const { kind, subpath, files } of facts.entrypoints) {
    if (kind === "types" && subpath === entry && files[0] !== undefined) return files[0];
  }
  for (const way of codeWays) {
    const beside = resolveSubpath(facts, entry, way)?.replace(/\.([cm]?)jsx?$/, ".d.$1ts");
    if (beside !== undefined && /\.d\.[cm]?ts$/.test(beside) && facts.files.has(beside)) return beside;
  }
  return null;
}

function* lostCommands(comparison: Comparison): Iterable<Loss<"lost-entry">> {
  const { current, baseline, baselineVersion } = comparison;
  const commands = commandsOf(current);
  for (const [entry, baselineFile] of commandsOf(baseline)) {
    if (commands.has(entry)) continue;
    yield {
      severity: "error",
      place: current.placeInManifest(["bin", entry]),
      args: { baselineVersion, entry, kind: "command", ways: [], baselineFile },
      reach: [],
    };
  }
}

/** Commands by the name npm gives them, of those whose file is shipped. */
function commandsOf({ manifest, entrypoints }: PackageFacts): Map<string, string> {
  const commands = new Map<string, string>();
  for (const { kind, keyPath, files } of entrypoints) {
    if (kind !== "bin" || files[0] === undefined) continue;
    // `"bin": "./cli.js"` names the command after the package, without its scope.
    const ownName = isRecord(manifest.data.bin) ? undefined : manifest.name?.replace(/^@[^/]*\//, "");
    commands.set(ownName ?? keyPath.at(-1) ?? "", files[0]);
  }
  return commands;
}
