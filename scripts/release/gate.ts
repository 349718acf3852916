/**
 * The release gate: `npx -y bun@1.4.5 run gate`.
 *
 * Exit codes: 0 everything that ran has passed; 1 refused; 2 something could not be judged, or wrong usage; 3 a tool
 * of the gate itself failed.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { styleText } from "node:util";
import { nodeProblem } from "../toolchain/check.ts";
import { expectedVersions } from "../toolchain/versions.ts";
import { gateHelp, parseGateOptions, UsageError } from "./gate-options.ts";
import { runGate } from "./run-gate.ts";
import { CandidateError } from "./stages/candidate.ts";

const root = join(import.meta.dirname, "..", "..");
process.exitCode = await main(process.argv.slice(2));

async function main(argumentList: readonly string[]): Promise<number> {
  try {
    const options = parseGateOptions(argumentList);
    if (options === undefined) {
      console.log(gateHelp);
      return 0;
    }
    // Also when somebody starts this file without the command that prepares the toolchain.
    const wrongNode = nodeProblem(expectedVersions(readFileSync(join(root, "package.json"), "utf8")), {
      kind: "version",
      version: process.versions.node,
      path: process.execPath,
    });
    if (wrongNode !== undefined) throw new UsageError(wrongNode);
    const report = await runGate({
      root,
      options,
      // Undefined in a pipe, and 0 on a terminal that does not tell its size.
      width: process.stdout.columns || 100,
      paint: (style, text) => styleText(style, text),
      // With --json, stdout is for the report alone.
      print: (line) => (options.json ? console.error(line) : console.log(line)),
      stepSummary: process.env.GITHUB_STEP_SUMMARY,
    });
    if (options.json) console.log(JSON.stringify(report));
    return report.exitCode;
  } catch (error) {
    if (error instanceof UsageError || error instanceof CandidateError) {
      console.error(error.message);
      if (error instanceof UsageError) console.error("`bun run gate --help` lists the options.");
      console.error("GATE SHUT: nothing was judged.");
      return 2;
    }
    // Left to Node, an unexpected error would end in exit code 1, which means "refused" here.
    console.error(error);
    console.error("GATE SHUT: the gate itself failed, so nothing can be said.");
    return 3;
  }
}
