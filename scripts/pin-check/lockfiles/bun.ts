import { dependencyFields } from "../dependency-fields.ts";
import { type DocumentNode, type ListNode, type MapNode, maximumDepth, nestedTooDeep } from "./document.ts";
import { withDownload } from "./downloads.ts";
import { parseJsonDocument } from "./json-document.ts";
import type { InstanceSource, Lockfile, LockfileInstance, RecordedManifest } from "./lockfile.ts";
import { describeVersion, integerOf, LockfileText } from "./lockfile-text.ts";
import { NestedFolders } from "./nested-folders.ts";
import { packageNames, pathInside, splitReference } from "./reference.ts";
import { Requests } from "./requests.ts";

interface Entry {
  readonly key: string;
  readonly names: readonly string[];
  readonly offset: number;
  readonly name: string;
  readonly reference: string;
  readonly parts: ListNode;
  readonly information: MapNode | null;
}

/** Reads a text lockfile of Bun: version 0 (1.1), 1 (1.2, 1.3), 2 and 3 (1.4). */
export function readBunLockfile(path: string, bytes: Uint8Array): Lockfile {
  const lockfile = new LockfileText(path, "bun", bytes);
  const root = lockfile.map(parseJsonDocument(lockfile, "jsonc"), "top level");
  const versionEntry = root.entries.get("lockfileVersion");
  const version = integerOf(versionEntry);
  if (version === null || version < 0 || version > 3) {
    throw lockfile.unsupported(describeVersion(versionEntry), "0 to 3", versionEntry?.offset);
  }
  const manifests = readManifests(
    lockfile,
    lockfile.map(root.entries.get("workspaces")?.value, "workspaces"),
  );
  const packages = lockfile.map(root.entries.get("packages")?.value, "packages");
  const entries = [...packages.entries].map(([key, { offset, value }]) =>
    readEntry(lockfile, key, offset, value),
  );
  const workspaces = workspacesByName(entries);

  return {
    path,
    format: "bun",
    formatVersion: String(version),
    instances: readInstances(lockfile, entries, manifests, workspaces),
    manifests,
    overrides: readOverrides(lockfile, lockfile.optionalMap(root, "overrides", "overrides")),
    catalogs: readCatalogs(lockfile, root),
  };
}

function readManifests(lockfile: LockfileText, workspaces: MapNode): RecordedManifest[] {
  if (!workspaces.entries.has("")) {
    throw lockfile.unreadable("workspaces does not list the root", { offset: workspaces.offset });
  }
  return [...workspaces.entries].map(([path, { value }]) => {
    const what = `workspaces ${path}`;
    const manifest = lockfile.map(value, what);
    const dependencies: Record<string, Record<string, string>> = Object.create(null);
    for (const field of dependencyFields) {
      const map = lockfile.optionalMap(manifest, field, `${what} ${field}`);
      if (map !== null) dependencies[field] = lockfile.strings(map, `${what} ${field}`);
    }
    return {
      path,
      name: lockfile.optionalString(manifest, "name", `${what} name`),
      version: lockfile.optionalString(manifest, "version", `${what} version`),
      dependencies,
    };
  });
}

function readEntry(lockfile: LockfileText, key: string, offset: number, value: DocumentNode): Entry {
  const what = `packages ${key}`;
  const names = packageNames(key);
  if (names === null) throw lockfile.unreadable(`${what} is not a path of package names`, { offset });
  if (names.length > maximumDepth) throw lockfile.unreadable(nestedTooDeep, { offset });
  if (value.kind !== "list") throw lockfile.unreadable(`${what} is not an array`, { offset });
  const identity = lockfile.string(value.items[0], `${what} identity`);
  const split =
    splitReference(identity) ?? (identity.endsWith("@root:") ? { name: "", reference: "root:" } : null);
  if (split === null) {
    throw lockfile.unreadable(`${what} says ${JSON.stringify(identity)}, which names no version`, { offset });
  }
  const registry = sourceKind(split.reference) === "registry";
  const information = value.items[registry ? 2 : 1];
  if (registry) {
    lockfile.string(value.items[1], `${what} registry`);
    lockfile.map(information, `${what} information`);
    if (value.items.length > 3) lockfile.string(value.items[3], `${what} integrity`);
  }
  return {
    key,
    names,
    offset,
    ...split,
    parts: value,
    information: information === undefined ? null : lockfile.map(information, `${what} information`),
  };
}

/** The folders of the workspaces by the key under which they are linked at the root. */
function workspacesByName(entries: readonly Entry[]): Map<string, string> {
  const folders = new Map<string, string>();
  for (const { key, names, reference } of entries) {
    if (names.length === 1 && reference.startsWith("workspace:")) {
      folders.set(key, reference.slice("workspace:".length));
    }
  }
  return folders;
}

