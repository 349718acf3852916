import type { LockfileInstance } from "./lockfile.ts";
import { registryTarball } from "./reference.ts";

/**
 * What an entry claims to be and what its address downloads: usually one instance, and two when they differ. An
 * address of another package altogether is no registry's answer to the name that was asked for.
 */
export function withDownload(instance: LockfileInstance): LockfileInstance[] {
  const { source, name, version } = instance;
  if (source.kind !== "registry" || source.resolved === null) return [instance];
  const fetched = registryTarball(source.resolved);
  if (fetched === null || (fetched.name === name && fetched.version === version)) return [instance];
  const claimed: LockfileInstance =
    fetched.name === name
      ? instance
      : { ...instance, source: { kind: "tarball", reference: source.resolved } };
  return [claimed, { ...instance, ...fetched }];
}
