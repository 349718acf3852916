import type { BundleCheck } from "./bundle-check.ts";
import { judgeTarget } from "./judge-target.ts";
import type { LastLoadable } from "./judgement.ts";
import { publishedVersions } from "./published-versions.ts";

/** More than any series of broken releases that anybody has lived through. */
const mostJudged = 25;
const mostMilliseconds = 180_000;

/** Judges the published versions, newest first, until one passes. */
export async function findLastLoadable(
  bundleCheck: BundleCheck,
  packageName: string,
  broken: ReadonlySet<string>,
  onProgress: (message: string) => void,
): Promise<LastLoadable> {
  const published = await publishedVersions(packageName);
  if ("reason" in published) return { kind: "unknown", reason: published.reason };
  const deadline = Date.now() + mostMilliseconds;
  let judged = 0;
  for (const version of published.versions) {
    if (broken.has(version)) continue;
    if (judged >= mostJudged || Date.now() > deadline) {
      return {
        kind: "unknown",
        reason: `the ${judged} newest versions are all broken, and no more were judged`,
      };
    }
    judged += 1;
    onProgress(`Judging ${packageName}@${version}`);
    const { outcome } = await judgeTarget(bundleCheck, `${packageName}@${version}`, { configuration: {} });
    if (outcome.kind === "sound") return { kind: "found", version, judged };
    if (outcome.kind === "not-judged") return { kind: "unknown", reason: outcome.reason };
  }
  return { kind: "none", judged };
}
