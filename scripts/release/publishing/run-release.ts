import { tagFor, versionForm } from "../dist-tag.ts";
import { currentBranch } from "../git.ts";
import {
  type Conditions,
  examineConditions,
  objectionToOlder,
  objectionToTag,
  type Releasable,
} from "./conditions.ts";
import { objectionToIdentity } from "./identity.ts";
import { explainFailure, type Npm, runNpm } from "./npm.ts";
import { hasTrustedPublishing } from "./oidc.ts";
import { type Publication, publish } from "./publish.ts";
import { assertLoggedIn, RegistryError, type RegistryState, readRegistryState } from "./registry.ts";
import { stageForApproval } from "./stage-for-approval.ts";

export interface ReleaseInput {
  readonly npm: Npm;
  readonly tag: string | undefined;
  readonly staged: boolean;
  readonly dryRun: boolean;
  readonly print: (line: string) => void;
}

/** The exit code: 0 published or nothing left to do half-way, 1 refused, 2 the registry did not go along. */
export async function runRelease(input: ReleaseInput): Promise<0 | 1 | 2> {
  const { npm, print } = input;
  const conditions: Conditions = await examineConditions(npm.root);
  if (conditions.objections.length > 0) return refuse(print, conditions.objections);
  const branch = await currentBranch(npm.root);
  if (branch !== "main") {
    print(
      `Note: this is ${branch === undefined ? "no branch" : `the branch ${branch}`}; releases are cut from main.`,
    );
  }
  try {
    return await publishAll(input, conditions.releasable);
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error;
    print(`- ${error.message}`);
    print(
      "RELEASE STOPPED: run the same command again when that is settled; what is published stays published.",
    );
    return 2;
  }
}

async function publishAll(input: ReleaseInput, releasable: readonly Releasable[]): Promise<0 | 1 | 2> {
  const { npm, print, staged, dryRun } = input;
  const objections: string[] = [];
  const awaiting: Publication[] = [];
  let present = 0;
  for (const one of releasable) {
    const objection = await objectionToIdentity(npm, one);
    if (objection !== undefined) objections.push(objection);
  }
  if (objections.length > 0) return refuse(print, objections);
  // All of the registry's answers first, so that nothing is half done when one of them is a no.
  for (const one of releasable) {
    const { name, version, tarball } = one.package;
    const state: RegistryState = await readRegistryState(npm, name, version);
    const tag = input.tag ?? tagFor(version);
    if (tag === undefined) {
      objections.push(`${name}: ${version} ${versionForm}.`);
      continue;
    }
    const wrongTag = objectionToTag(npm.root, name, version, tag, state.tags);
    const older =
      state.integrity === undefined ? objectionToOlder(name, version, tag, state.tags) : undefined;
    if (wrongTag !== undefined) objections.push(wrongTag);
    else if (older !== undefined) objections.push(older);
    else if (state.integrity === undefined) {
      awaiting.push({ releasable: one, tag, tagsBefore: state.exists ? state.tags : undefined });
    } else if (state.integrity === tarball.integrity) {
      present += 1;
      print(`${name}@${version}: already on the registry, with exactly these bytes`);
    } else {
      objections.push(
        `${name}@${version} is already on the registry with other bytes (${state.integrity}). A version is published once: the change needs a changeset.`,
      );
    }
  }
  if (objections.length === 0 && awaiting.length === 0) {
    objections.push(`Nothing is left to publish: all ${present} versions are already on the registry.`);
  }
  if (objections.length > 0) return refuse(print, objections);
  await assertUsableNpm(npm, staged);
  const [first] = awaiting;
  if (first !== undefined && !hasTrustedPublishing(npm.environment)) {
    await assertLoggedIn(npm, first.releasable.package.name);
  }
  for (const publication of awaiting) {
    const { name, version, tarball } = publication.releasable.package;
    if (dryRun)
      print(`${name}@${version}: would be published under "${publication.tag}", ${tarball.integrity}`);
    else {
      const lines = staged
        ? await stageForApproval(npm, publication.releasable, publication.tag)
        : await publish(npm, publication);
      for (const line of lines) print(line);
    }
  }
  print(
    dryRun
      ? "DRY RUN: nothing was published."
      : staged
        ? "STAGED: nothing is public before it is approved."
        : "RELEASED.",
  );
  return 0;
}

/** Older versions of npm would ignore what they do not know and fall back to something weaker. */
async function assertUsableNpm(npm: Npm, staged: boolean): Promise<void> {
  const needed = staged
    ? ([11, 15, 0] as const)
    : hasTrustedPublishing(npm.environment)
      ? ([11, 5, 1] as const)
      : undefined;
  if (needed === undefined) return;
  const result = await runNpm(npm, ["--version"]);
  if (result.exitCode !== 0) throw new RegistryError(explainFailure(result, npm.environment));
  const version = result.stdout.trim();
  if (isAtLeast(version, needed)) return;
  throw new RegistryError(
    `npm ${version} is too old: ${staged ? "staged publishing" : "trusted publishing"} needs ${needed.join(".")} or later`,
  );
}

export function isAtLeast(version: string, needed: readonly [number, number, number]): boolean {
  const parts = version.split("-")[0]?.split(".").map(Number) ?? [];
  for (const [index, least] of needed.entries()) {
    const part = parts[index] ?? 0;
    if (part !== least) return part > least;
  }
  return true;
}

function refuse(print: (line: string) => void, objections: readonly string[]): 1 {
  for (const objection of objections) print(`- ${objection}`);
  print("RELEASE REFUSED: nothing was published.");
  return 1;
}
