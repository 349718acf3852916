/** Small lockfiles, as the package managers write them, for repositories made up by tests. */

export const plugin = "@elizaos/plugin-openrouter";
export const pin = "2.0.0-alpha.13";
export const denied = "2.0.0-alpha.12";
export const integrity = `sha512-${"A".repeat(86)}==`;

type Manifest = Readonly<Record<string, unknown>>;

/** path -> version (or a whole entry), below the manifests by folder; npm's version 3. */
export function npmLock(
  manifests: Readonly<Record<string, Manifest>>,
  installed: Readonly<Record<string, string | Manifest>>,
): object {
  const entries = Object.entries(installed).map(([path, entry]) => [
    path,
    typeof entry === "string" ? { version: entry, integrity } : entry,
  ]);
  return {
    name: "consumer",
    lockfileVersion: 3,
    requires: true,
    packages: { ...manifests, ...Object.fromEntries(entries) },
  };
}

export interface BunLock {
  readonly version?: number;
  readonly workspaces: Readonly<Record<string, Manifest>>;
  /** key -> `name@version`, or a whole entry. */
  readonly packages: Readonly<Record<string, string | readonly unknown[]>>;
  readonly more?: Manifest;
}

/** Bun's text lockfile; plain JSON is JSON with trailing commas, too. */
export function bunLock({ version = 1, workspaces, packages, more = {} }: BunLock): object {
  const entries = Object.entries(packages).map(([key, entry]) => [
    key,
    typeof entry === "string" ? [entry, "", {}, integrity] : entry,
  ]);
  return { lockfileVersion: version, workspaces, ...more, packages: Object.fromEntries(entries) };
}

/** A consumer whose root asks for the plugin as told, with npm's lockfile for it. */
export function consumer(specifier: string, locked: string = pin): Record<string, object> {
  const dependencies = { [plugin]: specifier };
  return {
    "package.json": { name: "consumer", dependencies },
    "package-lock.json": npmLock(
      { "": { name: "consumer", dependencies } },
      { [`node_modules/${plugin}`]: locked },
    ),
  };
}

export function policy(changes: Manifest = {}): object {
  return { pins: [{ package: plugin, version: pin, denied: { [denied]: "truncated" }, ...changes }] };
}
