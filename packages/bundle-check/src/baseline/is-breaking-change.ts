import semver from "semver";

/**
 * Whether the step between two versions announces that something may be gone: another major version, or below 1.0.0
 * another minor one. Prereleases of one version belong together, and a version that is not newer announces nothing.
 */
export function isBreakingChange(before: string | null, now: string | null): boolean {
  const [earlier, later] = [semver.parse(before), semver.parse(now)];
  if (!earlier || !later || semver.lte(later, earlier)) return false;
  if (earlier.major !== later.major) return true;
  if (later.major > 0) return false;
  return earlier.minor !== later.minor || (later.minor === 0 && earlier.patch !== later.patch);
}
