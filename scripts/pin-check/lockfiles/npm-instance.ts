import { withDownload } from "./downloads.ts";
import type { InstanceSource, LockfileInstance } from "./lockfile.ts";
import { aliasTarget, pathInside } from "./reference.ts";

/** What an entry of either shape of an npm lockfile says about the place of a package. */
export interface NpmPlace
  extends Pick<LockfileInstance, "installedAs" | "installPath" | "keyPath" | "line" | "requesters"> {
  /** The real name, where the entry writes one. */
  readonly name: string | null;
}

interface NpmOrigin {
  readonly version: string | null;
  readonly resolved: string | null;
  readonly integrity: string | null;
}

export function npmLink(
  place: NpmPlace,
  path: string,
  target: { readonly name: string | null; readonly version: string | null },
): LockfileInstance {
  const inside = pathInside(path);
  return {
    ...place,
    name: target.name ?? place.name ?? place.installedAs,
    version: target.version,
    source: inside === null ? { kind: "folder", reference: path } : { kind: "workspace", path: inside },
    integrity: null,
  };
}

/** Usually one instance; two when the entry contradicts the address that npm downloads from. */
export function npmInstances(
  place: NpmPlace,
  { version, resolved, integrity }: NpmOrigin,
): LockfileInstance[] {
  const alias = version === null ? null : aliasTarget(version);
  const name = alias?.name ?? place.name ?? place.installedAs;
  const source = npmSource(alias === null ? version : alias.reference, resolved);
  return withDownload({
    ...place,
    name,
    version: alias?.reference ?? (isAddress(version) ? null : version),
    source,
    integrity,
  });
}

function isAddress(version: string | null): boolean {
  return version !== null && /^[a-z+]+:|^\.{0,2}\//i.test(version);
}

function npmSource(version: string | null, resolved: string | null): InstanceSource {
  // Version 1 writes the address of what is not from a registry where the version stands.
  const reference = isAddress(version) ? (version ?? "") : (resolved ?? "");
  if (/^(?:git\+|git:|git@|github:|gitlab:|bitbucket:)/.test(reference)) return { kind: "git", reference };
  if (/^file:.*\.(?:tgz|tar\.gz|tar)$/.test(reference)) return { kind: "tarball", reference };
  if (reference.startsWith("file:")) {
    const path = pathInside(reference.slice("file:".length));
    return path === null ? { kind: "folder", reference } : { kind: "workspace", path };
  }
  if (isAddress(version)) return { kind: "tarball", reference };
  return { kind: "registry", resolved };
}
