import { readRegistryAddress } from "../specifiers/registry-address.ts";
import { parseSpecifier } from "../specifiers/specifier.ts";
import type { LockfileInstance } from "./lockfile.ts";

type Download = Pick<LockfileInstance, "name" | "version">;

/**
 * What an entry claims to be and what its address downloads: usually one instance, and two when they differ. An
 * address of another package altogether, or of nobody knows what, is no registry's answer to the name that was asked
 * for.
 */
export function withDownload(instance: LockfileInstance): LockfileInstance[] {
  const { source, name, version } = instance;
  if (source.kind !== "registry" || source.resolved === null || source.resolved === "") return [instance];
  const downloaded = readDownload(name, source.resolved);
  if (downloaded?.name === name && downloaded.version === version) return [instance];
  if (downloaded?.name === name) return [instance, { ...instance, ...downloaded }];
  const claimed: LockfileInstance = {
    ...instance,
    source: { kind: "tarball", reference: source.resolved },
  };
  return downloaded === null ? [claimed] : [claimed, { ...instance, ...downloaded }];
}

/** npm takes a specifier of any kind where an address belongs, and follows it. Null when it does not tell a name. */
function readDownload(name: string, resolved: string): Download | null {
  const specifier = parseSpecifier(resolved);
  switch (specifier.kind) {
    case "tarball": {
      const addressed = readRegistryAddress(specifier.address);
      return addressed && { name: addressed.package, version: addressed.version };
    }
    case "npm":
      return { name: specifier.package ?? name, version: specifier.specifier?.text ?? null };
    case "version":
    case "range":
    case "tag":
      return { name, version: specifier.text };
    default:
      return null;
  }
}
