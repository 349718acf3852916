import { dependencyFields } from "../dependency-fields.ts";
import { type MapNode, maximumDepth, nestedTooDeep } from "./document.ts";
import { parseJsonDocument } from "./json-document.ts";
import type { Lockfile, LockfileInstance, RecordedManifest } from "./lockfile.ts";
import { describeVersion, integerOf, LockfileText } from "./lockfile-text.ts";
import { NestedFolders } from "./nested-folders.ts";
import { readDependencyTree } from "./npm-dependency-tree.ts";
import { npmInstances, npmLink } from "./npm-instance.ts";
import { Requests } from "./requests.ts";

/**
 * Reads package-lock.json and npm-shrinkwrap.json: version 1 (the tree under `dependencies`), 3 (the folders under
 * `packages`) and 2, which has both. They can contradict each other there, so both are read.
 */
export function readNpmLockfile(path: string, bytes: Uint8Array): Lockfile {
  const lockfile = new LockfileText(path, "npm", bytes);
  const root = lockfile.map(parseJsonDocument(lockfile, "json"), "top level");
  const versionEntry = root.entries.get("lockfileVersion");
  const version = integerOf(versionEntry);
  if (version === null || version < 1 || version > 3) {
    throw lockfile.unsupported(describeVersion(versionEntry), "1 to 3", versionEntry?.offset);
  }
  const packages = lockfile.optionalMap(root, "packages", "packages");
  const tree = lockfile.optionalMap(root, "dependencies", "dependencies");
  if (version > 1 && packages === null) throw lockfile.unreadable("it has no packages");

  const folders = packages === null ? null : readFolders(lockfile, packages);
  const instances = folders?.instances ?? [];
  const known = new Set(instances.map(identity));
  const further =
    tree === null
      ? []
      : readDependencyTree(lockfile, tree).filter((instance) => !known.has(identity(instance)));
  return {
    path,
    format: "npm",
    formatVersion: String(version),
    instances: [...instances, ...further],
    manifests: folders?.manifests ?? null,
    overrides: null,
    catalogs: null,
  };
}

/** What makes an entry of the tree say the same as an entry of the folders. */
function identity({ installPath, name, version, integrity, source }: LockfileInstance): string {
  const origin = source.kind === "workspace" ? source.path : source.kind;
  return [installPath, name, source.kind === "workspace" ? "" : version, integrity, origin].join("\n");
}

function readFolders(
  lockfile: LockfileText,
  packages: MapNode,
): { readonly instances: LockfileInstance[]; readonly manifests: RecordedManifest[] } {
  const folders = new Map<string, MapNode>();
  for (const [path, { offset, value }] of packages.entries) {
    if (path.split("/").length > 4 * maximumDepth) throw lockfile.unreadable(nestedTooDeep, { offset });
    folders.set(path, lockfile.map(value, `packages ${path}`));
  }
  if (!folders.has(""))
    throw lockfile.unreadable("packages does not list the root", { offset: packages.offset });
  const requests = collectRequests(lockfile, folders);
  const instances: LockfileInstance[] = [];
  const manifests: RecordedManifest[] = [];
  for (const [path, { offset }] of packages.entries) {
    const folder = folders.get(path);
    if (folder === undefined) continue;
    const what = `packages ${path}`;
    const name = lockfile.optionalString(folder, "name", `${what} name`);
    const version = lockfile.optionalString(folder, "version", `${what} version`);
    const place = {
      installPath: path,
      keyPath: ["packages", path],
      line: lockfile.lineAt(offset),
      requesters: requests.of(path),
    };
    const installedAs = nameFromPath(path);
    if (installedAs === null) {
      manifests.push({ path, name, version, dependencies: readDependencies(lockfile, folder, what) });
      continue;
    }
    const resolved = lockfile.optionalString(folder, "resolved", `${what} resolved`);
    if (isTrue(folder, "link")) {
      if (resolved === null) throw lockfile.unreadable(`${what} is a link to nowhere`, { offset });
      instances.push(npmLink({ ...place, installedAs, name }, resolved, linked(lockfile, folders, resolved)));
      continue;
    }
    const inside = nameInsidePackage(installedAs);
    if (inside !== null && resolved === null) {
      const source = { kind: "folder", reference: path } as const;
      instances.push({
        ...place,
        name: name ?? inside,
        installedAs: inside,
        version,
        source,
        integrity: null,
      });
      continue;
    }
    if (version === null && resolved === null) {
      throw lockfile.unreadable(`${what} has no version`, { offset });
    }
    const integrity = lockfile.optionalString(folder, "integrity", `${what} integrity`);
    instances.push(...npmInstances({ ...place, installedAs, name }, { version, resolved, integrity }));
  }
  return { instances, manifests };
}

