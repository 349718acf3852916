import { child } from "../documents/document.ts";
import type { Repository } from "../repository/repository.ts";
import { readCatalogs } from "./catalogs.ts";
import type { Declaration } from "./declaration.ts";
import { readDependencies, readPackageExtensions } from "./dependencies.ts";
import { readOverrides, readPatches, readPnpmOverrides, readResolutions } from "./overrides.ts";

/** Everything in the repository that asks for a version of some package, in a fixed order. */
export function collectDeclarations({
  manifests,
  pnpmWorkspace,
  yarnConfiguration,
}: Pick<Repository, "manifests" | "pnpmWorkspace" | "yarnConfiguration">): Declaration[] {
  const declarations: Declaration[] = [];
  for (const manifest of manifests) {
    const { document, folder } = manifest;
    const { path, root } = document;
    const pnpm = child(root, "pnpm");
    declarations.push(
      ...readDependencies(manifest),
      ...readOverrides(manifest),
      ...readResolutions(manifest),
      ...readPnpmOverrides(path, folder, child(pnpm, "overrides"), ["pnpm", "overrides"]),
      ...readPackageExtensions(path, child(pnpm, "packageExtensions"), ["pnpm", "packageExtensions"]),
      ...readPatches(path, folder, child(pnpm, "patchedDependencies"), ["pnpm", "patchedDependencies"]),
      ...readPatches(path, folder, child(root, "patchedDependencies"), ["patchedDependencies"]),
      ...readCatalogs(path, folder, root, []),
      ...readCatalogs(path, folder, child(root, "workspaces"), ["workspaces"]),
    );
  }
  if (pnpmWorkspace !== null) {
    const { path, root } = pnpmWorkspace;
    declarations.push(
      ...readPnpmOverrides(path, "", child(root, "overrides"), ["overrides"]),
      ...readPackageExtensions(path, child(root, "packageExtensions"), ["packageExtensions"]),
      ...readPatches(path, "", child(root, "patchedDependencies"), ["patchedDependencies"]),
      ...readCatalogs(path, "", root, []),
    );
  }
  if (yarnConfiguration !== null) {
    const { path, root } = yarnConfiguration;
    declarations.push(
      ...readPackageExtensions(path, child(root, "packageExtensions"), ["packageExtensions"]),
      ...readCatalogs(path, "", root, []),
    );
  }
  return declarations;
}
