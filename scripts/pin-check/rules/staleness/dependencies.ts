import { dependencyFields } from "../../dependency-fields.ts";
import type { Facts, Instance } from "../../facts.ts";
import type { Lockfile, RecordedManifest } from "../../lockfiles/lockfile.ts";
import type { Declaration } from "../../manifests/declaration.ts";
import type { Pin } from "../../policy/policy.ts";
import { folderOf, inRepository } from "../../repository/lockfile-folder.ts";
import { placeOf, placeOfLockfile } from "../places.ts";
import type { Found } from "../rule.ts";
import { type AcceptableTexts, acceptableTexts, asksFor, covers, relativeFolder } from "./recorded.ts";

/** Holds what a lockfile remembers of the manifests against the manifests. */
export function* staleDependencies(
  lockfile: Lockfile,
  pin: Pin,
  facts: Facts,
): Iterable<Found<"stale-lockfile">> {
  const removed = removedKeys(lockfile, facts);
  const uses = facts
    .usesOf(pin)
    .filter(
      ({ kind, folder, key }) =>
        (kind === "dependency" || kind === "peer") && !removed.has(key) && covers(lockfile, folder, facts),
    );
  const recorded = new Map(lockfile.manifests?.map((manifest) => [manifest.path, manifest]));
  const installed = installedIn(lockfile, pin, facts);
  const acceptable = acceptableTexts(lockfile, pin, facts);
  for (const use of uses) {
    const found =
      lockfile.manifests === null ? null : compare(use, lockfile, recorded, acceptable(use), pin, facts);
    if (found !== null) yield found;
    else if (use.kind === "dependency" && !isInstalled(use, lockfile, installed, acceptable, pin, facts)) {
      yield report(facts, use, lockfile, pin, "not-installed", "nothing installed for it");
    }
  }
  yield* noLongerAsked(lockfile, pin, facts);
  yield* otherVersions(lockfile, pin, facts);
}

/** pnpm leaves out what an override removes below one package. */
function removedKeys({ format }: Lockfile, { declarations }: Facts): ReadonlySet<string> {
  if (format !== "pnpm") return new Set();
  const removals = declarations.filter(({ kind, text }) => kind === "override" && text.trim() === "-");
  return new Set(removals.map(({ key }) => key));
}

function compare(
  use: Declaration,
  lockfile: Lockfile,
  manifests: ReadonlyMap<string, RecordedManifest>,
  acceptable: ReadonlySet<string>,
  pin: Pin,
  facts: Facts,
): Found<"stale-lockfile"> | null {
  const recorded = manifests.get(relativeFolder(lockfile, use.folder));
  if (recorded === undefined) return report(facts, use, lockfile, pin, "not-recorded", "nothing recorded");
  const text = textIn(recorded, fieldIn(lockfile, use), use.key);
  if (text !== null) {
    return acceptable.has(text) ? null : report(facts, use, lockfile, pin, "specifier", text);
  }
  const elsewhere = dependencyFields
    .map((field) => textIn(recorded, field, use.key))
    .filter((found) => found !== null);
  if (elsewhere.some((found) => acceptable.has(found)) && isInSeveralFields(use, facts)) return null;
  // pnpm records a peer only where it installs it by itself.
  if (use.kind === "peer" && lockfile.format === "pnpm") return null;
  const [found] = elsewhere;
  return found === undefined
    ? report(facts, use, lockfile, pin, "not-recorded", "nothing recorded")
    : report(facts, use, lockfile, pin, "field", `${found} in another field`);
}

/** Yarn 2 and later write all fields but peers into one. */
function fieldIn({ format }: Lockfile, { field, kind }: Declaration): string {
  return format === "yarn-berry" && kind === "dependency" ? "dependencies" : field;
}

function textIn({ dependencies }: RecordedManifest, field: string, key: string): string | null {
  const specifiers = Object.hasOwn(dependencies, field) ? dependencies[field] : undefined;
  return specifiers !== undefined && Object.hasOwn(specifiers, key) ? (specifiers[key] ?? null) : null;
}

function isInSeveralFields({ file, key }: Declaration, facts: Facts): boolean {
  return facts.fieldsAsking(file, key) > 1;
}

