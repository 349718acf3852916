import { describeFailure, runCommand } from "../run-command.ts";
import { passed, type Stage, type StageResult } from "./stage.ts";

/** The root's pin is exact and the lockfile honours it. What it leads to is built and judged by later stages. */
export const pinCheck: Stage = {
  name: "pin-check",
  needs: [],
  needsRegistry: false,
  judgesTarballs: false,
  run: async ({ root }): Promise<StageResult> => {
    const result = await runCommand(
      "bun",
      ["scripts/pin-check/main.ts", "--root", root, "--artifact", "off"],
      {
        cwd: root,
        timeout: 120_000,
      },
    );
    if (result.exitCode === 0) return passed(...result.stdout.trim().split("\n").slice(-1));
    const reasons = [
      `pin-check says no (${describeFailure({ ...result, stderr: result.stdout + result.stderr }, 30)})`,
    ];
    const verdict = result.exitCode === 1 ? "refused" : result.exitCode === 2 ? "unreadable" : "failed";
    return { verdict, reasons, notes: [] };
  },
};
