import { hideSecrets } from "../rules/leaks/hide-secrets.js";
import type { ProbeObstacle, ProbeProblem } from "./arguments.js";

/** What one probe showed, before it is a finding. */
export type ProbeVerdict =
  | { readonly kind: "passed" }
  | { readonly kind: "failed"; readonly failures: readonly ProbeFailure[] }
  | { readonly kind: "not-run"; readonly obstacle: ProbeObstacle; readonly reason: string };

export interface ProbeFailure {
  readonly problem: ProbeProblem;
  readonly exportedName?: string;
  readonly error: string;
}

const longestError = 400;

/** So much is looked at, in characters: more than any secret has. */
const longestSaid = 20_000;

/** What a program said, on one line, short enough for a message, and without what may be a secret of the package. */
export function shorten(text: string): string {
  const line = hideSecrets(text.slice(0, longestSaid)).replace(/\s+/g, " ").trim();
  return line.length > longestError ? `${line.slice(0, longestError - 1)}…` : line;
}

export function failed(problem: ProbeProblem, error: string): ProbeVerdict {
  return { kind: "failed", failures: [{ problem, error: shorten(error) }] };
}

export function unsuitable(reason: string): ProbeVerdict {
  return { kind: "not-run", obstacle: "unsuitable", reason: shorten(reason) };
}
