import type { MapNode } from "./document.ts";
import { withDownload } from "./downloads.ts";
import type { InstanceSource, Lockfile, LockfileInstance, RecordedManifest } from "./lockfile.ts";
import { LockfileText } from "./lockfile-text.ts";
import { aliasTarget, pathInside, splitReference } from "./reference.ts";
import { Requests } from "./requests.ts";
import { parseYamlDocuments } from "./yaml-document.ts";

/** 6: yarn 3. 8: yarn 4.0 to 4.13. 9: 4.14. 10: 4.15 and later. */
const knownVersions: ReadonlySet<string> = new Set(["6", "8", "9", "10"]);

interface Entry {
  readonly key: string;
  readonly descriptors: readonly string[];
  readonly offset: number;
  readonly node: MapNode;
  readonly name: string;
  /** What stands behind the name in `resolution`. */
  readonly reference: string;
  readonly version: string;
}

/** Reads yarn.lock of yarn 3 and 4. Its workspaces stand beside the packages, with all their dependencies in one. */
export function readYarnBerryLockfile(path: string, bytes: Uint8Array): Lockfile {
  const lockfile = new LockfileText(path, "yarn-berry", bytes);
  const documents = parseYamlDocuments(lockfile);
  const [document] = documents;
  if (documents.length > 1) throw lockfile.unreadable("it has more than one YAML document");
  const root = lockfile.map(document, "top level");
  const metadata = lockfile.map(root.entries.get("__metadata")?.value, "__metadata");
  const versionEntry = metadata.entries.get("version");
  const version = lockfile.string(versionEntry?.value, "__metadata version");
  if (!knownVersions.has(version)) {
    throw lockfile.unsupported(JSON.stringify(version), "6, 8, 9 and 10", versionEntry?.offset);
  }
  const entries = [...root.entries]
    .filter(([key]) => key !== "__metadata")
    .map(([key, { offset, value }]) => readEntry(lockfile, key, offset, lockfile.map(value, key)));
  refuseSharedDescriptors(lockfile, entries);
  const requests = collectRequests(lockfile, entries);
  return {
    path,
    format: "yarn-berry",
    formatVersion: version,
    instances: entries.flatMap((entry) => readInstances(lockfile, entry, requests.of(entry))),
    manifests: entries.flatMap((entry) => readManifest(lockfile, entry)),
    overrides: null,
    catalogs: null,
  };
}

function readEntry(lockfile: LockfileText, key: string, offset: number, node: MapNode): Entry {
  const resolution = lockfile.string(node.entries.get("resolution")?.value, `resolution of ${key}`);
  const split = splitReference(resolution);
  if (split === null)
    throw lockfile.unreadable(`${JSON.stringify(resolution)} resolves to nothing`, { offset });
  const version = lockfile.string(node.entries.get("version")?.value, `version of ${key}`);
  if (version === "") throw lockfile.unreadable(`${key} has no version`, { offset });
  // The last line of every entry: without it the file ends too early.
  const link = lockfile.optionalString(node, "linkType", `linkType of ${key}`);
  if (link !== "hard" && link !== "soft") {
    throw lockfile.unreadable(`it is incomplete: ${key} has no linkType`, { offset });
  }
  const descriptors = key.split(",").map((descriptor) => descriptor.trim());
  if (descriptors.some((descriptor) => splitReference(descriptor) === null)) {
    throw lockfile.unreadable(`${key} asks for no version`, { offset });
  }
  return { key, descriptors, offset, node, version, ...split };
}

/** Two entries for one request are as ambiguous as one key that is there twice. */
function refuseSharedDescriptors(lockfile: LockfileText, entries: readonly Entry[]): void {
  const seen = new Set<string>();
  for (const { descriptors, offset } of entries) {
    for (const descriptor of descriptors) {
      if (seen.has(descriptor)) {
        throw lockfile.unreadable(`${JSON.stringify(descriptor)} is there twice`, { offset });
      }
      seen.add(descriptor);
    }
  }
}

function readInstances(
  lockfile: LockfileText,
  entry: Entry,
  requesters: LockfileInstance["requesters"],
): LockfileInstance[] {
  const { key, descriptors, offset, node, version } = entry;
  const source = readSource(entry);
  if (source.kind === "workspace" && source.path === "") return [];
  const what = key;
  const described = version === "0.0.0-use.local" ? null : version;
  const packages = resolvedPackages(entry, source, described);
  const installedAs = new Set(
    descriptors.map((descriptor) => splitReference(descriptor)?.name ?? descriptor),
  );
  return [...installedAs].flatMap((alias) =>
    packages.flatMap((resolved) =>
      withDownload({
        ...resolved,
        installedAs: alias,
        source,
        integrity: lockfile.optionalString(node, "checksum", `checksum of ${what}`),
        installPath: `node_modules/${alias}`,
        keyPath: [key],
        line: lockfile.lineAt(offset),
        requesters,
      }),
    ),
  );
}

