import type { ReachedDeclaration } from "../../declarations/declaration-graph.js";
import type { PackageFacts } from "../../package-facts.js";
import { typesPackageOf } from "./foreign-requests.js";

/**
 * The declarations of an entry are nothing but those of another package, and no code that consumers reach asks for
 * that package: they were copied or generated for something else.
 */
export function onlyPassesOn(
  { file, chain }: ReachedDeclaration,
  name: string,
  facts: PackageFacts,
): boolean {
  if (chain.length > 1 || file.declaresTypes || file.values.size > 0 || file.ambientModules.size > 0)
    return false;
  if (file.stars.length + file.exports.size === 0 || file.exportAssignment !== null) return false;
  if (file.requests.some(({ specifier }) => typesPackageOf(specifier) !== name)) return false;
  // Bundled code need not mention the package, so only code that consists of something else speaks against it.
  const modules = facts.rootModules();
  if (modules.length === 0) return false;
  return modules.every(
    (module) =>
      module.analysed &&
      module.requests.some(({ specifier }) => typesPackageOf(specifier) !== null) &&
      !module.source.text.includes(name),
  );
}
