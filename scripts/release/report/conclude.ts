import type { GateReport, StageReport } from "./report.ts";

export interface Conclusion {
  readonly verdict: GateReport["verdict"];
  readonly exitCode: GateReport["exitCode"];
  readonly line: string;
}

/** Open only if every stage passed. A certain refusal outranks what could not be told. */
export function conclude(stages: readonly StageReport[]): Conclusion {
  const find = (verdict: StageReport["verdict"]) => stages.find((stage) => stage.verdict === verdict);
  const refused = find("refused");
  if (refused !== undefined) {
    return {
      verdict: "shut",
      exitCode: 1,
      line: `GATE SHUT: ${refused.name} refused this; it must not be published.`,
    };
  }
  const failed = find("failed");
  if (failed !== undefined) {
    return {
      verdict: "shut",
      exitCode: 3,
      line: `GATE SHUT: ${failed.name} itself failed, so nothing can be said.`,
    };
  }
  const unreadable = find("unreadable");
  if (unreadable !== undefined) {
    return {
      verdict: "shut",
      exitCode: 2,
      line: `GATE SHUT: ${unreadable.name} could not judge everything, and not judged is not ok.`,
    };
  }
  const left = stages.filter(({ verdict }) => verdict === "not run");
  if (left.length > 0 || stages.length === 0) {
    const names = left.map(({ name }) => name).join(", ");
    return {
      verdict: "partial",
      exitCode: 0,
      line: `GATE NOT OPEN: what ran has passed, but ${names || "no stage"} did not run, and such a report cannot release.`,
    };
  }
  return { verdict: "open", exitCode: 0, line: "GATE OPEN: every stage passed on exactly these bytes." };
}
