import { isTypesCondition } from "../entrypoints/conditions.js";
import type { Entrypoint } from "../entrypoints/entrypoint.js";
import type { PackageFiles } from "../package-files/package-files.js";

/**
 * The declaration file that describes a code file to those who reach it through `entry`, one of the `entrypoints` of its subpath: what `exports` names for
 * the same conditions, else what lies beside the file, else what `types` names. Null when there is none.
 */
export function findDeclarations(
  entry: Entrypoint,
  path: string,
  entrypoints: readonly Entrypoint[],
  files: PackageFiles,
): string | null {
  const types = entrypoints.filter(({ kind, files: leadsTo }) => kind === "types" && leadsTo.length === 1);
  const inExports = types.filter(({ keyPath }) => keyPath[0] === "exports");
  const named = types.find(({ keyPath }) => keyPath[0] !== "exports");
  const candidates = [
    entry.keyPath[0] === "exports" ? ofSameBranch(entry, inExports) : named,
    beside(path, files),
    entry.keyPath[0] === "exports" ? named : ofSameBranch(entry, inExports),
  ];
  for (const candidate of candidates) {
    const found = typeof candidate === "object" ? candidate?.files[0] : candidate;
    if (found !== undefined) return found;
  }
  return null;
}

/**
 * Types under the conditions that also lead to the code, the most specific ones first. Those for versions that are
 * still to come (`types@>=5.5`) are before `types` for every compiler, and these before those for older versions
 * (`types@<5.2`): what is only for old compilers may say no more than that they are too old (jotai).
 */
function ofSameBranch(entry: Entrypoint, types: readonly Entrypoint[]): Entrypoint | undefined {
  let best: { candidate: Entrypoint; score: number } | undefined;
  for (const candidate of types) {
    const branch = candidate.conditions.filter((condition) => !isTypesCondition(condition));
    const leadsHere = branch.every((condition, index) => entry.conditions[index] === condition);
    const versioned = candidate.conditions.filter((condition) => condition.startsWith("types@"));
    const isForNewest = versioned.every((condition) => condition.startsWith("types@>"));
    const score = branch.length * 3 + (isForNewest ? (versioned.length > 0 ? 2 : 1) : 0);
    if (leadsHere && score > (best?.score ?? -1)) best = { candidate, score };
  }
  return best?.candidate;
}

function beside(path: string, files: PackageFiles): string | undefined {
  const match = /^(.*)\.([cm]?)jsx?$/.exec(path);
  if (!match) return undefined;
  const [, stem, flavour] = match;
  const candidate = `${stem}.d.${flavour}ts`;
  return files.has(candidate) ? candidate : undefined;
}