/** What the folder behind a link says about itself. */
function linked(
  lockfile: LockfileText,
  folders: ReadonlyMap<string, MapNode>,
  path: string,
): { readonly name: string | null; readonly version: string | null } {
  const folder = folders.get(path);
  if (folder === undefined) return { name: null, version: null };
  const what = `packages ${path}`;
  return {
    name: lockfile.optionalString(folder, "name", `${what} name`),
    version: lockfile.optionalString(folder, "version", `${what} version`),
  };
}

/** The name behind the last `node_modules/`; null for the root and for folders of the repository. */
function nameFromPath(path: string): string | null {
  const marker = "node_modules/";
  const at = path.lastIndexOf(marker);
  if (at < 0 || (at > 0 && path[at - 1] !== "/")) return null;
  const name = path.slice(at + marker.length);
  return name === "" ? null : name;
}

/**
 * The name of a folder that an installed package brings with it, and depends on as `file:./folder`: npm lists it beside
 * the link to it. Null for the package itself.
 */
function nameInsidePackage(installedAs: string): string | null {
  const segments = installedAs.split("/");
  if (segments.length <= (installedAs.startsWith("@") ? 2 : 1)) return null;
  const [scope = "", base = ""] = segments.slice(-2);
  return scope.startsWith("@") ? `${scope}/${base}` : base;
}

function isTrue(folder: MapNode, key: string): boolean {
  const value = folder.entries.get(key)?.value;
  return value?.kind === "scalar" && value.value === true;
}

function readDependencies(
  lockfile: LockfileText,
  folder: MapNode,
  what: string,
): Record<string, Record<string, string>> {
  const result: Record<string, Record<string, string>> = Object.create(null);
  for (const field of dependencyFields) {
    const map = lockfile.optionalMap(folder, field, `${what} ${field}`);
    if (map !== null) result[field] = lockfile.strings(map, `${what} ${field}`);
  }
  return result;
}

function collectRequests(lockfile: LockfileText, folders: ReadonlyMap<string, MapNode>): Requests<string> {
  const requests = new Requests<string>();
  const installed = new NestedFolders<string>();
  for (const path of folders.keys()) {
    const name = nameFromPath(path);
    if (name !== null) installed.add(segmentsOf(path.slice(0, -`node_modules/${name}`.length)), name, path);
  }
  for (const [path, folder] of folders) {
    if (isTrue(folder, "link")) continue;
    const what = `packages ${path}`;
    const installedAs = nameFromPath(path);
    const name = lockfile.optionalString(folder, "name", `${what} name`) ?? installedAs;
    const version = lockfile.optionalString(folder, "version", `${what} version`);
    const dependent = installedAs === null ? `workspace:${path}` : `${name}@${version ?? ""}`;
    const find = installed.from(segmentsOf(path));
    for (const [field, specifiers] of Object.entries(readDependencies(lockfile, folder, what))) {
      for (const [dependency, specifier] of Object.entries(specifiers)) {
        const target = find(dependency);
        if (target !== null) requests.add(target, { dependent, field, specifier });
      }
    }
  }
  return requests;
}

function segmentsOf(path: string): string[] {
  return path.split("/").filter((segment) => segment !== "");
}
