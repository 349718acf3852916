import { positionOf, type SourceDocument } from "../documents/document.ts";
import type { Declaration } from "../manifests/declaration.ts";
import { isPackageName } from "../specifiers/package-name.ts";
import type { Repository, Unreadable } from "./repository.ts";

/**
 * Names that no registry allows, where a registry is asked for them. Bun puts a name into an address as it stands: with
 * a space, a `?` or an escape in it, it asks for the package without. So nobody can say what such a name brings. One
 * for each file.
 */
export function disguisedNames(
  { lockfiles, manifests, pnpmWorkspace, yarnConfiguration }: Repository,
  declarations: readonly Declaration[],
): Unreadable[] {
  const documents = [...manifests.map(({ document }) => document), pnpmWorkspace, yarnConfiguration];
  const found = new Map<string, Unreadable>();
  const add = (file: string, name: string, line: () => number | null): void => {
    if (!isPackageName(name) && !found.has(file)) found.set(file, refuse(file, name, line()));
  };
  for (const declaration of declarations) {
    for (const name of namesOf(declaration)) {
      add(declaration.file, name, () => lineOf(declaration, documents));
    }
  }
  for (const { path, instances } of lockfiles) {
    for (const { name, source, line } of instances) {
      if (source.kind === "registry") add(path, name, () => line);
    }
  }
  return [...found.values()];
}

/** Yarn passes over what stands under this key, and the others refuse it: no registry is asked for it. */
const remark = "//";

/** The names that a registry is asked for; among overrides, too, remarks stand under keys that are no names. */
function namesOf({ kind, key, specifier }: Declaration): string[] {
  const isDependency = (kind === "dependency" || kind === "peer") && key !== remark;
  switch (specifier?.kind) {
    case "npm":
      return specifier.package === null ? (isDependency ? [key] : []) : [specifier.package];
    case "version":
    case "range":
    case "tag":
    case "catalog":
    case "reference":
      return isDependency ? [key] : [];
    default:
      return [];
  }
}

function lineOf(
  { file, keyPath }: Declaration,
  documents: readonly (SourceDocument | null)[],
): number | null {
  const document = documents.find((candidate) => candidate?.path === file);
  return document == null ? null : positionOf(document, keyPath).line;
}

function refuse(file: string, name: string, line: number | null): Unreadable {
  return {
    file,
    line,
    reason: `It asks a registry for ${JSON.stringify(name)}, which is no name of a package: package managers may take it for another.`,
    remedy: "Write the name of the package as the registry has it.",
  };
}
