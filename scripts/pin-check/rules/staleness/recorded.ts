import type { Facts } from "../../facts.ts";
import type { Lockfile } from "../../lockfiles/lockfile.ts";
import type { Declaration } from "../../manifests/declaration.ts";
import type { Pin } from "../../policy/policy.ts";
import { folderOf } from "../../repository/lockfile-folder.ts";
import { parseSpecifier } from "../../specifiers/specifier.ts";

/** What a recorded text is held against: everything that the repository says today and that may be recorded for it. */
export type AcceptableTexts = (declaration: Declaration) => ReadonlySet<string>;

export function acceptableTexts(lockfile: Lockfile, pin: Pin, facts: Facts): AcceptableTexts {
  const { format, formatVersion, patterns } = lockfile;
  const isBerry = format === "yarn-berry";
  // pnpm and Yarn record the override's text in the place of the manifest's.
  const recordsOverrides = format === "pnpm" || isBerry || patterns !== undefined;
  const overrides = recordsOverrides ? facts.usesOf(pin).filter(({ kind }) => kind === "override") : [];
  const shared = new Set(overrides.flatMap((override) => [override.text, ...resolvedTexts(override, facts)]));
  // Bun 1.1 records the folder of the workspace instead, for a plain version that it links, too.
  const folders =
    format === "bun" ? facts.workspacesOf(pin).map(({ folder }) => relativeFolder(lockfile, folder)) : [];
  return (declaration) => {
    const texts = new Set([declaration.text, ...resolvedTexts(declaration, facts), ...shared]);
    if (declaration.specifier?.kind === "workspace" || formatVersion === "0") {
      for (const folder of folders) texts.add(folder);
    }
    if (isBerry) for (const text of [...texts]) texts.add(withoutDefaultProtocol(text));
    return texts;
  };
}

/** What `catalog:` and `$name` stand for. */
export function resolvedTexts({ specifier, key }: Declaration, facts: Facts): string[] {
  if (specifier?.kind === "catalog") {
    return facts.catalogEntries(specifier.catalog, key).map(({ text }) => text);
  }
  if (specifier?.kind === "reference") return facts.referenced(specifier.to).map(({ text }) => text);
  return [];
}

/** Whether a recorded dependency asks for the pinned package. */
export function asksFor(key: string, text: string, pin: Pin): boolean {
  if (key === pin.package) return true;
  const specifier = parseSpecifier(text);
  return (specifier.kind === "npm" || specifier.kind === "workspace") && specifier.package === pin.package;
}

/** The part of the repository that a lockfile is for: all of it for the root's, else its own folder. */
export function covers(lockfile: Lockfile, folder: string, facts: Facts): boolean {
  const base = folderOf(lockfile);
  if (base !== "") return folder === base;
  const hasItsOwn =
    folder !== "" && facts.repository.lockfilePaths.some((path) => folderOf({ path }) === folder);
  const path = folder;
  // With a lockfile per package, the root's does not speak of the others.
  return !hasItsOwn || (lockfile.manifests ?? []).some((manifest) => manifest.path === path);
}

export function relativeFolder(lockfile: Lockfile, folder: string): string {
  const base = folderOf(lockfile);
  return folder === base ? "" : base === "" ? folder : folder.slice(base.length + 1);
}

function withoutDefaultProtocol(text: string): string {
  return /^npm:[^@]+$/.test(text) ? text.slice("npm:".length) : text;
}
