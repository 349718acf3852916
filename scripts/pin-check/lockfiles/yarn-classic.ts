import { createRequire } from "node:module";
import { withDownload } from "./downloads.ts";
import type { InstanceSource, Lockfile, LockfileInstance } from "./lockfile.ts";
import { LockfileText } from "./lockfile-text.ts";
import { aliasTarget, type NamedReference, pathInside, splitReference } from "./reference.ts";
import { Requests } from "./requests.ts";
import { type YarnClassicEntry, yarnClassicEntries } from "./yarn-classic-lines.ts";

const header = /^# yarn lockfile v1[ \t]*\r?$/m;

interface Entry extends YarnClassicEntry {
  readonly version: string;
  readonly resolved: string | null;
  readonly integrity: string | null;
  readonly dependencies: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** Reads yarn.lock of yarn 1, which knows packages by the patterns that asked for them. */
export function readYarnClassicLockfile(path: string, bytes: Uint8Array): Lockfile {
  const lockfile = new LockfileText(path, "yarn-classic", bytes);
  if (!header.test(lockfile.text)) throw lockfile.unreadable("it does not say `# yarn lockfile v1`");
  const lines = yarnClassicEntries(lockfile);
  const values = parseValues(lockfile);
  const count = lines.reduce((sum, { patterns }) => sum + patterns.length, 0);
  if (count !== values.size) throw lockfile.unreadable("its lines and its content disagree");
  const entries = lines.map((line) => readEntry(lockfile, line, values));
  refuseUnfinished(lockfile, entries);
  const requests = collectRequests(entries);
  return {
    path,
    format: "yarn-classic",
    formatVersion: "1",
    instances: entries.flatMap((entry) => readInstances(lockfile, entry, requests.of(entry))),
    manifests: null,
    patterns: new Set(entries.flatMap(({ patterns }) => patterns)),
    overrides: null,
    catalogs: null,
  };
}

function parseValues(lockfile: LockfileText): Map<string, unknown> {
  // Only here, because it takes a while to load; and required, because Node and Bun disagree on how to import it.
  const yarn: typeof import("@yarnpkg/lockfile") = createRequire(import.meta.url)("@yarnpkg/lockfile");
  try {
    const { type, object } = yarn.parse(lockfile.text);
    if (type === "success") return new Map(Object.entries(object));
  } catch (cause) {
    const line = /(\d+):\d+ in /.exec(cause instanceof Error ? cause.message : "")?.[1];
    const reason = `it is not valid${line === undefined ? "" : ` (line ${line})`}`;
    throw lockfile.unreadable(reason, { cause });
  }
  throw lockfile.unreadable("it has an unresolved merge conflict");
}

function readEntry(
  lockfile: LockfileText,
  line: YarnClassicEntry,
  values: ReadonlyMap<string, unknown>,
): Entry {
  const [pattern = ""] = line.patterns;
  const value = values.get(pattern);
  for (const other of line.patterns) {
    if (splitPattern(other) === null) {
      throw lockfile.unreadable(`${JSON.stringify(other)} names no package`, { offset: line.offset });
    }
  }
  const what = pattern;
  if (!isObject(value)) throw lockfile.unreadable(`${what} is not an object`, { offset: line.offset });
  const text = (key: string): string | null => {
    const field = Object.hasOwn(value, key) ? value[key] : undefined;
    if (field === undefined) return null;
    if (typeof field === "string") return field;
    // Unquoted digits are read as a number.
    if (typeof field === "number") return String(field);
    throw lockfile.unreadable(`${key} of ${what} is not text`, { offset: line.offset });
  };
  const version = text("version");
  if (version === null || version === "") {
    throw lockfile.unreadable(`${what} has no version`, { offset: line.offset });
  }
  const dependencies: Record<string, Record<string, string>> = Object.create(null);
  for (const field of ["dependencies", "optionalDependencies"]) {
    const map = Object.hasOwn(value, field) ? value[field] : undefined;
    if (map === undefined) continue;
    if (!isObject(map))
      throw lockfile.unreadable(`${field} of ${what} is not an object`, { offset: line.offset });
    const specifiers: Record<string, string> = Object.create(null);
    for (const [name, specifier] of Object.entries(map)) specifiers[name] = String(specifier);
    dependencies[field] = specifiers;
  }
  return { ...line, version, resolved: text("resolved"), integrity: text("integrity"), dependencies };
}

/**
 * A file that was cut off can still be well-formed. yarn ends it with a line break; a file without one must at least
 * list what its packages depend on. (With one it need not: workspaces are not listed.)
 */
function refuseUnfinished(lockfile: LockfileText, entries: readonly Entry[]): void {
  if (lockfile.text.endsWith("\n")) return;
  const names = new Set(entries.flatMap(({ patterns }) => patterns.map((each) => splitPattern(each)?.name)));
  for (const { dependencies, integrity, offset } of entries) {
    const missing = Object.values(dependencies)
      .flatMap((specifiers) => Object.keys(specifiers))
      .find((name) => !names.has(name));
    if (missing !== undefined) {
      throw lockfile.unreadable(`it is incomplete: it does not list ${missing}`, { offset });
    }
    if (
      integrity !== null &&
      !/(?:^|\s)(?:sha1-.{28}|sha256-.{44}|sha384-.{64}|sha512-.{88})$/.test(integrity)
    ) {
      throw lockfile.unreadable("it is incomplete: a checksum is cut off", { offset });
    }
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function collectRequests(entries: readonly Entry[]): Requests<Entry> {
  const byPattern = new Map<string, Entry>();
  for (const entry of entries) for (const pattern of entry.patterns) byPattern.set(pattern, entry);
  const requests = new Requests<Entry>();
  for (const { patterns, version, dependencies } of entries) {
    const dependent = version.startsWith("workspace:")
      ? version
      : `${realName(patterns[0] ?? "").name}@${version}`;
    for (const [field, specifiers] of Object.entries(dependencies)) {
      for (const [dependency, specifier] of Object.entries(specifiers)) {
        const target = byPattern.get(`${dependency}@${specifier}`);
        if (target !== undefined) requests.add(target, { dependent, field, specifier });
      }
    }
  }
  return requests;
}

/** `name@` asks for any version, as an empty specifier does. */
function splitPattern(pattern: string): NamedReference | null {
  const any = /^((?:@[^/@]+\/)?[^/@]+)@$/.exec(pattern)?.[1];
  return any === undefined ? splitReference(pattern) : { name: any, reference: "" };
}

/** The package behind a pattern: `or-old@npm:@scope/name@1.0.0` hides it in the specifier. */
function realName(pattern: string): { readonly name: string; readonly installedAs: string } {
  const { name, reference } = splitPattern(pattern) ?? { name: pattern, reference: "" };
  return { name: aliasTarget(reference)?.name ?? name, installedAs: name };
}

function readInstances(
  lockfile: LockfileText,
  entry: Entry,
  requesters: LockfileInstance["requesters"],
): LockfileInstance[] {
  const source = readSource(entry);
  const instances = new Map<string, LockfileInstance>();
  for (const pattern of entry.patterns) {
    const { name, installedAs } = realName(pattern);
    const instance: LockfileInstance = {
      name,
      installedAs,
      version: source.kind === "registry" ? entry.version : exactVersion(entry.version),
      source,
      integrity: entry.integrity,
      installPath: `node_modules/${installedAs}`,
      keyPath: [pattern],
      line: lockfile.lineAt(entry.offset),
      requesters,
    };
    for (const each of withDownload(instance)) {
      const key = JSON.stringify([each.name, each.installedAs, each.version]);
      if (!instances.has(key)) instances.set(key, each);
    }
  }
  return [...instances.values()];
}

/** Beside what is not from a registry stands a version or, where Bun wrote the text, a path. */
function exactVersion(version: string): string | null {
  return /^\d/.test(version) ? version : null;
}

function readSource({ patterns, resolved }: Entry): InstanceSource {
  const reference = splitPattern(patterns[0] ?? "")?.reference ?? "";
  if (resolved?.startsWith("workspace:")) {
    // Only Bun writes this, when it prints its binary lockfile in this format.
    const path = pathInside(resolved.slice("workspace:".length));
    return path === null ? { kind: "folder", reference: resolved } : { kind: "workspace", path };
  }
  const address = resolved ?? reference;
  if (/^(?:git\+|git:|git@|github:|gitlab:|bitbucket:)|\.git(?:#|$)|codeload\.github\.com/.test(address)) {
    return { kind: "git", reference: address };
  }
  if (/^(?:file|link|portal):/.test(reference)) {
    if (/\.(?:tgz|tar\.gz|tar)(?:#|$)/.test(reference)) return { kind: "tarball", reference };
    const path = pathInside(reference.replace(/^\w+:/, ""));
    return path === null ? { kind: "folder", reference } : { kind: "workspace", path };
  }
  // A range never has an address in it, so what was asked for by its address is not from a registry.
  if (/^https?:/.test(reference)) return { kind: "tarball", reference: address };
  return { kind: "registry", resolved };
}
