import { dependencyFields } from "../dependency-fields.ts";
import { child, type DocumentNode, entriesOf, UnreadableFileError } from "../documents/document.ts";
import type { Manifest } from "../repository/repository.ts";
import type { Declaration } from "./declaration.ts";
import { declare } from "./declare.ts";

/** What a manifest asks for. */
export function* readDependencies({ document, folder }: Manifest): Iterable<Declaration> {
  for (const field of dependencyFields) {
    const node = child(document.root, field);
    refuseOtherShapes(document.path, field, node);
    for (const { key, value } of entriesOf(node)) {
      const kind = field === "peerDependencies" ? "peer" : "dependency";
      yield declare({ kind, file: document.path, folder, field, key }, [field, key], value);
    }
  }
}

/** What pnpm and Yarn add to the manifests of other packages. */
export function* readPackageExtensions(
  file: string,
  node: DocumentNode | undefined,
  keyPath: readonly string[],
): Iterable<Declaration> {
  for (const { key: extended, value: extension } of entriesOf(node)) {
    for (const field of dependencyFields) {
      for (const { key, value } of entriesOf(child(extension, field))) {
        const kind = field === "peerDependencies" ? "peer" : "override";
        const path = [...keyPath, extended, field, key];
        yield declare({ kind, file, folder: "", field: keyPath.join("."), key, isScoped: true }, path, value);
      }
    }
  }
}

/** npm once wrote an empty list where an object belongs; anything else that is no object cannot be judged. */
export function refuseOtherShapes(file: string, field: string, node: DocumentNode | undefined): void {
  if (node === undefined || node.kind === "map") return;
  if (node.kind === "list" && node.items.length === 0) return;
  if (node.kind === "scalar" && node.value === null) return;
  throw new UnreadableFileError(
    file,
    `Its ${field} are not an object.`,
    "Write an object of names and versions.",
  );
}
