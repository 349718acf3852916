import ignore, { type Ignore } from "ignore";
import type { RepositoryFiles } from "./repository-files.ts";

/** Which folders git ignores, by the .gitignore files on the way to them. Git itself is not asked: it may run hooks. */
export interface IgnoredFolders {
  has(folder: string): boolean;
  /** The same with the .gitignore of this folder. */
  enter(folder: string): IgnoredFolders;
}

interface Level {
  readonly folder: string;
  readonly rules: Ignore;
}

const longestIgnoreFile = 1_000_000;

export function createIgnoredFolders(files: RepositoryFiles): IgnoredFolders {
  return extend(files, [], "");
}

function extend(files: RepositoryFiles, above: readonly Level[], folder: string): IgnoredFolders {
  const bytes = files.read(folder === "" ? ".gitignore" : `${folder}/.gitignore`, longestIgnoreFile);
  const levels =
    bytes === null
      ? above
      : [
          ...above,
          { folder, rules: ignore({ allowRelativePaths: false }).add(new TextDecoder().decode(bytes)) },
        ];
  return {
    has(path) {
      // The nearest file that says anything about the folder decides.
      for (const { folder: base, rules } of levels.toReversed()) {
        const relative = base === "" ? path : path.slice(base.length + 1);
        const { ignored, unignored } = rules.test(`${relative}/`);
        if (ignored) return true;
        if (unignored) return false;
      }
      return false;
    },
    enter: (path) => extend(files, levels, path),
  };
}
