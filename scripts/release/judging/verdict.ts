import type { PackedTarball } from "../pack.ts";
import type { Outcome } from "./judgement.ts";
import { type Evidence, type KnownBroken, missingEvidence } from "./known-broken.ts";

/**
 * - `ok`: the tarball has no errors.
 * - `refused`: errors were found. For the tarball to be released that stops the gate; for a known-broken release
 *   it is what has to happen.
 * - `accepted`: a known-broken release passed, or was refused without the known reasons. The guard has lost its teeth.
 * - `not judged`: the target could not be read, most often because the registry was out of reach.
 * - `guard failed`: bundle-check crashed, hung or contradicted itself.
 */
export type TargetVerdict = "ok" | "refused" | "accepted" | "not judged" | "guard failed";

export interface JudgedTarget {
  readonly label: string;
  readonly role: "candidate" | "known broken";
  readonly outcome: Outcome;
  readonly verdict: TargetVerdict;
  /** One sentence for each thing that keeps the gate shut because of this target. */
  readonly objections: readonly string[];
}

export function judgedCandidate(label: string, packed: PackedTarball, outcome: Outcome): JudgedTarget {
  const target = { label, role: "candidate", outcome } as const;
  if (outcome.kind !== "judged") return { ...target, ...notJudged(label, outcome) };
  const { errors, integrity } = outcome.judgement;
  if (integrity !== packed.integrity) {
    const objection = `${label}: bundle-check judged ${integrity}, but the packed tarball is ${packed.integrity}.`;
    return { ...target, verdict: "guard failed", objections: [objection] };
  }
  if (errors === 0) return { ...target, verdict: "ok", objections: [] };
  return { ...target, verdict: "refused", objections: [`${label}: ${counted(errors, "error")}.`] };
}

export function judgedKnownBroken(
  { spec, integrity, evidence }: KnownBroken,
  outcome: Outcome,
): JudgedTarget {
  const label = `published ${spec}`;
  const target = { label, role: "known broken", outcome } as const;
  if (outcome.kind !== "judged") return { ...target, ...notJudged(label, outcome) };
  const { judgement } = outcome;
  if (judgement.integrity !== integrity) {
    const objection = `${label}: the registry answered with other bytes (${judgement.integrity}) than were published.`;
    return { ...target, verdict: "not judged", objections: [objection] };
  }
  const missing = missingEvidence(judgement, evidence);
  if (judgement.errors > 0 && missing.length === 0) return { ...target, verdict: "refused", objections: [] };
  const objection =
    judgement.errors === 0
      ? `${label} is known to be broken, but bundle-check found no error in it: the guard has lost its teeth.`
      : `${label} was refused, but without ${missing.map(describeEvidence).join(", ")}: the guard has lost teeth.`;
  return { ...target, verdict: "accepted", objections: [objection] };
}

export interface TargetsVerdict {
  readonly kind: "passed" | "refused" | "unreadable" | "failed";
  readonly objections: readonly string[];
}

/** Passed only if every target came out as it has to. A certain refusal outranks what could not be told. */
export function verdictOf(targets: readonly JudgedTarget[]): TargetsVerdict {
  const objections = targets.flatMap((target) => target.objections);
  const has = (...verdicts: TargetVerdict[]): boolean =>
    targets.some(({ role, verdict }) => verdicts.includes(verdict) && !isAsItShouldBe(role, verdict));
  if (targets.length === 0) return { kind: "failed", objections: ["There was nothing to judge."] };
  if (has("refused", "accepted")) return { kind: "refused", objections };
  if (has("guard failed")) return { kind: "failed", objections };
  if (has("not judged")) return { kind: "unreadable", objections };
  return { kind: "passed", objections };
}

/** The one verdict per role that keeps the gate open. */
export function isAsItShouldBe(role: JudgedTarget["role"], verdict: TargetVerdict): boolean {
  return verdict === (role === "candidate" ? "ok" : "refused");
}

function notJudged(
  label: string,
  outcome: Exclude<Outcome, { kind: "judged" }>,
): Pick<JudgedTarget, "verdict" | "objections"> {
  return outcome.kind === "unreadable"
    ? { verdict: "not judged", objections: [`${label} was not judged: ${outcome.reason}`] }
    : { verdict: "guard failed", objections: [`bundle-check failed on ${label}: ${outcome.reason}`] };
}

function describeEvidence({ rule, name }: Evidence): string {
  return name === undefined ? rule : `${rule} of ${name}`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
