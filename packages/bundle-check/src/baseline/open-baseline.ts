import { statSync } from "node:fs";
import { emptyConfiguration } from "../configuration/configuration.js";
import type { Finding } from "../findings/finding.js";
import { readModules } from "../modules/pool/read-modules.js";
import { PackageFacts } from "../package-facts.js";
import type { OpenOptions } from "../package-files/open-options.js";
import { openPackage } from "../package-files/open-package.js";
import { type PackageTarget, UnreadableTargetError } from "../package-files/package-files.js";
import { compareWithBaseline } from "./compare.js";
import type { ComparedBaseline, SkippedVersion } from "./compared-baseline.js";
import { findPrevious } from "./find-previous.js";

export interface OpenedBaseline {
  readonly target: PackageTarget;
  readonly facts: PackageFacts;
  readonly skipped: readonly SkippedVersion[];
}

/**
 * Opens a baseline and compares a package with it.
 * @param against A target as for `openPackage`, or "previous".
 * @throws UnreadableTargetError when there is no baseline, so that its absence never counts as a pass.
 */
export async function compareAgainst(
  against: string,
  current: PackageFacts,
  spec: string,
  options: OpenOptions,
): Promise<{ readonly baseline: ComparedBaseline; readonly findings: readonly Finding[] }> {
  const opened =
    against === "previous"
      ? await findPrevious(current, spec, options)
      : await openBaseline(against, spec, options);
  options.onProgress?.(`Comparing with ${opened.target.spec}`);
  const { manifest } = opened.facts;
  return {
    baseline: {
      spec: opened.target.spec,
      name: manifest.name,
      version: manifest.version,
      integrity: opened.target.integrity,
      skipped: opened.skipped,
    },
    findings: compareWithBaseline(current, opened.facts),
  };
}

async function openBaseline(against: string, spec: string, options: OpenOptions): Promise<OpenedBaseline> {
  // `--as-is` is about folders; the baseline is often a release.
  const asIs = options.asIs === true && statSync(against, { throwIfNoEntry: false })?.isDirectory() === true;
  try {
    const { target, files } = await openPackage(against, { ...options, asIs });
    const analysed = await readModules(files, against);
    return {
      target,
      facts: new PackageFacts(files, against, { configuration: emptyConfiguration, analysed }),
      skipped: [],
    };
  } catch (error) {
    if (!(error instanceof UnreadableTargetError)) throw error;
    throw new UnreadableTargetError(spec, `The baseline ${against} cannot be read. ${error.message}`, {
      cause: error,
    });
  }
}
