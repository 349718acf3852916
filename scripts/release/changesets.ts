import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Changesets that no version has taken in yet. Those of the running pre-release lie in a folder of their own. */
export function pendingChangesets(root: string): string[] {
  const folder = join(root, ".changeset");
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith(".md") && name !== "README.md")
    .sort();
}

/** The packages that a changeset names in its front matter, or why it cannot be read. */
export function packagesOfChangeset(text: string): string[] {
  const frontMatter = /^---\r?\n([\s\S]*?)\r?\n---/.exec(text)?.[1];
  if (frontMatter === undefined) throw new Error("it has no front matter");
  return frontMatter
    .split(/\r?\n/)
    .filter((line) => line.trim() !== "")
    .map((line) => {
      const match = /^\s*["']?(@?[\w./-]+)["']?\s*:\s*(?:major|minor|patch|none)\s*$/.exec(line);
      if (match?.[1] === undefined) throw new Error(`it has the line ${JSON.stringify(line.slice(0, 80))}`);
      return match[1];
    });
}

/** Whether the changelog has a section with something in it for the version. */
export function hasChangelogSection(changelog: string, version: string): boolean {
  const lines = changelog.split(/\r?\n/);
  const start = lines.findIndex((line) => line.trim() === `## ${version}`);
  if (start < 0) return false;
  const length = lines.slice(start + 1).findIndex((line) => /^##? /.test(line));
  const section = lines.slice(start + 1, length < 0 ? undefined : start + 1 + length);
  return section.some((line) => /^\s*[-*] \S/.test(line));
}

export function changelogOf(root: string, directory: string): string {
  const path = join(root, directory, "CHANGELOG.md");
  return existsSync(path) ? readFileSync(path, "utf8") : "";
}

/** The tag of the pre-release that the repository is in, from `.changeset/pre.json`; undefined outside of one. */
export function preReleaseTag(root: string): string | undefined {
  const path = join(root, ".changeset", "pre.json");
  if (!existsSync(path)) return undefined;
  const state: unknown = JSON.parse(readFileSync(path, "utf8"));
  const mode: unknown = typeof state === "object" && state !== null ? Reflect.get(state, "mode") : undefined;
  const tag: unknown = typeof state === "object" && state !== null ? Reflect.get(state, "tag") : undefined;
  return mode === "pre" && typeof tag === "string" ? tag : undefined;
}