/** What a lockfile has of the pinned package. */
interface Installed {
  /** Who asked for it. */
  readonly dependents: ReadonlySet<string>;
  /** The names that it is installed under. */
  readonly names: ReadonlySet<string>;
  /** Those of them that are links. */
  readonly linked: ReadonlySet<string>;
}

function installedIn(lockfile: Lockfile, pin: Pin, facts: Facts): Installed {
  const instances = facts.instancesOf(pin).filter((instance) => instance.lockfile === lockfile);
  const dependents = new Set<string>();
  for (const { requesters } of instances) for (const { dependent } of requesters) dependents.add(dependent);
  const isLinked = ({ source }: Instance) => source.kind === "workspace";
  return {
    dependents,
    names: new Set(instances.map(({ installedAs }) => installedAs)),
    linked: new Set(instances.filter(isLinked).map(({ installedAs }) => installedAs)),
  };
}

function isInstalled(
  use: Declaration,
  lockfile: Lockfile,
  { dependents, names, linked }: Installed,
  acceptable: AcceptableTexts,
  pin: Pin,
  facts: Facts,
): boolean {
  if (lockfile.manifests !== null) {
    if (dependents.has(`workspace:${relativeFolder(lockfile, use.folder)}`)) return true;
    // Yarn 4 records `catalog:` as it stands there, and the entry for what it leads to.
    return lockfile.format === "yarn-berry" && use.specifier?.kind === "catalog" && names.has(use.key);
  }
  const { patterns } = lockfile;
  if (patterns === undefined) return names.has(use.key);
  for (const text of acceptable(use)) {
    if (patterns.has(`${use.key}@${text}`)) return true;
  }
  // Bun's binary lockfile has links under their folders.
  if (linked.has(use.key)) return true;
  // Yarn 1 writes nothing about a workspace that it links.
  return pin.allowWorkspace && facts.workspacesOf(pin).some(({ version }) => version === pin.version);
}

function* noLongerAsked(lockfile: Lockfile, pin: Pin, facts: Facts): Iterable<Found<"stale-lockfile">> {
  const base = folderOf(lockfile);
  for (const { path, dependencies } of lockfile.manifests ?? []) {
    const folder = inRepository(lockfile, path);
    if (base !== "" && folder !== base) continue;
    for (const field of dependencyFields) {
      for (const [key, text] of Object.entries(dependencies[field] ?? {})) {
        if (!asksFor(key, text, pin) || facts.asks(folder, key)) continue;
        const manifest = folder === "" ? "package.json" : `${folder}/package.json`;
        yield {
          place: placeOfLockfile(lockfile),
          actual: `${key}@${text} in ${field} of ${manifest}`,
          expected: "nothing, as the manifest does not ask for it",
          args: { package: pin.package, what: "no-longer-asked", manifest, key, lockfile: lockfile.path },
        };
      }
    }
  }
}

/** Bun and npm record the versions of workspaces; Bun links by them. */
function* otherVersions(lockfile: Lockfile, pin: Pin, facts: Facts): Iterable<Found<"stale-lockfile">> {
  if (facts.usesOf(pin).length === 0) return;
  for (const workspace of facts.workspacesOf(pin)) {
    const path = relativeFolder(lockfile, workspace.folder);
    const recorded = (lockfile.manifests ?? []).find((manifest) => manifest.path === path);
    if (recorded === undefined || recorded.version === null || recorded.name !== pin.package) continue;
    if (recorded.version === workspace.version) continue;
    const file = workspace.document.path;
    yield {
      place: placeOf(facts, { file, keyPath: ["version"] }),
      actual: `${recorded.version} in ${lockfile.path}`,
      expected: workspace.version ?? "no version",
      args: {
        package: pin.package,
        what: "version",
        manifest: file,
        key: "version",
        lockfile: lockfile.path,
      },
    };
  }
}

function report(
  facts: Facts,
  use: Declaration,
  lockfile: Lockfile,
  pin: Pin,
  what: "specifier" | "not-recorded" | "field" | "not-installed",
  actual: string,
): Found<"stale-lockfile"> {
  return {
    place: placeOf(facts, use),
    actual: `${actual} in ${lockfile.path}`,
    expected: use.text,
    args: { package: pin.package, what, manifest: use.file, key: use.key, lockfile: lockfile.path },
  };
}
