import semver from "semver";

/**
 * The versions a version may be compared with, newest first.
 *
 * A release is compared with earlier releases. A prerelease is compared with earlier prereleases of the same version
 * and with earlier releases; prereleases of other versions are side branches whose contents say nothing about it.
 */
export function earlierVersions(published: readonly string[], version: string): string[] {
  const current = semver.parse(version);
  if (!current) return [];
  return published
    .map((candidate) => semver.parse(candidate))
    .filter((candidate) => candidate !== null)
    .filter((candidate) => semver.lt(candidate, current))
    .filter((candidate) => candidate.prerelease.length === 0 || isPrereleaseOf(candidate, current))
    .sort((left, right) => semver.compareBuild(right, left))
    .map(({ version: text }) => text);
}

function isPrereleaseOf(candidate: semver.SemVer, current: semver.SemVer): boolean {
  return current.prerelease.length > 0 && candidate.compareMain(current) === 0;
}
