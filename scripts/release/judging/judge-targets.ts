import type { PackedTarball } from "../pack.ts";
import { type Guard, type JudgeOptions, judge } from "./judge.ts";
import type { KnownBroken } from "./known-broken.ts";
import { type JudgedTarget, judgedCandidate, judgedKnownBroken } from "./verdict.ts";

/** A tarball that is to be published, and how it is judged. */
export interface CandidateTarball extends JudgeOptions {
  readonly label: string;
  readonly packed: PackedTarball;
}

export function judgeCandidates(
  candidates: readonly CandidateTarball[],
  guard: Guard,
): Promise<JudgedTarget[]> {
  return Promise.all(
    candidates.map(async ({ label, packed, ...options }) =>
      judgedCandidate(label, packed, await judge(packed.path, guard, options)),
    ),
  );
}

export function judgeKnownBroken(
  releases: readonly KnownBroken[],
  guard: Guard,
  options: JudgeOptions,
): Promise<JudgedTarget[]> {
  return Promise.all(
    releases.map(async (release) => judgedKnownBroken(release, await judge(release.spec, guard, options))),
  );
}

/** Where each error of the candidates is, and the next step; nobody should have to run a second command. */
export function describeErrors(targets: readonly JudgedTarget[]): string[] {
  const errors = targets
    .filter(({ role }) => role === "candidate")
    .flatMap(({ outcome }) => (outcome.kind === "judged" ? outcome.judgement.findings : []))
    .filter(({ severity }) => severity === "error");
  return errors.flatMap(({ rule, file, line, column, message, hint }, index) => [
    `${file}:${line}:${column} ${rule}: ${message}`,
    // Many errors often have one cause, and then one hint.
    ...(hint === errors[index + 1]?.hint ? [] : [`  ${hint}`]),
  ]);
}
