import type { Releasable } from "./conditions.ts";
import { explainFailure, type Npm, runNpm } from "./npm.ts";
import { readPackDescription } from "./pack-description.ts";
import { withTarball } from "./publish.ts";
import { RegistryError } from "./registry.ts";

/**
 * Why the tarball is not what the report calls it. npm publishes under the name and version inside the bytes; the
 * registry is asked about those in the report, so both have to be the same.
 */
export async function objectionToIdentity(npm: Npm, releasable: Releasable): Promise<string | undefined> {
  const { name, version, tarball, files } = releasable.package;
  // No registry is asked, so its patience is no measure here: a busy machine needs seconds to start npm.
  const patient = { ...npm, timeout: Math.max(npm.timeout, 60_000) };
  const result = await withTarball(releasable, (path, folder) =>
    runNpm(patient, ["pack", path, "--dry-run", "--json", "--ignore-scripts"], folder),
  );
  if (result.interruption !== undefined) {
    throw new RegistryError(
      `${name}: npm does not say what ${tarball.name} holds: it was ${result.interruption}`,
    );
  }
  const described = result.exitCode === 0 ? readPackDescription(result.stdout) : undefined;
  if (described === undefined) {
    return `${name}: npm cannot read ${tarball.name} (${explainFailure(result, npm.environment)}).`;
  }
  if (described.name !== name || described.version !== version || described.integrity !== tarball.integrity) {
    return `${name}: ${tarball.name} holds ${described.name}@${described.version}, not ${name}@${version}.`;
  }
  const packed = [...described.paths].sort().join("\n");
  const reported = files
    .map(({ path }) => path)
    .sort()
    .join("\n");
  return packed === reported
    ? undefined
    : `${name}: ${tarball.name} holds other files than the gate report lists.`;
}
