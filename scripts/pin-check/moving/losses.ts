import type { Report } from "@elizaos/bundle-check";
import type { BundleCheck } from "../artifact/bundle-check.ts";
import { judgeTarget } from "../artifact/judge-target.ts";
import { publishedVersions } from "../artifact/published-versions.ts";
import type { Pin } from "../policy/policy.ts";
import type { Tarball } from "./acquire-tarball.ts";
import type { VerificationCheck } from "./verification.ts";

/**
 * What consumers of the current pin would lose. Of a pin that was never published there is nothing to lose, and of
 * one that cannot be loaded nobody has anything.
 */
export async function checkLosses(
  bundleCheck: BundleCheck,
  tarball: Tarball,
  pin: Pin,
  onProgress: (message: string) => void,
): Promise<VerificationCheck> {
  const title = `loses nothing against the current pin, ${pin.version}`;
  const against = `${pin.package}@${pin.version}`;
  const check = (status: VerificationCheck["status"], ...details: string[]): VerificationCheck => ({
    id: "losses",
    title,
    status,
    details,
  });
  onProgress(`Comparing with ${against}`);
  let report: Report;
  try {
    report = await bundleCheck.checkPackage(tarball.path, {
      against,
      ...(tarball.comparison === undefined ? {} : { configuration: tarball.comparison }),
    });
  } catch (error) {
    if (!(error instanceof bundleCheck.UnreadableTargetError)) throw error;
    const published = await publishedVersions(pin.package);
    return "versions" in published && !published.versions.includes(pin.version)
      ? check("noted", `${against} was never published.`)
      : check("failed", error.message);
  }
  const losses = report.findings.filter(({ rule }) => rule.startsWith("lost-"));
  const details = losses.map(({ rule, message }) => `${rule}: ${message}`);
  if (!losses.some(({ severity }) => severity === "error")) {
    return check(losses.length > 0 ? "noted" : "passed", ...details);
  }
  const baseline = await judgeTarget(bundleCheck, against, { configuration: {} });
  return baseline.outcome.kind === "broken"
    ? check("noted", `${against} is broken itself, so that nobody can be using what is gone.`, ...details)
    : check("failed", ...details);
}
