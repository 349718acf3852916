import { Facts } from "./facts.ts";
import { collectDeclarations } from "./manifests/collect-declarations.ts";
import type { Declaration } from "./manifests/declaration.ts";
import type { Policy } from "./policy/policy.ts";
import { disguisedNames } from "./repository/disguised-names.ts";
import { readFolderNames } from "./repository/folder-names.ts";
import { asUnreadable, readRepository } from "./repository/read-repository.ts";
import type { Unreadable } from "./repository/repository.ts";
import type { RepositoryFiles } from "./repository/repository-files.ts";

/** Reads a repository for the rules. What could not be read is part of the facts. */
export async function gatherFacts(files: RepositoryFiles, policy: Policy): Promise<Facts> {
  const repository = await readRepository(files);
  const unreadable: Unreadable[] = [...repository.unreadable];
  let declarations: readonly Declaration[] = [];
  try {
    declarations = collectDeclarations(repository);
  } catch (error) {
    unreadable.push(asUnreadable(error));
  }
  unreadable.push(...disguisedNames(repository, declarations));
  const names = readFolderNames(files, repository.manifests, declarations);
  return new Facts(policy, { ...repository, unreadable }, declarations, names);
}
