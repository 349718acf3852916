import type { Facts } from "../facts.ts";
import type { Lockfile } from "../lockfiles/lockfile.ts";
import type { Pin } from "../policy/policy.ts";

/** The versions of the pinned package that one lockfile brings, a link as the version of its workspace. */
export function versionsIn(lockfile: Lockfile, pin: Pin, facts: Facts): string[] {
  const instances = facts.instancesOf(pin).filter((instance) => instance.lockfile === lockfile);
  const versions = new Set(
    instances.map(({ source, version }) => {
      if (source.kind === "registry") return version ?? "no version";
      if (source.kind !== "workspace") return source.reference;
      return facts.workspaceAt(lockfile, source.path)?.version ?? "no version";
    }),
  );
  if (versions.size === 0 && lockfile.format === "yarn-classic") {
    // Yarn 1 writes nothing about workspaces that it links.
    for (const { version } of facts.workspacesOf(pin)) versions.add(version ?? "no version");
  }
  return [...versions].sort();
}

/** Lockfiles of one folder, where there are several. */
export function* rivals(
  lockfiles: readonly Lockfile[],
): Iterable<readonly [Lockfile, Lockfile, ...Lockfile[]]> {
  const byFolder = Map.groupBy(lockfiles, ({ path }) => path.slice(0, path.lastIndexOf("/") + 1));
  for (const [first, second, ...more] of byFolder.values()) {
    if (first !== undefined && second !== undefined) yield [first, second, ...more];
  }
}
