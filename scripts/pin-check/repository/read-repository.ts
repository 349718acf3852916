import { child, type SourceDocument, textOf, UnreadableFileError } from "../documents/document.ts";
import { readJson } from "../documents/read-json.ts";
import type { Lockfile } from "../lockfiles/lockfile.ts";
import { lockfileNames, readLockfile } from "../lockfiles/read-lockfile.ts";
import { isBerry } from "../lockfiles/yarn.ts";
import { journalFolder } from "../moving/journal-folder.ts";
import { branchLockfiles } from "./branch-lockfiles.ts";
import { inRepository } from "./lockfile-folder.ts";
import { readPackageManagers } from "./package-managers.ts";
import type { Manifest, Repository, Unreadable } from "./repository.ts";
import type { RepositoryFiles } from "./repository-files.ts";
import { findWorkspaceFolders } from "./workspace-folders.ts";
import { globsOfManifest, globsOfPnpm } from "./workspace-globs.ts";
import type { Exclusions, WorkspaceGlobs } from "./workspace-patterns.ts";

const longestManifest = 10_000_000;
const longestSettings = 2_000_000;
const longestLockfile = 128 * 1024 * 1024;

/** Fields of a manifest that are judged: a key that stands twice in one of them has no certain meaning. */
const judgedFields = new Set([
  "name",
  "version",
  "dependencies",
  "devDependencies",
  "optionalDependencies",
  "peerDependencies",
  "overrides",
  "resolutions",
  "pnpm",
  "catalog",
  "catalogs",
  "workspaces",
  "packageManager",
  "devEngines",
]);

/** Some files are from before the move and some from after it. */
const interruptedMove: Unreadable = {
  file: journalFolder,
  line: null,
  reason: "A move of the pin was interrupted, and its files are half in place.",
  remedy: "Run `pin-check bump` again: it undoes the interrupted move first.",
};

/** Reads all that the rules look at. What cannot be read is listed, and the rest is judged all the same. */
export async function readRepository(files: RepositoryFiles): Promise<Repository> {
  const unreadable: Unreadable[] = [];
  const attempt = <Result>(work: () => Result): Result | null => {
    try {
      return work();
    } catch (error) {
      unreadable.push(asUnreadable(error));
      return null;
    }
  };
  const present = new Set(files.list("").map(({ name }) => name));
  if (present.has(journalFolder)) unreadable.push(interruptedMove);
  const usesBun = present.has("bun.lock") || present.has("bun.lockb");
  const root = attempt(() => readManifest(files, "", usesBun));
  const pnpmWorkspace = await readSettings(files, "pnpm-workspace.yaml", unreadable);
  const yarnConfiguration = await readSettings(files, ".yarnrc.yml", unreadable);
  const ofBranches = attempt(() => branchLockfiles(files, pnpmWorkspace));
  if (ofBranches !== null) unreadable.push(ofBranches);
  const manifests: Manifest[] = root === null ? [] : [root];
  const globs = [
    root === null ? null : attempt(() => globsOfManifest(root.document, exclusionsIn(files))),
    pnpmWorkspace === null ? null : attempt(() => globsOfPnpm(pnpmWorkspace)),
  ].filter((source): source is WorkspaceGlobs => source !== null);
  const folders = [...(attempt(() => findWorkspaceFolders(files, globs)) ?? [])];
  for (const folder of folders) {
    const manifest = attempt(() => readManifest(files, folder, usesBun));
    if (manifest === null) continue;
    manifests.push(manifest);
    // Yarn 2 and later take the workspaces of a workspace in; for the others they are none.
    if (yarnConfiguration === null && !present.has("yarn.lock")) continue;
    for (const nested of attempt(() => findNested(files, manifest)) ?? []) {
      if (!folders.includes(nested)) folders.push(nested);
    }
  }
  const lockfiles: Lockfile[] = [];
  const lockfilePaths = findLockfiles(files, ["", ...folders]);
  for (const path of lockfilePaths) {
    const lockfile = attempt(() => {
      const bytes = files.read(path, longestLockfile);
      return bytes === null ? null : readLockfile(path, bytes);
    });
    if (lockfile !== null) lockfiles.push(lockfile);
  }
  const packageManagers =
    root === null ? [] : (attempt(() => readPackageManagers(files, root.document)) ?? []);
  return {
    manifests,
    pnpmWorkspace,
    yarnConfiguration,
    lockfiles,
    lockfilePaths,
    furtherManifests: readFurther(files, manifests, lockfiles),
    packageManagers,
    unreadable,
  };
}

