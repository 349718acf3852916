import { parseArgs } from "node:util";
import { type StageName, stageNames } from "./report/report.ts";

export interface GateOptions {
  readonly stages: readonly StageName[];
  readonly tarball: string | undefined;
  readonly offline: boolean;
  readonly json: boolean;
}

export class UsageError extends Error {
  override readonly name = "UsageError";
}

export const gateHelp = `The release gate: builds, packs and judges what a release would publish.

Usage: npx -y bun@1.4.5 run gate [options]

  --stage NAME     run only this stage and those it needs; may be given several times
                   (${stageNames.join(", ")})
  --tarball FILE   judge this tarball in place of the tree
  --offline        leave out the stages that need the registry
  --json           print the report, as JSON, on stdout
  --help           print this

The report is also in gate-report/: report.json, summary.md and the packed tarballs. Only a report in which every
stage passed can release.

Exit codes: 0 everything that ran has passed; 1 refused; 2 something could not be judged, or wrong usage;
3 a tool of the gate itself failed.`;

/** Undefined when help was asked for. */
export function parseGateOptions(argumentList: readonly string[]): GateOptions | undefined {
  let values: { stage?: string[]; tarball?: string; offline?: boolean; json?: boolean; help?: boolean };
  try {
    ({ values } = parseArgs({
      args: [...argumentList],
      options: {
        stage: { type: "string", multiple: true },
        tarball: { type: "string" },
        offline: { type: "boolean" },
        json: { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    }));
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
  if (values.help === true) return undefined;
  const stages = (values.stage ?? []).map((name) => {
    const known = stageNames.find((candidate) => candidate === name);
    if (known !== undefined) return known;
    throw new UsageError(
      `There is no stage ${JSON.stringify(name)}; the stages are ${stageNames.join(", ")}.`,
    );
  });
  return { stages, tarball: values.tarball, offline: values.offline ?? false, json: values.json ?? false };
}
