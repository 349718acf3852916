import type { MapNode } from "./document.ts";
import { withDownload } from "./downloads.ts";
import type { InstanceSource, LockfileInstance } from "./lockfile.ts";
import type { LockfileText } from "./lockfile-text.ts";
import type { Resolution } from "./pnpm-importers.ts";
import { type PnpmGeneration, type PnpmPath, pnpmKey, readPnpmPath, withoutPeers } from "./pnpm-path.ts";
import { aliasTarget, pathInside, pathUpwards, splitReference } from "./reference.ts";
import { Requests } from "./requests.ts";

interface Entry {
  readonly key: string;
  readonly section: "packages" | "snapshots";
  readonly offset: number;
  readonly path: PnpmPath;
  readonly name: string;
  readonly version: string | null;
  /** The package's own entry, which has the resolution; a snapshot has none. */
  readonly details: MapNode | null;
  /** The entry with the dependencies. */
  readonly node: MapNode;
}

/** Reads `packages` and, since 9.0, `snapshots`; both, because an edit can make them disagree. */
export function readPnpmPackages(
  lockfile: LockfileText,
  root: MapNode,
  generation: PnpmGeneration,
  importers: readonly Resolution[],
  catalogs: readonly Resolution[],
): LockfileInstance[] {
  const entries = readEntries(lockfile, root, generation);
  const resolutions = [...importers, ...entries.flatMap((entry) => readDependencies(lockfile, entry))];
  return [
    ...listedInstances(lockfile, entries, generation, resolutions),
    ...unlistedInstances(lockfile, entries, generation, [...resolutions, ...catalogs]),
  ];
}

function readEntries(lockfile: LockfileText, root: MapNode, generation: PnpmGeneration): Entry[] {
  const details = new Map<string, MapNode>();
  const packages = lockfile.optionalMap(root, "packages", "packages");
  for (const [key, { value }] of packages?.entries ?? []) {
    details.set(key, lockfile.map(value, `packages ${key}`));
  }
  const read = (section: Entry["section"], map: MapNode | null): Entry[] =>
    [...(map?.entries ?? [])].map(([key, { offset, value }]) => {
      const what = `${section} ${key}`;
      const node = lockfile.map(value, what);
      const own = details.get(key) ?? details.get(withoutPeers(key)) ?? null;
      const path = readPnpmPath(key, generation);
      const name = (own && lockfile.optionalString(own, "name", `name of ${what}`)) ?? path?.name;
      if (path === null || name === null || name === undefined) {
        throw lockfile.unreadable(`${what} names no package`, { offset });
      }
      if (section === "packages")
        lockfile.map(node.entries.get("resolution")?.value, `resolution of ${what}`);
      const version = own && lockfile.optionalString(own, "version", `version of ${what}`);
      return { key, section, offset, path, name, version, details: own, node };
    });
  const listed = read("packages", packages);
  if (generation === 6) return listed;
  const snapshots = read("snapshots", lockfile.optionalMap(root, "snapshots", "snapshots"));
  const covered = new Set(snapshots.map(({ key }) => withoutPeers(key)));
  const uncovered = listed.filter(({ key }) => !covered.has(key));
  // An edit leaves a stray entry on both sides, a file that ends too early only here.
  if (uncovered.length > 0 && snapshots.every(({ details }) => details !== null)) {
    const [{ key, offset } = { key: "", offset: 0 }] = uncovered;
    throw lockfile.unreadable(`it is incomplete: ${key} has no snapshot`, { offset });
  }
  return [...snapshots, ...uncovered];
}

function readDependencies(lockfile: LockfileText, { key, section, name, path, node }: Entry): Resolution[] {
  return ["dependencies", "optionalDependencies"].flatMap((field) => {
    const what = `${field} of ${key}`;
    const map = lockfile.optionalMap(node, field, what);
    return [...(map?.entries ?? [])].map(([dependency, { offset, value }]) => ({
      dependent: `${name}@${path.reference}`,
      folder: `node_modules/.pnpm/${storeFolder(key)}/`,
      field,
      dependency,
      specifier: null,
      reference: lockfile.string(value, what),
      keyPath: [section, key, field, dependency],
      offset,
    }));
  });
}

function listedInstances(
  lockfile: LockfileText,
  entries: readonly Entry[],
  generation: PnpmGeneration,
  resolutions: readonly Resolution[],
): LockfileInstance[] {
  const requests = new Requests<string>();
  const aliases = new Map<string, Set<string>>();
  for (const { dependent, field, dependency, specifier, reference } of resolutions) {
    const target = pnpmKey(dependency, reference, generation);
    if (target === null) continue;
    requests.add(target, { dependent, field, specifier });
    const names = aliases.get(target);
    if (names === undefined) aliases.set(target, new Set([dependency]));
    else names.add(dependency);
  }
  return entries.flatMap((entry) => {
    const { key, section, name, offset, path } = entry;
    const source = readSource(lockfile, entry);
    const names = [...(aliases.get(key) ?? [name])];
    const instance: LockfileInstance = {
      name,
      installedAs: names.includes(name) ? name : (names[0] ?? name),
      version: source.kind === "registry" ? path.reference : entry.version,
      source,
      integrity: readIntegrity(lockfile, entry),
      installPath: `node_modules/.pnpm/${storeFolder(key)}/node_modules/${name}`,
      keyPath: [section, key],
      line: lockfile.lineAt(offset),
      requesters: requests.of(key),
    };
    return withDownload(instance).flatMap((each) => [each, ...withOwnVersion(each, entry)]);
  });
}

