import type { PackageFiles } from "../../package-files/package-files.js";
import { isTestFile } from "./package-texts.js";
import { suspectsIn } from "./suspects.js";

export interface HomePath {
  readonly path: string;
  readonly text: string;
  readonly offset: number;
  readonly length: number;
  /** `/home/anna/`. */
  readonly home: string;
  /** In how many files of the package it stands. */
  readonly files: number;
}

export const homeFolder =
  /(?<![\w.~$}*-])(?:\/(?:home|Users)\/([A-Za-z][\w.-]{1,31})\/(?=[\w.@-])|[A-Za-z]:(?:\\\\?|\/)Users(?:\\\\?|\/)([A-Za-z][\w.-]{1,31})(?:\\\\?|\/)(?=[\w.@-]))/g;

/** Names that stand for anybody in documents, and homes that are part of a platform. */
const anybody =
  /^(user|users|username|user_?name|you|your.*|me|my.*|foo|bar|baz|name|someone|somebody|john|jane|alice|bob|joe|jdoe|johndoe|example|test|tester|testuser|web_user|shared|public|default|pi|node|app|dev|developer|admin|xxx|u|x|guest|root|home|project|projects|git|bin|lib|src)$/i;

/** Folders reported per package, and mentions looked at per file. */
const [mostFolders, mostMentions] = [20, 500];

/** The folders of people and build machines that code and maps name, each once. */
export function findHomePaths(files: PackageFiles): HomePath[] {
  const byHome = new Map<string, Omit<HomePath, "files"> & { files: number }>();
  for (const path of suspectsIn(files).homes) {
    if (isTestFile(path)) continue;
    const text = files.text(path);
    const inFile = new Set<string>();
    let mentions = 0;
    for (const match of text.matchAll(homeFolder)) {
      if (++mentions > mostMentions) break;
      const user = match[1] ?? match[2] ?? "";
      if (anybody.test(user) || inFile.has(match[0]) || isExample(path, text, match.index)) continue;
      inFile.add(match[0]);
      const known = byHome.get(match[0]);
      if (known) known.files++;
      else
        byHome.set(match[0], {
          path,
          text,
          offset: match.index,
          length: match[0].length,
          home: match[0],
          files: 1,
        });
    }
  }
  return [...byHome.values()].slice(0, mostFolders);
}

/** In a comment, or in the source that a map embeds: written by a person, not by the build. */
function isExample(path: string, text: string, offset: number): boolean {
  if (path.endsWith(".map")) return text[offset - 1] !== '"' || text[offset - 2] === "\\";
  // A minified bundle is one line of megabytes, so only a part of it is looked at.
  const before = text.slice(Math.max(0, offset - 500), offset);
  const line = before.slice(before.lastIndexOf("\n") + 1);
  return /^\s*(\*|\/\/|\/\*)|\s\/\/\s/.test(line);
}
