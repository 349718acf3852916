import { UnreadableFileError } from "../documents/document.ts";
import { createIgnoredFolders, type IgnoredFolders } from "./ignored-folders.ts";
import type { RepositoryFiles } from "./repository-files.ts";
import { createMatcher, type WorkspaceGlobs } from "./workspace-patterns.ts";

/** Far more than any repository has; a walk that goes on past it says so instead of taking forever. */
const mostFolders = 100_000;
const deepestFolder = 50;

/** Folders that the globs name and that hold a package.json, sorted; without the root and what git ignores. */
export function findWorkspaceFolders(
  files: RepositoryFiles,
  sources: readonly WorkspaceGlobs[],
): readonly string[] {
  const matchers = sources.map((source) => ({ ...createMatcher(source), names: source.manifestNames }));
  const found: string[] = [];
  if (matchers.length === 0) return found;
  const seen = new Set([files.realPath("")]);
  const queue: { folder: string; ignored: IgnoredFolders }[] = [
    { folder: "", ignored: createIgnoredFolders(files) },
  ];
  for (const { folder, ignored } of queue) {
    for (const entry of files.list(folder)) {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (entry.kind === "file" || entry.kind === "other") continue;
      if (entry.name === "node_modules" || entry.name === ".git" || ignored.has(path)) continue;
      const isWorkspace = matchers.some((matcher) => matcher.isWorkspace(path));
      const mayContain = matchers.some((matcher) => matcher.mayContain(path));
      if (!isWorkspace && !mayContain) continue;
      if (entry.kind === "outside") {
        if (isWorkspace) throw leadsOutside(path);
        continue;
      }
      const real = files.realPath(path);
      if (seen.has(real)) continue;
      seen.add(real);
      if (seen.size > mostFolders) throw tooMany(`more than ${mostFolders} folders`);
      if (path.split("/").length > deepestFolder)
        throw tooMany(`folders more than ${deepestFolder} levels deep`);
      if (isWorkspace) {
        const names = matchers
          .filter((matcher) => matcher.isWorkspace(path))
          .flatMap((matcher) => matcher.names);
        const manifest = manifestIn(files, path, names);
        if (manifest === "package.json") found.push(path);
        else if (manifest !== undefined) throw isNotRead(`${path}/${manifest}`);
      }
      if (mayContain) queue.push({ folder: path, ignored: ignored.enter(path) });
    }
  }
  return found.sort();
}

function manifestIn(files: RepositoryFiles, folder: string, names: readonly string[]): string | undefined {
  const present = new Set(files.list(folder).map(({ name }) => name));
  return names.find((name) => present.has(name));
}

function isNotRead(path: string): UnreadableFileError {
  return new UnreadableFileError(
    path,
    "pnpm takes it for the manifest of the workspace, and only package.json is read.",
    "Write it as package.json.",
  );
}

function leadsOutside(path: string): UnreadableFileError {
  return new UnreadableFileError(
    path,
    "It is a workspace and a symbolic link that leads out of the repository.",
    "Give --root the folder that holds all of the workspaces.",
  );
}

function tooMany(what: string): UnreadableFileError {
  return new UnreadableFileError(
    "package.json",
    `Its workspace patterns lead through ${what}.`,
    "Make the patterns narrower.",
  );
}
