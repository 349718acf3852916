import type { MapNode } from "./document.ts";
import type { LockfileInstance } from "./lockfile.ts";
import type { LockfileText } from "./lockfile-text.ts";
import { npmInstances, npmLink } from "./npm-instance.ts";
import { pathInside } from "./reference.ts";
import { Requests } from "./requests.ts";

interface TreeEntry {
  readonly installedAs: string;
  readonly installPath: string;
  readonly keyPath: readonly string[];
  readonly offset: number;
  readonly node: MapNode;
  readonly version: string;
  readonly parent: TreeScope;
  readonly scope: TreeScope;
}

/** The entries of one `dependencies` object and the scope around it. */
interface TreeScope {
  readonly entries: Map<string, TreeEntry>;
  readonly outer: TreeScope | null;
}

/** Reads the nested `dependencies` of npm's lockfile versions 1 and 2. */
export function readDependencyTree(lockfile: LockfileText, tree: MapNode): LockfileInstance[] {
  const entries: TreeEntry[] = [];
  const pending: { map: MapNode; scope: TreeScope; folder: string; keyPath: readonly string[] }[] = [
    { map: tree, scope: { entries: new Map(), outer: null }, folder: "", keyPath: ["dependencies"] },
  ];
  for (const { map, scope, folder, keyPath } of pending) {
    for (const [installedAs, { offset, value }] of map.entries) {
      const what = `dependencies ${installedAs}`;
      const node = lockfile.map(value, what);
      const entry: TreeEntry = {
        installedAs,
        installPath: `${folder}node_modules/${installedAs}`,
        keyPath: [...keyPath, installedAs],
        offset,
        node,
        version: lockfile.string(node.entries.get("version")?.value, `version of ${what}`),
        parent: scope,
        scope: { entries: new Map(), outer: scope },
      };
      if (entry.version === "") throw lockfile.unreadable(`${what} has no version`, { offset });
      scope.entries.set(installedAs, entry);
      entries.push(entry);
      const nested = lockfile.optionalMap(node, "dependencies", `${what} dependencies`);
      if (nested === null) continue;
      pending.push({
        map: nested,
        scope: entry.scope,
        folder: `${entry.installPath}/`,
        keyPath: [...entry.keyPath, "dependencies"],
      });
    }
  }
  const requests = collectRequests(lockfile, entries);
  return entries.flatMap((entry) => readInstances(lockfile, entry, requests));
}

function readInstances(
  lockfile: LockfileText,
  entry: TreeEntry,
  requests: Requests<TreeEntry>,
): LockfileInstance[] {
  const { installedAs, installPath, keyPath, node, version } = entry;
  const what = `dependencies ${installedAs}`;
  const place = {
    installedAs,
    name: null,
    installPath,
    keyPath,
    line: lockfile.lineAt(entry.offset),
    requesters: requests.of(entry),
  };
  const folder = /^file:(?!.*\.(?:tgz|tar\.gz|tar)$)(.*)$/.exec(version)?.[1];
  if (folder !== undefined)
    return [npmLink(place, pathInside(folder) ?? folder, { name: null, version: null })];
  const resolved = readAddress(lockfile, node, what);
  const integrity = lockfile.optionalString(node, "integrity", `${what} integrity`);
  return npmInstances(place, { version, resolved, integrity });
}

/** npm 6 writes `resolved: false` beside a bundled package. */
function readAddress(lockfile: LockfileText, node: MapNode, what: string): string | null {
  const value = node.entries.get("resolved")?.value;
  if (value?.kind === "scalar" && value.value === false) return null;
  return lockfile.optionalString(node, "resolved", `${what} resolved`);
}

function collectRequests(lockfile: LockfileText, entries: readonly TreeEntry[]): Requests<TreeEntry> {
  const requests = new Requests<TreeEntry>();
  for (const entry of entries) {
    const requires = entry.node.entries.get("requires")?.value;
    // npm 5 wrote `true` at first.
    if (requires === undefined || requires.kind === "scalar") continue;
    const what = `requires of ${entry.installedAs}`;
    const specifiers = lockfile.strings(lockfile.map(requires, what), what);
    const dependent = `${entry.installedAs}@${entry.version}`;
    for (const [dependency, specifier] of Object.entries(specifiers)) {
      for (let scope: TreeScope | null = entry.scope; scope !== null; scope = scope.outer) {
        const target = scope.entries.get(dependency);
        if (target === undefined) continue;
        requests.add(target, { dependent, field: null, specifier });
        break;
      }
    }
  }
  return requests;
}