/** Whoever has Yarn 1's lockfile installs with Yarn 1. One that cannot be read is told of where lockfiles are read. */
function exclusionsIn(files: RepositoryFiles): Exclusions {
  try {
    const lockfile = files.read("yarn.lock", longestLockfile);
    return lockfile === null || isBerry(lockfile) ? "in order" : "never";
  } catch (error) {
    if (error instanceof UnreadableFileError) return "in order";
    throw error;
  }
}

function findNested(files: RepositoryFiles, { document, folder }: Manifest): readonly string[] {
  const globs = globsOfManifest(document);
  if (globs === null) return [];
  // Relative to the workspace, so that an exclusion of it excludes nothing outside.
  const below = globs.globs.map((glob) =>
    glob.startsWith("!") ? `!${folder}/${glob.slice(1)}` : `${folder}/${glob}`,
  );
  return findWorkspaceFolders(files, [{ ...globs, globs: below }]);
}

/** What a lockfile remembers besides the workspaces; what is not there any more is left out. */
function readFurther(
  files: RepositoryFiles,
  manifests: readonly Manifest[],
  lockfiles: readonly Lockfile[],
): Manifest[] {
  const known = new Set(manifests.map(({ folder }) => folder));
  const folders = new Set(
    lockfiles.flatMap((lockfile) =>
      (lockfile.manifests ?? [])
        // Paths of a lockfile are data: only folders inside are looked at.
        .filter(({ path }) => !path.split("/").includes(".."))
        .map(({ path }) => inRepository(lockfile, path)),
    ),
  );
  return [...folders]
    .filter((folder) => !known.has(folder))
    .flatMap((folder) => {
      try {
        return [readManifest(files, folder, true)];
      } catch (error) {
        if (error instanceof UnreadableFileError) return [];
        throw error;
      }
    });
}

/** By listing and not by asking for each name: a folder that cannot be listed must not read as "no lockfile". */
function findLockfiles(files: RepositoryFiles, folders: readonly string[]): string[] {
  return folders.flatMap((folder) => {
    const present = new Set(files.list(folder).map(({ name }) => name));
    return lockfileNames
      .filter((name) => present.has(name))
      .map((name) => (folder === "" ? name : `${folder}/${name}`));
  });
}

function readManifest(files: RepositoryFiles, folder: string, allowsComments: boolean): Manifest {
  const path = folder === "" ? "package.json" : `${folder}/package.json`;
  const bytes = files.read(path, longestManifest);
  if (bytes === null) {
    throw new UnreadableFileError(
      path,
      "There is no such file.",
      "Give --root a folder that holds a package.json.",
    );
  }
  const document = readJson(path, bytes, { allowsComments });
  if (document.root.kind !== "map") {
    throw new UnreadableFileError(path, "It is not an object.", "Write a package.json.");
  }
  const duplicate = document.duplicates.find(([field]) => judgedFields.has(String(field)));
  if (duplicate !== undefined) {
    const reason = `\`${duplicate.join(".")}\` stands there twice, and programs differ in which one counts.`;
    throw new UnreadableFileError(path, reason, "Leave one of the two.");
  }
  return {
    folder,
    name: textOf(child(document.root, "name")),
    version: textOf(child(document.root, "version")),
    document,
  };
}

async function readSettings(
  files: RepositoryFiles,
  path: string,
  unreadable: Unreadable[],
): Promise<SourceDocument | null> {
  try {
    const bytes = files.read(path, longestSettings);
    if (bytes === null) return null;
    // Loaded only where there is such a file: most repositories have none.
    const { readYaml } = await import("../documents/read-yaml.ts");
    return readYaml(path, bytes);
  } catch (error) {
    unreadable.push(asUnreadable(error));
    return null;
  }
}

export function asUnreadable(error: unknown): Unreadable {
  if (error instanceof UnreadableFileError) {
    return { file: error.path, line: error.line, reason: error.message, remedy: error.remedy };
  }
  throw error;
}
