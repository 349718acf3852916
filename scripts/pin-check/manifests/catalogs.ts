import { child, type DocumentNode, entriesOf } from "../documents/document.ts";
import { catalogName } from "../specifiers/specifier.ts";
import type { Declaration } from "./declaration.ts";
import { declare } from "./declare.ts";
import { refuseOtherShapes } from "./dependencies.ts";

/** `catalog` and `catalogs` below a node: of package.json, its `workspaces`, pnpm-workspace.yaml or .yarnrc.yml. */
export function* readCatalogs(
  file: string,
  folder: string,
  node: DocumentNode | undefined,
  keyPath: readonly string[],
): Iterable<Declaration> {
  const unnamed = child(node, "catalog");
  const named = child(node, "catalogs");
  refuseOtherShapes(file, [...keyPath, "catalog"].join("."), unnamed);
  refuseOtherShapes(file, [...keyPath, "catalogs"].join("."), named);
  yield* readCatalog("", unnamed, [...keyPath, "catalog"]);
  for (const { key, value } of entriesOf(named)) {
    refuseOtherShapes(file, [...keyPath, "catalogs", key].join("."), value);
    yield* readCatalog(catalogName(key), value, [...keyPath, "catalogs", key]);
  }

  function* readCatalog(catalog: string, map: DocumentNode | undefined, path: readonly string[]) {
    for (const { key, value } of entriesOf(map)) {
      const field = path.join(".");
      yield declare({ kind: "catalog", file, folder, field, key, catalog }, [...path, key], value);
    }
  }
}
