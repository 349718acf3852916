import { dependencyFields } from "../../dependency-fields.ts";
import type { Facts, Instance } from "../../facts.ts";
import type { Lockfile, RecordedManifest } from "../../lockfiles/lockfile.ts";
import type { Declaration } from "../../manifests/declaration.ts";
import type { Pin } from "../../policy/policy.ts";
import { folderOf, inRepository } from "../../repository/lockfile-folder.ts";
import { placeOf, placeOfLockfile } from "../places.ts";
import type { Found } from "../rule.ts";
import { acceptableTexts, asksFor, covers, relativeFolder } from "./recorded.ts";

/** Holds what a lockfile remembers of the manifests against the manifests. */
export function* staleDependencies(
  lockfile: Lockfile,
  pin: Pin,
  facts: Facts,
): Iterable<Found<"stale-lockfile">> {
  const uses = facts
    .usesOf(pin)
    .filter(
      ({ kind, folder }) => (kind === "dependency" || kind === "peer") && covers(lockfile, folder, facts),
    )
    .filter((use) => !isRemoved(use, lockfile, facts));
  for (const use of uses) {
    const found = lockfile.manifests === null ? null : compare(use, lockfile, lockfile.manifests, pin, facts);
    if (found !== null) yield found;
    else if (use.kind === "dependency" && !isInstalled(use, lockfile, pin, facts)) {
      yield report(facts, use, lockfile, pin, "not-installed", "nothing installed for it");
    }
  }
  yield* noLongerAsked(lockfile, pin, facts);
  yield* otherVersions(lockfile, pin, facts);
}

/** pnpm leaves out what an override removes below one package. */
function isRemoved(use: Declaration, { format }: Lockfile, facts: Facts): boolean {
  return (
    format === "pnpm" &&
    facts.declarations.some(
      ({ kind, key, text }) => kind === "override" && key === use.key && text.trim() === "-",
    )
  );
}

function compare(
  use: Declaration,
  lockfile: Lockfile,
  manifests: readonly RecordedManifest[],
  pin: Pin,
  facts: Facts,
): Found<"stale-lockfile"> | null {
  const path = relativeFolder(lockfile, use.folder);
  const recorded = manifests.find((manifest) => manifest.path === path);
  if (recorded === undefined) return report(facts, use, lockfile, pin, "not-recorded", "nothing recorded");
  const acceptable = acceptableTexts(use, lockfile, pin, facts);
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

function isInSeveralFields(use: Declaration, facts: Facts): boolean {
  return (
    facts.declarations.filter(
      ({ kind, file, key }) =>
        (kind === "dependency" || kind === "peer") && file === use.file && key === use.key,
    ).length > 1
  );
}

function isInstalled(use: Declaration, lockfile: Lockfile, pin: Pin, facts: Facts): boolean {
  const dependent = `workspace:${relativeFolder(lockfile, use.folder)}`;
  const instances = facts.instancesOf(pin).filter((instance) => instance.lockfile === lockfile);
  if (lockfile.manifests !== null) {
    const isLinked = instances.some(({ requesters }) =>
      requesters.some((requester) => requester.dependent === dependent),
    );
    // Yarn 4 records `catalog:` as it stands there, and the entry for what it leads to.
    const isIndirect = lockfile.format === "yarn-berry" && use.specifier?.kind === "catalog";
    return isLinked || (isIndirect && instances.some(({ installedAs }) => installedAs === use.key));
  }
  const { patterns } = lockfile;
  if (patterns === undefined) return instances.some(({ installedAs }) => installedAs === use.key);
  for (const text of acceptableTexts(use, lockfile, pin, facts)) {
    if (patterns.has(`${use.key}@${text}`)) return true;
  }
  // Bun's binary lockfile has links under their folders.
  const isLinked = ({ installedAs, source }: Instance) =>
    installedAs === use.key && source.kind === "workspace";
  if (instances.some(isLinked)) return true;
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