/** pnpm downloads the version that an entry has of its own, whatever its key says. */
function withOwnVersion(instance: LockfileInstance, { version }: Entry): LockfileInstance[] {
  const isOther = instance.source.kind === "registry" && version !== null && version !== instance.version;
  return isOther ? [{ ...instance, version }] : [];
}

/** Links, and versions that are asked for and listed nowhere: even a broken lockfile tells which version it means. */
function unlistedInstances(
  lockfile: LockfileText,
  entries: readonly Entry[],
  generation: PnpmGeneration,
  resolutions: readonly Resolution[],
): LockfileInstance[] {
  const keys = new Set(entries.map(({ key }) => key));
  const names = new Set(entries.map(({ name }) => name));
  return resolutions.flatMap((resolution): LockfileInstance[] => {
    const { dependent, folder, field, dependency, specifier, reference, keyPath, offset } = resolution;
    const key = pnpmKey(dependency, reference, generation);
    if (key !== null && keys.has(key)) return [];
    const place = {
      installedAs: dependency,
      integrity: null,
      installPath: `${folder}node_modules/${dependency}`,
      keyPath,
      line: lockfile.lineAt(offset),
      requesters: [{ dependent, field, specifier }],
    };
    if (key === null) {
      const from = dependent.startsWith("workspace:") ? dependent.slice("workspace:".length) : "";
      const target = reference.slice("link:".length);
      // A workspace with a lockfile of its own links to its neighbours.
      const path = pathInside(target, from) ?? (isNested(lockfile) ? pathUpwards(target) : null);
      const source: InstanceSource =
        path === null ? { kind: "folder", reference } : { kind: "workspace", path };
      return [{ ...place, name: linkedName(dependency, specifier ?? ""), version: null, source }];
    }
    const path = readPnpmPath(key, generation);
    if (path === null) throw lockfile.unreadable(`${JSON.stringify(reference)} names no version`, { offset });
    const name = path.name ?? dependency;
    if (!names.has(name) && field === "catalogs") return [];
    if (!names.has(name)) throw lockfile.unreadable(`it is incomplete: it does not list ${key}`, { offset });
    return [{ ...place, name, version: path.reference, source: { kind: "registry", resolved: null } }];
  });
}

function isNested({ path }: LockfileText): boolean {
  return path.includes("/");
}

/** A link records no name; an alias shows in the specifier alone. */
function linkedName(dependency: string, specifier: string): string {
  const workspace = specifier.startsWith("workspace:") ? specifier.slice("workspace:".length) : "";
  return (splitReference(workspace) ?? aliasTarget(specifier))?.name ?? dependency;
}

function readSource(lockfile: LockfileText, { key, path, details }: Entry): InstanceSource {
  const what = `resolution of ${key}`;
  const resolution = details && lockfile.optionalMap(details, "resolution", what);
  const text = (name: string) =>
    resolution && lockfile.optionalString(resolution, name, `${name} in ${what}`);
  const directory = text("directory");
  if (directory !== null) {
    const inside = pathInside(directory);
    return inside === null ? { kind: "folder", reference: directory } : { kind: "workspace", path: inside };
  }
  const type = text("type");
  if (type === "git") return { kind: "git", reference: `${text("repo")}#${text("commit")}` };
  if (type !== null) return { kind: "tarball", reference: text("url") ?? type };
  const { reference } = path;
  if (/^[a-z+]+:/i.test(reference) || path.name === null) {
    if (/^file:(?!.*\.(?:tgz|tar\.gz|tar)$)/.test(reference)) return { kind: "folder", reference };
    return { kind: /^git[+:]/.test(reference) ? "git" : "tarball", reference: text("tarball") ?? reference };
  }
  return { kind: "registry", resolved: text("tarball") };
}

function readIntegrity(lockfile: LockfileText, { key, details }: Entry): string | null {
  const what = `resolution of ${key}`;
  const resolution = details && lockfile.optionalMap(details, "resolution", what);
  return resolution && lockfile.optionalString(resolution, "integrity", `integrity in ${what}`);
}

/** As pnpm names the folder, short of the hash it puts in the place of long lists of peers. */
function storeFolder(key: string): string {
  return key
    .replace(/^\//, "")
    .replaceAll("/", "+")
    .replaceAll(/\)\(|\(/g, "_")
    .replaceAll(")", "");
}
