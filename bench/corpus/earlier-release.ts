/** The release of a package that stands for its earlier versions: as well known, but other files. */
import semver from "semver";

export interface Release {
  readonly version: string;
  /** In the form that the registry writes. A release without it counts as too young. */
  readonly published: string | undefined;
}

/** How much older a release of the same major has to be. */
const monthsEarlier = 18;

/**
 * The newest stable release of the previous major; where there is no earlier major, the newest stable release that is
 * at least a year and a half older than the current one.
 */
export function earlierRelease<R extends Release>(releases: readonly R[], current: string): R | undefined {
  const stable = releases
    .filter(({ version }) => isStable(version) && semver.lt(version, current))
    .sort((left, right) => semver.rcompare(left.version, right.version));
  const ofEarlierMajor = stable.find(({ version }) => semver.major(version) < semver.major(current));
  if (ofEarlierMajor) return ofEarlierMajor;
  const published = releases.find(({ version }) => version === current)?.published;
  if (published === undefined) return undefined;
  const latest = new Date(published);
  latest.setUTCMonth(latest.getUTCMonth() - monthsEarlier);
  return stable.find((release) => release.published !== undefined && new Date(release.published) <= latest);
}

/** The registry also holds versions from before it asked for the form of semver; those are left out. */
function isStable(version: string): boolean {
  return semver.valid(version) !== null && semver.prerelease(version) === null;
}
