import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Releasable } from "./conditions.ts";
import { explainFailure, type Npm, runNpm } from "./npm.ts";
import { hasTrustedPublishing } from "./oidc.ts";
import { RegistryError, readIntegrity, readRegistryState } from "./registry.ts";

export interface Publication {
  readonly releasable: Releasable;
  readonly tag: string;
  /** The tags of the package before; undefined for its very first publish. */
  readonly tagsBefore: Readonly<Record<string, string>> | undefined;
}

/** Gives npm a file that holds the hashed bytes and that nobody else can write to. */
export async function withTarball<Result>(
  { package: { tarball }, contents }: Releasable,
  use: (path: string, folder: string) => Promise<Result>,
): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), "release-"));
  try {
    const path = join(folder, tarball.name);
    writeFileSync(path, contents, { mode: 0o400, flag: "wx" });
    return await use(path, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Publishes one tarball and looks at the registry afterwards; returns what there is to say. */
export async function publish(npm: Npm, { releasable, tag, tagsBefore }: Publication): Promise<string[]> {
  const { name, version, tarball } = releasable.package;
  const result = await withTarball(releasable, (path) =>
    // A dry run that somebody's environment asks for would look like success.
    runNpm(npm, [
      "publish",
      path,
      "--tag",
      tag,
      "--ignore-scripts",
      "--no-dry-run",
      ...provenanceOption(npm),
    ]),
  );
  if (result.exitCode !== 0) {
    const arrived = await hasArrived(npm, releasable);
    const outcome =
      arrived === true
        ? "It has arrived all the same."
        : arrived === false
          ? "It has not arrived."
          : "Whether it has arrived is not known.";
    throw new RegistryError(
      `${name}@${version} was not confirmed: ${explainFailure(result, npm.environment)}. ${outcome} Run the command again: what is there is not published twice.`,
    );
  }
  const after = await stateWhenVisible(npm, name, version);
  if (after.integrity !== tarball.integrity) {
    throw new RegistryError(
      `${name}@${version} was published, but the registry ${after.integrity === undefined ? "does not show it yet" : `holds ${after.integrity}`} instead of ${tarball.integrity}. Look at it before you go on.`,
    );
  }
  if (after.tags[tag] !== version) {
    throw new RegistryError(
      `${name}@${version} was published, but "${tag}" is ${after.tags[tag] ?? "not set"}.`,
    );
  }
  return [
    `${name}@${version}: published under "${tag}", ${tarball.integrity}`,
    ...latestNotes(name, version, tag, tagsBefore, after.tags),
  ];
}

function latestNotes(
  name: string,
  version: string,
  tag: string,
  before: Readonly<Record<string, string>> | undefined,
  after: Readonly<Record<string, string>>,
): string[] {
  if (tag === "latest") return [];
  if (before === undefined) {
    return after.latest === version
      ? [
          `  its very first publish: the registry also calls ${version} "latest", as it does with the first of every package`,
        ]
      : [];
  }
  if (after.latest !== before.latest) {
    throw new RegistryError(
      `${name}: "latest" was ${before.latest} and is now ${after.latest}. Put it back: npm dist-tag add ${name}@${before.latest} latest`,
    );
  }
  return [`  "latest" stays ${after.latest ?? "unset"}`];
}

export function provenanceOption({ environment }: Npm): string[] {
  return hasTrustedPublishing(environment) ? ["--provenance"] : [];
}

async function hasArrived(
  npm: Npm,
  { package: { name, version, tarball } }: Releasable,
): Promise<boolean | undefined> {
  try {
    return (await readIntegrity(npm, name, version)) === tarball.integrity;
  } catch {
    return undefined;
  }
}

/** Registries show a new version with a little delay. */
async function stateWhenVisible(npm: Npm, name: string, version: string) {
  let state = await readRegistryState(npm, name, version);
  for (let attempt = 0; attempt < 5 && state.integrity === undefined; attempt += 1) {
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    state = await readRegistryState(npm, name, version);
  }
  return state;
}
