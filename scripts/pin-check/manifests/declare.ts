import { type DocumentNode, type KeyPath, renderNode } from "../documents/document.ts";
import { parseSpecifier } from "../specifiers/specifier.ts";
import type { Declaration } from "./declaration.ts";

export function declare(
  place: Pick<Declaration, "kind" | "file" | "folder" | "field" | "key"> &
    Partial<Pick<Declaration, "catalog" | "isScoped">>,
  keyPath: KeyPath,
  node: DocumentNode,
): Declaration {
  return {
    catalog: null,
    isScoped: false,
    ...place,
    keyPath,
    text: renderNode(node),
    specifier: node.kind === "text" ? parseSpecifier(node.value) : null,
  };
}
