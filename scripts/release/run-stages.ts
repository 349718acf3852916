import { redact } from "./publishing/redact.ts";
import type { StageName, StageReport } from "./report/report.ts";
import type { GateContext, Stage, StageResult } from "./stages/stage.ts";

export interface Selection {
  /** The stages that were asked for; all when empty. */
  readonly only: readonly StageName[];
  readonly offline: boolean;
  readonly givenTarball: boolean;
}

/** Runs the selected stages in order and stops at the first that does not pass. Every stage is in the result. */
export async function runStages(
  stages: readonly Stage[],
  selection: Selection,
  context: GateContext,
  announce: (report: StageReport) => void,
): Promise<StageReport[]> {
  const wanted = withNeeds(stages, selection.only);
  const reports: StageReport[] = [];
  let stoppedAt: StageName | undefined;
  for (const stage of stages) {
    const skip = reasonToSkip(stage, wanted, selection) ?? stoppedReason(stage, stoppedAt);
    const report = skip === undefined ? await runStage(stage, context) : notRun(stage, skip);
    reports.push(report);
    announce(report);
    if (report.verdict !== "passed" && report.verdict !== "not run") stoppedAt ??= stage.name;
  }
  return reports;
}

async function runStage(stage: Stage, context: GateContext): Promise<StageReport> {
  const started = performance.now();
  let result: StageResult;
  try {
    result = await stage.run(context);
  } catch (error) {
    // Whatever breaks in a stage says nothing about the tree, and must not end the run without a report.
    result = {
      verdict: "failed",
      reasons: [error instanceof Error ? error.message : String(error)],
      notes: [],
    };
  }
  return {
    name: stage.name,
    milliseconds: Math.round(performance.now() - started),
    verdict: result.verdict,
    // Reasons quote what tools print, and the report is kept where many can read it.
    reasons: result.reasons.map((reason) => redact(reason)),
    notes: result.notes.map((note) => redact(note)),
  };
}

function notRun({ name }: Stage, reason: string): StageReport {
  return { name, verdict: "not run", milliseconds: 0, reasons: [reason], notes: [] };
}

function reasonToSkip(
  { name, needsRegistry, judgesTarballs }: Stage,
  wanted: ReadonlySet<StageName>,
  { offline, givenTarball }: Selection,
): string | undefined {
  if (!wanted.has(name)) return "left out by --stage";
  if (givenTarball && !judgesTarballs) return "left out by --tarball: it judges the tree";
  if (offline && needsRegistry) return "left out by --offline: it needs the registry";
  return undefined;
}

/** The guard's own examination also runs when the guard has just refused something: it tells what that is worth. */
function stoppedReason({ name }: Stage, stoppedAt: StageName | undefined): string | undefined {
  if (stoppedAt === undefined || (stoppedAt === "bundle-check" && name === "known-broken")) return undefined;
  return `the gate stopped at ${stoppedAt}`;
}

function withNeeds(stages: readonly Stage[], only: readonly StageName[]): ReadonlySet<StageName> {
  if (only.length === 0) return new Set(stages.map(({ name }) => name));
  const wanted = new Set<StageName>();
  const add = (name: StageName): void => {
    if (wanted.has(name)) return;
    wanted.add(name);
    for (const need of stages.find((stage) => stage.name === name)?.needs ?? []) add(need);
  };
  for (const name of only) add(name);
  return wanted;
}
