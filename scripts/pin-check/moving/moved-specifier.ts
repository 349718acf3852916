import semver from "semver";
import type { Facts } from "../facts.ts";
import type { Declaration } from "../manifests/declaration.ts";
import type { Pin } from "../policy/policy.ts";
import { isForPeersOnly } from "../rules/declarations.ts";

/** What a declaration says once the pin has moved; null when it may stay as it is. */
export function movedSpecifier(
  declaration: Declaration,
  pin: Pin,
  version: string,
  facts: Facts,
): string | null {
  const { specifier, kind, text, isScoped } = declaration;
  const isPeer = kind === "peer" || (kind === "catalog" && isForPeersOnly(declaration, facts));
  if (specifier === null) return null;
  switch (specifier.kind) {
    case "catalog":
      // What it leads to is moved where it stands; an entry that is not there is an error of the check.
      return null;
    case "reference":
      return null;
    case "workspace":
      // The workspace's own version is what moves.
      return specifier.reference === pin.version ? text.replace(pin.version, version) : null;
    case "version":
    case "range":
    case "tag":
      if (isPeer) return movedPeer(text, pin, version);
      if (kind === "override" && text === "-" && isScoped) return null;
      return text === `=${pin.version}` ? `=${version}` : differing(text, exact(declaration, pin, version));
    case "npm": {
      const inner = specifier.specifier?.text ?? "";
      const moved = isPeer ? (movedPeer(inner, pin, version) ?? inner) : version;
      const name = specifier.package ?? null;
      if (name !== null && name !== pin.package) return null;
      return differing(text, name === null ? `npm:${moved}` : `npm:${name}@${moved}`);
    }
    default:
      // A fork, a folder, a patch: somebody's intention, which the check refuses and a person decides.
      return null;
  }
}

function exact({ key }: Declaration, pin: Pin, version: string): string {
  return key === pin.package ? version : `npm:${pin.package}@${version}`;
}

function differing(text: string, moved: string): string | null {
  return text === moved ? null : moved;
}

/** A peer range only has to include the pin; what it admitted before stays admitted. */
function movedPeer(range: string, pin: Pin, version: string): string | null {
  if (range === pin.version) return differing(range, version);
  const isRange = semver.validRange(range) !== null;
  if (isRange && semver.satisfies(version, range, { includePrerelease: true })) return null;
  return isRange ? `${range} || ${version}` : version;
}
