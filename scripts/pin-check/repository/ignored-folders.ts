import ignore, { type Ignore } from "ignore";
import { UnreadableFileError } from "../documents/document.ts";
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
  const file = folder === "" ? ".gitignore" : `${folder}/.gitignore`;
  const bytes = files.read(file, longestIgnoreFile);
  const levels = bytes === null ? above : [...above, { folder, rules: readRules(file, bytes) }];
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

/** Each `**` multiplies the ways in which a deep path can be matched, about by this; a pattern with one takes no longer than others. */
const waysOfGlobstar = 8;
const mostWays = waysOfGlobstar ** 5;

function readRules(file: string, bytes: Uint8Array): Ignore {
  const text = new TextDecoder().decode(bytes);
  let ways = 0;
  for (const line of text.split("\n")) {
    const globstars = line.startsWith("#") ? 0 : (line.match(/\*{2,}/g)?.length ?? 0);
    if (globstars > 1) ways += waysOfGlobstar ** globstars;
  }
  if (ways > mostWays) {
    throw new UnreadableFileError(
      file,
      "Its patterns have more `**` than can be matched in bounded time.",
      "Name the folders, or write patterns with fewer `**`.",
    );
  }
  return ignore({ allowRelativePaths: false }).add(text);
}
