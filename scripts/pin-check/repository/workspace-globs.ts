import type { DocumentNode } from "../documents/document.ts";
import { child, entriesOf, type SourceDocument, UnreadableFileError } from "../documents/document.ts";
import type { Exclusions, WorkspaceGlobs } from "./workspace-patterns.ts";

/** `workspaces` of a package.json: a list, or an object with `packages`. */
export function globsOfManifest(
  manifest: SourceDocument,
  exclusions: Exclusions = "in order",
): WorkspaceGlobs | null {
  const workspaces = child(manifest.root, "workspaces");
  if (workspaces === undefined) return null;
  const list = workspaces.kind === "map" ? child(workspaces, "packages") : workspaces;
  if (list === undefined || isNull(list)) return null;
  return {
    file: manifest.path,
    globs: readGlobs(manifest, list),
    exclusions,
    manifestNames: ["package.json"],
  };
}

/** `packages` of pnpm-workspace.yaml. */
export function globsOfPnpm(workspaceFile: SourceDocument): WorkspaceGlobs | null {
  const list = child(workspaceFile.root, "packages");
  if (list === undefined || isNull(list)) return null;
  return {
    file: workspaceFile.path,
    globs: readGlobs(workspaceFile, list),
    exclusions: "always",
    manifestNames: ["package.json", "package.json5", "package.yaml"],
  };
}

function readGlobs({ path }: SourceDocument, node: DocumentNode): string[] {
  if (node.kind === "list") {
    const globs = node.items.flatMap((item) => (item.kind === "text" ? [item.value] : []));
    if (globs.length === node.items.length) return globs;
  }
  if (node.kind === "map" && entriesOf(node).length === 0) return [];
  throw new UnreadableFileError(
    path,
    "Its workspaces are not a list of patterns.",
    "Write a list of folders.",
  );
}

function isNull(node: DocumentNode): boolean {
  return node.kind === "scalar" && node.value === null;
}
