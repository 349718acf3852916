import semver from "semver";
import type { Facts } from "../facts.ts";
import type { Declaration } from "../manifests/declaration.ts";
import type { Pin } from "../policy/policy.ts";
import type { Specifier } from "./specifier.ts";

/** What a peer dependency lets in, of the versions that matter. */
export interface PeerAdmission {
  /** The range as semver reads it; null when it is none. */
  readonly range: string | null;
  readonly includesPin: boolean;
  /** npm takes a pre-release only when the range names one of the same version, or is `*`. */
  readonly includesPinForNpm: boolean;
  readonly deniedVersions: readonly string[];
}

export function admissionOf(declaration: Declaration, pin: Pin, facts: Facts): PeerAdmission {
  const ranges = rangesOf(declaration.specifier, declaration.key, pin, facts);
  const usable = ranges.every((range) => range !== null && semver.validRange(range) !== null);
  if (ranges.length === 0 || !usable) {
    return { range: null, includesPin: false, includesPinForNpm: false, deniedVersions: [] };
  }
  const texts = ranges.filter((range) => range !== null);
  const admits = (version: string) =>
    texts.every((range) => semver.satisfies(version, range, { includePrerelease: true }));
  return {
    range: texts.join(" "),
    includesPin: admits(pin.version),
    includesPinForNpm: texts.every((range) => isAny(range) || semver.satisfies(pin.version, range)),
    deniedVersions: [...pin.denied.keys()].filter((version) =>
      texts.some((range) => semver.satisfies(version, range, { includePrerelease: true })),
    ),
  };
}

function isAny(range: string): boolean {
  return /^\s*(?:\*|x)?\s*$/i.test(range);
}

/** Null in the list: something that is no range. */
function rangesOf(specifier: Specifier | null, key: string, pin: Pin, facts: Facts): (string | null)[] {
  if (specifier === null) return [null];
  switch (specifier.kind) {
    case "version":
    case "range":
      return [specifier.text];
    case "npm":
      return specifier.package === pin.package || (specifier.package === null && facts.usesYarnBerry)
        ? rangesOf(specifier.specifier, key, pin, facts)
        : [null];
    case "catalog":
      // An entry may be an alias, but not lead to another catalog.
      return facts
        .catalogEntries(specifier.catalog, key)
        .flatMap((entry) =>
          entry.specifier?.kind === "catalog" ? [null] : rangesOf(entry.specifier, key, pin, facts),
        );
    case "workspace":
      return workspaceRanges(specifier, pin, facts);
    default:
      return [null];
  }
}

/** What packing puts in the place of `workspace:`. */
function workspaceRanges(
  { package: name, reference }: Extract<Specifier, { kind: "workspace" }>,
  pin: Pin,
  facts: Facts,
): (string | null)[] {
  if (name !== null && name !== pin.package) return [null];
  const workspaces = facts.workspacesOf(pin);
  if (workspaces.length === 0) return [null];
  return workspaces.map(({ version }) => {
    if (version === null) return null;
    if (reference === "*" || reference === "") return version;
    if (reference === "^" || reference === "~") return `${reference}${version}`;
    return reference;
  });
}
