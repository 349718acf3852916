import { child, type DocumentNode, entriesOf, type KeyPath } from "../documents/document.ts";
import type { Manifest } from "../repository/repository.ts";
import type { Declaration } from "./declaration.ts";
import { declare } from "./declare.ts";
import { refuseOtherShapes } from "./dependencies.ts";
import { lastOfPnpmSelector, lastOfResolution, nameOfSelector } from "./selectors.ts";

/** `overrides` of npm and Bun: nested by dependent, with `.` for the dependent itself. */
export function* readOverrides({ document, folder }: Manifest): Iterable<Declaration> {
  const node = child(document.root, "overrides");
  refuseOtherShapes(document.path, "overrides", node);
  // pnpm once read its selectors here too, so a key may be one.
  yield* readNested(node, ["overrides"], null);

  function* readNested(
    map: DocumentNode | undefined,
    keyPath: KeyPath,
    dependent: string | null,
  ): Iterable<Declaration> {
    for (const { key, value } of entriesOf(map)) {
      const path = [...keyPath, key];
      const selected = key === "." && dependent !== null ? dependent : lastOfPnpmSelector(key);
      if (value.kind === "map") {
        yield* readNested(value, path, selected);
        continue;
      }
      const name = nameOfSelector(selected);
      const isScoped = path.length > 2 || name !== key;
      yield declare(
        { kind: "override", file: document.path, folder, field: "overrides", key: name, isScoped },
        path,
        value,
      );
    }
  }
}

/** `resolutions` of Yarn, Bun and pnpm: the last name of the key is what is replaced. */
export function* readResolutions({ document, folder }: Manifest): Iterable<Declaration> {
  const field = "resolutions";
  const node = child(document.root, field);
  refuseOtherShapes(document.path, field, node);
  for (const { key: pattern, value } of entriesOf(node)) {
    const key = nameOfSelector(lastOfResolution(pattern));
    const isScoped = key !== pattern.replace(/^\*\*\//, "");
    yield declare(
      { kind: "override", file: document.path, folder, field, key, isScoped },
      [field, pattern],
      value,
    );
  }
}

/** pnpm's overrides, in `pnpm.overrides` of package.json or in pnpm-workspace.yaml. */
export function* readPnpmOverrides(
  file: string,
  folder: string,
  node: DocumentNode | undefined,
  keyPath: readonly string[],
): Iterable<Declaration> {
  const field = keyPath.join(".");
  refuseOtherShapes(file, field, node);
  for (const { key: selector, value } of entriesOf(node)) {
    const key = nameOfSelector(lastOfPnpmSelector(selector));
    const isScoped = key !== selector;
    yield declare({ kind: "override", file, folder, field, key, isScoped }, [...keyPath, selector], value);
  }
}

/** The patches of Bun and pnpm, by `name@version`: below them the pinned version has other files than were published. */
export function* readPatches(
  file: string,
  folder: string,
  node: DocumentNode | undefined,
  keyPath: readonly string[],
): Iterable<Declaration> {
  const field = keyPath.join(".");
  for (const { key: selector, value } of entriesOf(node)) {
    const key = nameOfSelector(selector);
    const path = [...keyPath, selector];
    const patch = declare({ kind: "override", file, folder, field, key, isScoped: true }, path, value);
    yield { ...patch, specifier: { text: patch.text, kind: "patch", of: selector } };
  }
}
