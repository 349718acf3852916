import type { Paint } from "../judging/table.ts";
import type { StageReport } from "./report.ts";

/** One line for each stage: what came out, and how long it took. */
export function renderStages(stages: readonly StageReport[], paint: Paint): string[] {
  const total = stages.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  return [
    paint("bold", row("Stage", "Verdict", "Seconds")),
    ...stages.map(({ name, verdict, milliseconds }) =>
      paint(
        verdict === "passed" ? "green" : verdict === "not run" ? "dim" : "red",
        row(name, verdict, verdict === "not run" ? "-" : seconds(milliseconds)),
      ),
    ),
    paint("dim", row("together", "", seconds(total))),
  ];
}

export function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(1);
}

function row(stage: string, verdict: string, time: string): string {
  return `${stage.padEnd(14)}${verdict.padEnd(12)}${time.padStart(8)}`.trimEnd();
}

/** What the user waited for, besides what `bun run gate` does before the gate starts. */
export function renderWholeRun(milliseconds: number): string {
  return `The whole run took ${seconds(milliseconds)} s, without the preparation of the toolchain.`;
}
