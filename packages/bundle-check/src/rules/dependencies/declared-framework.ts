import { packageNameOf } from "../../modules/package-name.js";
import type { PackageFacts } from "../../package-facts.js";
import { frameworkOf, frameworks } from "./frameworks.js";

/**
 * A framework that the package's own declarations are made of: who uses its components has it (@leafygreen-ui/badge).
 * What only runs inside may be there for consumers of any framework.
 */
export function isDeclaredFramework(name: string, facts: PackageFacts): boolean {
  const framework = frameworkOf(name);
  if (!frameworks.has(framework)) return false;
  return facts
    .reachedDeclarations()
    .some(
      ({ isRoot, file }) =>
        isRoot &&
        file.requests.some(({ specifier }) => frameworkOf(packageNameOf(specifier) ?? "") === framework),
    );
}
