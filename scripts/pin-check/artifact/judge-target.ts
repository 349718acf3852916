import type { CheckOptions, Report } from "@elizaos/bundle-check";
import type { BundleCheck } from "./bundle-check.ts";
import type { ArtifactOutcome } from "./judgement.ts";

const mostEvidence = 6;

export type TargetOutcome = { readonly integrity: string | null; readonly report: Report | null } & {
  readonly outcome: ArtifactOutcome;
};

/** Judges a folder, a tarball or `name@version`. A target that cannot be read is not judged, and never sound. */
export async function judgeTarget(
  bundleCheck: BundleCheck,
  target: string,
  options: CheckOptions,
): Promise<TargetOutcome> {
  let report: Report;
  try {
    report = await bundleCheck.checkPackage(target, options);
  } catch (error) {
    const isTheirs =
      error instanceof bundleCheck.UnreadableTargetError || error instanceof bundleCheck.ConfigurationError;
    if (!isTheirs) throw error;
    const outcome = { kind: "not-judged", problem: "unreadable", reason: error.message } as const;
    return { integrity: null, report: null, outcome };
  }
  return { integrity: report.target.integrity, report, outcome: outcomeOf(report) };
}

export function outcomeOf({ findings, summary }: Report): ArtifactOutcome {
  if (summary.errors === 0) return { kind: "sound" };
  const errors = findings.filter(({ severity }) => severity === "error");
  const evidence = errors
    .slice(0, mostEvidence)
    .map(({ rule, file, line, message }) => ({ rule, file: `${file}:${line}`, message }));
  const names = errors
    .filter(({ rule }) => rule === "undeclared-export")
    .map(({ args }) => Reflect.get(args, "localName"))
    .filter((name) => typeof name === "string");
  return {
    kind: "broken",
    errors: summary.errors,
    evidence,
    undeclaredNames: [...new Set(names)].sort(),
    lastLoadable: null,
  };
}