function readInstances(
  lockfile: LockfileText,
  entries: readonly Entry[],
  manifests: readonly RecordedManifest[],
  workspaces: ReadonlyMap<string, string>,
): LockfileInstance[] {
  const requests = collectRequests(lockfile, entries, manifests);
  const versions = new Map(manifests.map(({ path, version }) => [path, version]));
  return entries.flatMap((entry) => {
    const { key, names, name, reference, offset } = entry;
    const instance: LockfileInstance = {
      name,
      installedAs: names.at(-1) ?? key,
      version: null,
      source: readSource(lockfile, entry),
      integrity: readIntegrity(entry),
      installPath: installPath(names, workspaces),
      keyPath: ["packages", key],
      line: lockfile.lineAt(offset),
      requesters: requests.of(key),
    };
    if (instance.source.kind === "workspace") {
      return [{ ...instance, version: versions.get(instance.source.path) ?? null }];
    }
    if (instance.source.kind !== "registry") return [instance];
    return withDownload({ ...instance, version: reference });
  });
}

function readSource(lockfile: LockfileText, { reference, parts }: Entry): InstanceSource {
  const kind = sourceKind(reference);
  if (kind === "registry") {
    const resolved = lockfile.string(parts.items[1], "registry");
    return { kind, resolved: resolved === "" ? null : resolved };
  }
  // `link:name` is something else: what `bun link` registered on this machine.
  const folder = /^(?:workspace:|file:|link:(?=\.))(.*)$/.exec(reference)?.[1];
  if (kind === "tarball" || kind === "git") return { kind, reference };
  const path = folder === undefined ? null : pathInside(folder);
  return path === null ? { kind: "folder", reference } : { kind: "workspace", path };
}

function sourceKind(reference: string): InstanceSource["kind"] {
  if (reference.startsWith("workspace:")) return "workspace";
  if (/^(?:git\+|git:|git@|github:|gitlab:|bitbucket:)/.test(reference)) return "git";
  if (/^https?:|\.(?:tgz|tar\.gz)$/.test(reference)) return "tarball";
  // `file:`, `link:`, `root:`, `symlink:` and anything that Bun may add behind a protocol.
  return reference.includes(":") || /^\.{0,2}\//.test(reference) ? "folder" : "registry";
}

function readIntegrity({ parts, reference }: Entry): string | null {
  const position = sourceKind(reference) === "registry" ? 3 : 2;
  const node = parts.items[position];
  const value = node?.kind === "scalar" ? node.value : null;
  return typeof value === "string" && /^sha\d+-/.test(value) ? value : null;
}

function installPath(names: readonly string[], workspaces: ReadonlyMap<string, string>): string {
  const [first = "", ...rest] = names;
  const folder = rest.length > 0 ? workspaces.get(first) : undefined;
  return folder === undefined
    ? names.map((name) => `node_modules/${name}`).join("/")
    : [folder, ...rest.map((name) => `node_modules/${name}`)].filter((part) => part !== "").join("/");
}

function collectRequests(
  lockfile: LockfileText,
  entries: readonly Entry[],
  manifests: readonly RecordedManifest[],
): Requests<string> {
  const requests = new Requests<string>();
  const installed = new NestedFolders<string>();
  for (const { key, names } of entries) installed.add(names.slice(0, -1), names.at(-1) ?? key, key);
  for (const { path, name, dependencies } of manifests) {
    const dependent = `workspace:${path}`;
    const find = installed.from(path === "" || name === null ? [] : [name]);
    for (const [field, specifiers] of Object.entries(dependencies)) {
      for (const [dependency, specifier] of Object.entries(specifiers)) {
        const target = find(dependency);
        if (target !== null) requests.add(target, { dependent, field, specifier });
      }
    }
  }
  for (const { names, name, reference, information } of entries) {
    // Version 0 repeats here what a workspace's manifest says.
    if (information === null || reference.startsWith("workspace:")) continue;
    const find = installed.from(names);
    for (const field of dependencyFields) {
      const map = information.entries.get(field)?.value;
      if (map === undefined) continue;
      for (const [dependency, { value }] of lockfile.map(map, `${field} of ${name}`).entries) {
        const target = find(dependency);
        if (target === null) continue;
        const specifier = lockfile.string(value, `${field} of ${name}`);
        requests.add(target, { dependent: `${name}@${reference}`, field, specifier });
      }
    }
  }
  return requests;
}

/** Overrides as written; those that hold only below another package read `parent > child`. */
function readOverrides(lockfile: LockfileText, map: MapNode | null): Record<string, string> {
  const result: Record<string, string> = Object.create(null);
  const collect = (node: MapNode, parents: readonly string[]): void => {
    for (const [key, { value }] of node.entries) {
      const path = key === "." ? parents : [...parents, key];
      if (value.kind === "map") collect(value, path);
      else result[path.join(" > ")] = lockfile.string(value, `overrides ${key}`);
    }
  };
  if (map !== null) collect(map, []);
  return result;
}

function readCatalogs(lockfile: LockfileText, root: MapNode): Record<string, Record<string, string>> {
  const unnamed = lockfile.optionalMap(root, "catalog", "catalog");
  const named = lockfile.optionalMap(root, "catalogs", "catalogs");
  const result: Record<string, Record<string, string>> = Object.create(null);
  if (unnamed !== null) result[""] = lockfile.strings(unnamed, "catalog");
  for (const [name, { value }] of named?.entries ?? []) {
    const what = `catalogs ${name}`;
    result[name] = lockfile.strings(lockfile.map(value, what), what);
  }
  return result;
}
