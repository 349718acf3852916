import type { Guard } from "../judging/judge.ts";
import type { KnownBroken } from "../judging/known-broken.ts";
import type { JudgedTarget } from "../judging/verdict.ts";
import type { ReleasePackage } from "../packages.ts";
import type { StageName, StageVerdict } from "../report/report.ts";
import type { Consumer } from "../stranger/install.ts";
import type { Candidate } from "./candidate.ts";

/** What the stages share: where things are, what was asked for, and what earlier stages found. */
export interface GateContext {
  readonly root: string;
  readonly packages: readonly ReleasePackage[];
  readonly guard: Guard;
  readonly knownBroken: readonly KnownBroken[];
  readonly offline: boolean;
  /** Where packed tarballs are kept for the release. */
  readonly tarballs: string;
  /** A folder that goes away with the run. */
  readonly scratch: string;
  /** What is to be judged: filled by `pack`, or by the tarball that was given. */
  readonly candidates: Candidate[];
  /** What bundle-check said, for the table. */
  readonly judged: JudgedTarget[];
  /** Folders in which the candidates were installed. */
  readonly consumers: Consumer[];
  /** Registers what has to be cleared away at the end of the run, whatever its outcome. */
  readonly whenDone: (clear: () => void) => void;
}

export interface StageResult {
  readonly verdict: Exclude<StageVerdict, "not run">;
  readonly reasons: readonly string[];
  readonly notes: readonly string[];
}

export interface Stage {
  readonly name: StageName;
  /** Stages whose results this one needs: they run along with it when it is asked for alone. */
  readonly needs: readonly StageName[];
  readonly needsRegistry: boolean;
  /** Whether it can say something about a tarball that was given, without the tree it came from. */
  readonly judgesTarballs: boolean;
  readonly run: (context: GateContext) => Promise<StageResult>;
}

export function passed(...notes: string[]): StageResult {
  return { verdict: "passed", reasons: [], notes };
}

export function refused(...reasons: string[]): StageResult {
  return { verdict: "refused", reasons, notes: [] };
}

/** The worst of several results counts; reasons and notes of all are kept. */
export function combine(results: readonly StageResult[]): StageResult {
  const order = ["refused", "failed", "unreadable"] as const;
  return {
    verdict: order.find((verdict) => results.some((result) => result.verdict === verdict)) ?? "passed",
    reasons: results.flatMap(({ reasons }) => reasons),
    notes: results.flatMap(({ notes }) => notes),
  };
}