/** Every name and version that the entry claims; more than one when it contradicts itself. */
function resolvedPackages(
  { name, reference }: Entry,
  source: InstanceSource,
  version: string | null,
): { readonly name: string; readonly version: string | null }[] {
  const claims: { readonly name: string; readonly version: string | null }[] = [{ name, version }];
  const add = (claim: { readonly name: string; readonly version: string }): void => {
    if (!claims.some((known) => known.name === claim.name && known.version === claim.version))
      claims.push(claim);
  };
  const patched = patchedReference(reference);
  const inner = patched === null ? null : splitReference(patched);
  const registry = inner?.reference ?? reference;
  if (source.kind === "registry" && registry.startsWith("npm:")) {
    const alias = aliasTarget(registry);
    const [exact = ""] = (alias?.reference ?? registry.slice("npm:".length)).split("::");
    add({ name: alias?.name ?? inner?.name ?? name, version: exact });
  }
  return claims;
}

/** What a `patch:` reference patches, `name@npm:1.0.0`; null for other references. */
function patchedReference(reference: string): string | null {
  const escaped = /^patch:([^#]*)#/.exec(reference)?.[1];
  return escaped === undefined ? null : decode(escaped);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function readSource({ reference }: Entry): InstanceSource {
  if (reference.startsWith("workspace:")) {
    const path = pathInside(reference.slice("workspace:".length));
    return path === null ? { kind: "folder", reference } : { kind: "workspace", path };
  }
  if (reference.startsWith("npm:") || reference.startsWith("patch:")) {
    const archive = /[:&]__archiveUrl=([^&]*)/.exec(reference)?.[1];
    return { kind: "registry", resolved: archive === undefined ? null : decode(archive) };
  }
  if (/^(?:file|link|portal):(?!.*\.(?:tgz|tar\.gz)(?:#|:|$))/.test(reference)) {
    const path = folderPath(reference);
    return path === null ? { kind: "folder", reference } : { kind: "workspace", path };
  }
  const git = /^(?:git[+:@]|github:)|\.git#|#commit=/.test(reference);
  return { kind: git ? "git" : "tarball", reference };
}

/** The folder of a `portal:../x::locator=…`, which is relative to the workspace that the locator names. */
function folderPath(reference: string): string | null {
  const [path = "", bindings = ""] = reference.replace(/^\w+:/, "").split("::");
  const locator = decode(/(?:^|&)locator=([^&]*)/.exec(bindings)?.[1] ?? "");
  const workspace = splitReference(locator)?.reference;
  if (!workspace?.startsWith("workspace:")) return null;
  const base = pathInside(workspace.slice("workspace:".length));
  return base === null ? null : pathInside(path.split("#")[0] ?? "", base);
}

function readManifest(lockfile: LockfileText, { key, name, node, reference }: Entry): RecordedManifest[] {
  if (!reference.startsWith("workspace:")) return [];
  const path = pathInside(reference.slice("workspace:".length));
  if (path === null) return [];
  const dependencies: Record<string, Record<string, string>> = Object.create(null);
  for (const field of ["dependencies", "peerDependencies"]) {
    const what = `${field} of ${key}`;
    const map = lockfile.optionalMap(node, field, what);
    if (map === null) continue;
    const specifiers = lockfile.strings(map, what);
    for (const [dependency, specifier] of Object.entries(specifiers)) {
      specifiers[dependency] = withoutDefaultProtocol(specifier);
    }
    dependencies[field] = specifiers;
  }
  return [{ path, name, version: null, dependencies }];
}

/** yarn 4 puts `npm:` before what the manifest says; before an alias it stood there already. */
function withoutDefaultProtocol(specifier: string): string {
  return specifier.startsWith("npm:") && aliasTarget(specifier) === null
    ? specifier.slice("npm:".length)
    : specifier;
}

function collectRequests(lockfile: LockfileText, entries: readonly Entry[]): Requests<Entry> {
  const byDescriptor = new Map<string, Entry>();
  for (const entry of entries) {
    for (const descriptor of entry.descriptors) {
      byDescriptor.set(descriptor, entry);
      // A path is bound to the workspace that it is relative to; who asks for it does not write that.
      const [unbound = descriptor] = descriptor.split("::");
      if (!byDescriptor.has(unbound)) byDescriptor.set(unbound, entry);
    }
  }
  const names = new Set([...byDescriptor.keys()].map((descriptor) => splitReference(descriptor)?.name));
  const requests = new Requests<Entry>();
  for (const { key, offset, name, node, version, reference } of entries) {
    const workspace = reference.startsWith("workspace:")
      ? pathInside(reference.slice("workspace:".length))
      : null;
    const dependent = workspace === null ? `${name}@${version}` : `workspace:${workspace}`;
    const what = `dependencies of ${key}`;
    const map = lockfile.optionalMap(node, "dependencies", what);
    for (const [dependency, { value }] of map?.entries ?? []) {
      const specifier = lockfile.string(value, what);
      if (!names.has(dependency)) {
        throw lockfile.unreadable(`it is incomplete: it does not list ${dependency}`, { offset });
      }
      const target =
        byDescriptor.get(`${dependency}@${specifier}`) ?? byDescriptor.get(`${dependency}@npm:${specifier}`);
      if (target === undefined) continue;
      const field = workspace === null ? "dependencies" : null;
      requests.add(target, { dependent, field, specifier: withoutDefaultProtocol(specifier) });
    }
  }
  return requests;
}
