import type { ProbeResult } from "../probes/arguments.js";
import { neutralise } from "./neutralise.js";
import type { Report } from "./report.js";
import type { Style } from "./style.js";

const marks = { passed: "✔", failed: "✖", "not-run": "–" } as const satisfies Record<
  ProbeResult["outcome"],
  string
>;

/** What was probed and how it went; nothing when probes were not asked for. */
export function* probeLines({ probes }: Report, style: Style): Iterable<string> {
  if (probes === undefined) return;
  yield `  ${style.bold("probes")}`;
  const width = Math.max(...probes.map(({ probe }) => probe.length));
  for (const { probe, entry, outcome, milliseconds, reason } of probes) {
    const said = outcome === "passed" ? `${milliseconds} ms` : outcome === "failed" ? "failed" : "not run";
    const why = reason === undefined ? "" : `: ${neutralise(reason)}`;
    yield `    ${paint(outcome, marks[outcome], style)} ${probe.padEnd(width)}  ${neutralise(entry)}  ${style.dim(said + why)}`;
  }
  yield "";
}

function paint(outcome: ProbeResult["outcome"], text: string, style: Style): string {
  return outcome === "passed"
    ? style.success(text)
    : outcome === "failed"
      ? style.error(text)
      : style.dim(text);
}
