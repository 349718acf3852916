import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** Files of the repository as git sees them: tracked or new, without what is ignored or deleted. */
export function repositoryFiles(): string[] {
  const list = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    encoding: "utf8",
  });
  const deleted = execFileSync("git", ["ls-files", "-z", "--deleted"], { encoding: "utf8" });
  const gone = new Set(deleted.split("\0"));
  return list.split("\0").filter((path) => path !== "" && !gone.has(path));
}

export interface TextFile {
  readonly path: string;
  readonly text: string;
}

/** The text files among them; a NUL byte marks a binary, as it does for git. */
export function textFiles(paths: readonly string[]): TextFile[] {
  return paths
    .map((path) => ({ path, text: readFileSync(path, "utf8") }))
    .filter(({ text }) => !text.includes("\0"));
}
