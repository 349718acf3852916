import { applyConfiguration } from "../configuration/apply.js";
import type { Ignore } from "../configuration/configuration.js";
import { type LoadedConfiguration, loadOwnConfiguration, sourceSeenFrom } from "../configuration/load.js";
import { findUnusedIgnores } from "../configuration/unused-ignores.js";
import { judgePackage } from "../judge.js";
import { readModules } from "../modules/pool/read-modules.js";
import { openPackage } from "../package-files/open-package.js";
import { lintPackage } from "../publint/lint-package.js";
import { createReport } from "../report/create-report.js";
import type { Outcome } from "../report/writer.js";
import { surroundingsOf } from "../surroundings/surroundings-of.js";
import { interruptible } from "./interruption.js";
import type { ProbeRequest } from "./parse-arguments.js";

export interface JudgeOptions {
  readonly asIs: boolean;
  /** What to compare the target with; null when nothing was asked for. */
  readonly against: string | null;
  /** How to run the package's code; null when nothing was asked for. */
  readonly probe: ProbeRequest | null;
  /** Whether publint has its say too. */
  readonly publint: boolean;
  readonly version: string;
  /** The configuration given with --config; null when each package's own is used. */
  readonly shared: SharedConfiguration | null;
  readonly onProgress: (message: string) => void;
}

/** One configuration for several targets. An ignore entry is unused only when no target needed it. */
export interface SharedConfiguration {
  readonly loaded: LoadedConfiguration;
  readonly usedIgnores: Set<Ignore>;
}

/** Opens, configures, judges and reports one target. */
export async function judgeTarget(
  spec: string,
  isLast: boolean,
  { asIs, against, probe, publint, version, shared, onProgress }: JudgeOptions,
): Promise<Outcome> {
  const { target, files } = await interruptible((signal) => openPackage(spec, { asIs, onProgress, signal }));
  const loaded = shared?.loaded ?? loadOwnConfiguration(target, files);
  const { configuration, disregarded } = loaded;
  onProgress(`Judging ${spec}`);
  const analysed = await readModules(files, target.spec);
  const surroundings = await surroundingsOf(target);
  const judgement = judgePackage(files, target, { configuration, analysed, surroundings });
  const comparison =
    against === null
      ? null
      : await interruptible(async (signal) => {
          const { compareAgainst } = await import("../baseline/open-baseline.js");
          return await compareAgainst(against, judgement.facts, spec, { asIs, onProgress, signal });
        });
  const probing =
    probe === null
      ? null
      : await interruptible(async (signal) => {
          const { probePackage } = await import("../probes/probe-package.js");
          return await probePackage(judgement.facts, { ...probe, onProgress, signal });
        });
  const linted = publint ? await lintPackage(judgement) : [];
  const found = [
    ...judgement.findings,
    ...(comparison?.findings ?? []),
    ...(probing?.findings ?? []),
    ...linted,
  ];
  const applied = applyConfiguration(found, configuration);

  const usedIgnores = shared?.usedIgnores ?? new Set();
  for (const ignore of applied.usedIgnores) usedIgnores.add(ignore);
  const source =
    loaded.source === null || shared === null
      ? loaded.source
      : sourceSeenFrom(loaded.source, target.directory, process.cwd());
  const knowsAllUses = shared === null || isLast;
  const unused =
    source === null || !knowsAllUses ? [] : findUnusedIgnores(configuration, source, usedIgnores);

  const report = createReport({
    target,
    files,
    identity: judgement,
    version,
    findings: [...applied.findings, ...unused],
    ignored: applied.ignored,
    disregardedConfiguration: disregarded,
    ...(comparison === null ? {} : { baseline: comparison.baseline }),
    ...(probing === null ? {} : { probes: probing.probes }),
  });
  return {
    kind: "judged",
    report,
    readSource: (file) =>
      file === source?.file ? source.text : files.has(file) ? files.text(file) : undefined,
  };
}
