import { type KeyPath, positionOf, type SourceDocument } from "../documents/document.ts";
import type { Facts, Instance } from "../facts.ts";
import type { Place } from "../findings/finding.ts";
import type { Lockfile } from "../lockfiles/lockfile.ts";
import type { Declaration } from "../manifests/declaration.ts";

export function placeOf(facts: Facts, { file, keyPath }: Pick<Declaration, "file" | "keyPath">): Place {
  const document = documentNamed(facts, file);
  const position = document === undefined ? { line: 1, column: 1 } : positionOf(document, keyPath);
  return { file, keyPath, ...position };
}

export function placeOfInstance({ lockfile, keyPath, line }: Instance): Place {
  return { file: lockfile.path, keyPath, line, column: 1 };
}

export function placeOfLockfile({ path }: Pick<Lockfile, "path">): Place {
  return { file: path, keyPath: [], line: 1, column: 1 };
}

/** A place in the policy. */
export function placeInPolicy(facts: Facts, keyPath: KeyPath): Place {
  return { file: facts.policy.file, keyPath, ...positionOf(facts.policy.document, keyPath) };
}

function documentNamed({ repository }: Facts, file: string): SourceDocument | undefined {
  const documents = [
    ...repository.manifests.map(({ document }) => document),
    repository.pnpmWorkspace,
    repository.yarnConfiguration,
  ];
  return documents.find((document) => document?.path === file) ?? undefined;
}
