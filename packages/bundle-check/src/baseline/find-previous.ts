import { applyConfiguration } from "../configuration/apply.js";
import type { Configuration } from "../configuration/configuration.js";
import { judgePackage } from "../judge.js";
import { readModules } from "../modules/pool/read-modules.js";
import type { PackageFacts } from "../package-facts.js";
import { findExecutable } from "../package-files/find-executable.js";
import { managerEnvironment } from "../package-files/manager-environment.js";
import { npmFailureText } from "../package-files/npm-failure.js";
import type { OpenOptions } from "../package-files/open-options.js";
import { openPackage } from "../package-files/open-package.js";
import { UnreadableTargetError } from "../package-files/package-files.js";
import { parseRegistrySpec, RegistrySpecError } from "../package-files/registry-spec.js";
import { runCommand } from "../package-files/run-command.js";
import type { SkippedVersion } from "./compared-baseline.js";
import { earlierVersions } from "./earlier-versions.js";
import type { OpenedBaseline } from "./open-baseline.js";

/** So many releases in a row that do not pass mean that something else is wrong, and each one is a download. */
const mostCandidates = 10;

/**
 * The newest earlier version on the registry that itself passes.
 * @throws UnreadableTargetError when there is none among the candidates, or the registry cannot be asked.
 */
export async function findPrevious(
  { manifest, configuration }: PackageFacts,
  spec: string,
  options: OpenOptions,
): Promise<OpenedBaseline> {
  const { name, version } = manifest;
  if (name === null || version === null) {
    throw new UnreadableTargetError(
      spec,
      `There is no previous version to compare with: package.json has no ${name === null ? "name" : "version"}.`,
    );
  }
  const candidates = earlierVersions(await publishedVersions(name, spec, options), version);
  const skipped: SkippedVersion[] = [];
  for (const candidate of candidates.slice(0, mostCandidates)) {
    const opened = await openPackage(`${name}@${candidate}`, { ...options, asIs: false });
    options.onProgress?.(`Judging ${name}@${candidate}`);
    const analysed = await readModules(opened.files, opened.target.spec);
    const judgement = judgePackage(opened.files, opened.target, {
      configuration: forCandidates(configuration),
      analysed,
    });
    const { findings } = applyConfiguration(judgement.findings, configuration);
    const errors = findings.filter(({ severity }) => severity === "error").length;
    if (errors === 0) return { target: opened.target, facts: judgement.facts, skipped };
    skipped.push({ version: candidate, errors });
  }
  throw new UnreadableTargetError(spec, describeAbsence(name, version, candidates.length, skipped));
}

/** Promises and floors may be newer than the candidate; what the user accepts is accepted in all versions. */
function forCandidates(configuration: Configuration): Configuration {
  return { ...configuration, expectedExports: {}, minLines: null, minBytes: null };
}

function describeAbsence(
  name: string,
  version: string,
  candidates: number,
  skipped: readonly SkippedVersion[],
): string {
  if (candidates === 0) {
    return `There is no previous version to compare with: the registry has no version of ${name} that is earlier than ${version} and comparable with it.`;
  }
  const judged = skipped.map((candidate) => candidate.version).join(", ");
  const rest =
    candidates > skipped.length ? ` The ${candidates - skipped.length} older ones were not judged.` : "";
  return `There is no previous version to compare with: none of ${judged} passes.${rest} Name a version with --against.`;
}

async function publishedVersions(name: string, spec: string, options: OpenOptions): Promise<string[]> {
  const executable = findExecutable("npm");
  if (executable === undefined) {
    throw new UnreadableTargetError(spec, "Asking for earlier versions needs npm, and npm is not on PATH.");
  }
  const wanted = parseName(name, spec);
  options.onProgress?.(`Asking npm for the versions of ${name}`);
  const outcome = await runCommand({
    executable,
    arguments: [
      "view",
      name,
      "versions",
      "--json",
      "--prefer-online",
      "--workspaces=false",
      "--loglevel=error",
      "--fetch-retry-mintimeout=500",
      "--fetch-retry-maxtimeout=5000",
    ],
    // The current folder, because a project's own .npmrc may say where its packages come from.
    directory: process.cwd(),
    environment: managerEnvironment(),
    signal: options.signal,
  });
  const versions = outcome.kind === "exited" && outcome.code === 0 ? readVersions(outcome.output) : null;
  if (versions === null) {
    const reason = npmFailureText(wanted, outcome);
    throw new UnreadableTargetError(spec, `There is no previous version to compare with. ${reason}`);
  }
  return versions;
}

function parseName(name: string, spec: string) {
  try {
    const wanted = parseRegistrySpec(name);
    if (wanted.selector === null) return wanted;
  } catch (error) {
    if (!(error instanceof RegistrySpecError)) throw error;
  }
  throw new UnreadableTargetError(
    spec,
    `There is no previous version to compare with: ${JSON.stringify(name)} is not the name of a package.`,
  );
}

/** npm prints a list, or the version itself when there is only one. */
function readVersions(output: string): string[] | null {
  try {
    const value: unknown = JSON.parse(output);
    const list = Array.isArray(value) ? value : [value];
    return list.filter((version) => typeof version === "string");
  } catch {
    return null;
  }
}
