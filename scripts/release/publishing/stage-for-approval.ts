import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { integrityOf } from "../pack.ts";
import { isRecord } from "../packages.ts";
import type { Releasable } from "./conditions.ts";
import { explainFailure, type Npm, runNpm } from "./npm.ts";
import { provenanceOption, withTarball } from "./publish.ts";
import { RegistryError } from "./registry.ts";

/**
 * npm's staged publishing: the bytes go to the registry, are fetched back and compared, and stay invisible until a
 * maintainer approves them with a second factor. Only npm's own service offers it.
 */
export async function stageForApproval(npm: Npm, releasable: Releasable, tag: string): Promise<string[]> {
  const { name, version, tarball } = releasable.package;
  return withTarball(releasable, async (path, folder) => {
    const argumentList = [
      "stage",
      "publish",
      path,
      "--tag",
      tag,
      "--ignore-scripts",
      "--json",
      "--no-dry-run",
      ...provenanceOption(npm),
    ];
    const staged = await runNpm(npm, argumentList);
    if (staged.exitCode !== 0) {
      throw new RegistryError(
        `${name}@${version} was not staged: ${explainFailure(staged, npm.environment)}`,
      );
    }
    const id = stageId(staged.stdout);
    if (id === undefined)
      throw new RegistryError(`${name}@${version} was staged, but npm named no stage id.`);
    const fetched = await runNpm(npm, ["stage", "download", id], folder);
    const reject = `Reject it: npm stage reject ${id}`;
    if (fetched.exitCode !== 0) {
      throw new RegistryError(
        `${name}@${version} is staged as ${id}, but could not be fetched back: ${explainFailure(fetched, npm.environment)}. ${reject}`,
      );
    }
    const downloaded = readdirSync(folder).find((file) => file.endsWith(`${id}.tgz`));
    const integrity =
      downloaded === undefined ? "nothing" : integrityOf(readFileSync(join(folder, downloaded)));
    if (integrity !== tarball.integrity) {
      throw new RegistryError(
        `${name}@${version}: what is staged is ${integrity}, what passed the gate is ${tarball.integrity}. ${reject}`,
      );
    }
    return [
      `${name}@${version}: staged under "${tag}" as ${id}; fetched back, ${integrity}`,
      `  a maintainer approves it with a second factor: npm stage approve ${id}`,
    ];
  });
}

/** npm prints one object, or one under the package's name, depending on its version. */
export function stageId(output: string): string | undefined {
  const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
  try {
    const parsed: unknown = JSON.parse(output);
    const candidates = isRecord(parsed) ? [parsed, ...Object.values(parsed)] : [];
    const found = candidates
      .filter(isRecord)
      .map(({ stageId: id }) => id)
      .find((id) => typeof id === "string" && uuid.test(id));
    return typeof found === "string" ? found : undefined;
  } catch {
    return undefined;
  }
}
