import type { ModuleFacts } from "../../../modules/module-facts.js";
import type { PackageFacts } from "../../../package-facts.js";

/**
 * Says of a name that a file uses and does not declare that somebody else makes it where the file runs, or that the
 * file itself expects nobody to.
 */
export type Witness = (name: string, module: ModuleFacts, facts: PackageFacts) => boolean;
