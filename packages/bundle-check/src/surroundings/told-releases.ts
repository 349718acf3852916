import { isRecord } from "../entrypoints/manifest.js";

/** Files that may name the release of Bun a repository uses, and how to read each of them. */
export const tellingFiles: Readonly<Record<string, (text: string) => readonly NamedRelease[]>> = {
  "package.json": readPackageJson,
  ".bun-version": (text) => named("", text.trim()),
  ".tool-versions": (text) => named("", /^bun[ \t]+(\S+)/m.exec(text)?.[1]),
  "mise.toml": readMise,
  ".mise.toml": readMise,
  "bun.lock": (text) => named("", /"bun": \["bun@([^"]+)"/.exec(text)?.[1]),
};

export interface NamedRelease {
  readonly release: string;
  /** The part of the file that names it, "" for the whole file. */
  readonly part: string;
}

function readPackageJson(text: string): readonly NamedRelease[] {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return [];
  }
  if (!isRecord(data)) return [];
  const manager =
    typeof data.packageManager === "string" ? /^bun@([^+]+)/.exec(data.packageManager)?.[1] : null;
  const development = isRecord(data.devDependencies) ? data.devDependencies.bun : undefined;
  return [...named("packageManager", manager), ...named("devDependencies", development)];
}

function readMise(text: string): readonly NamedRelease[] {
  return named("", /^\s*bun\s*=\s*["']([^"']+)["']/m.exec(text)?.[1]);
}

/** `bun-version: 1.3.13` of the action that installs Bun; expressions and ranges name no release. */
export function readWorkflow(text: string): readonly NamedRelease[] {
  return [...text.matchAll(/^[ \t-]*bun-version:[ \t]*["']?([^"'#\s]+)/gm)].flatMap(([, version]) =>
    named("bun-version", version),
  );
}

/** Only an exact release can be looked up; a range or `latest` may mean any. */
function named(part: string, version: unknown): readonly NamedRelease[] {
  const release = typeof version === "string" ? /^(?:bun-)?v?(\d+\.\d+\.\d+)$/.exec(version)?.[1] : undefined;
  return release === undefined ? [] : [{ release, part }];
}
