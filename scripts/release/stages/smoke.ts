import { join } from "node:path";
import { exports as resolveExports } from "resolve.exports";
import { describeFailure, runCommand } from "../run-command.ts";
import type { Candidate } from "./candidate.ts";
import { combine, passed, refused, type Stage, type StageResult } from "./stage.ts";

/** `bun build --target=bun` of the unpacked entry: it follows every import and refuses undeclared exports. */
export const smoke: Stage = {
  name: "smoke",
  needs: ["pack"],
  needsRegistry: false,
  judgesTarballs: true,
  run: async ({ candidates, scratch }) =>
    combine(await Promise.all(candidates.map((candidate) => bundle(candidate, scratch)))),
};

async function bundle(candidate: Candidate, scratch: string): Promise<StageResult> {
  const { name, unpacked } = candidate;
  const entry = entryOf(candidate);
  if (entry === undefined) return refused(`${name} has no entry that Bun would load.`);
  // Nothing is installed beside it, so other packages stay outside the bundle.
  const argumentList = [
    "build",
    "--target=bun",
    "--packages=external",
    "--outdir",
    join(scratch, "smoke", name),
  ];
  const result = await runCommand("bun", [...argumentList, join(unpacked, entry)], {
    cwd: unpacked,
    timeout: 60_000,
  });
  if (result.exitCode === 0) return passed(`${name}: ${entry}`);
  const reason = `${name}: \`bun build --target=bun ${entry}\` failed (${describeFailure(result, 12)})`;
  return result.exitCode === null ? { verdict: "failed", reasons: [reason], notes: [] } : refused(reason);
}

/** The file that `import` of the package leads Bun to. */
function entryOf({ manifest }: Pick<Candidate, "manifest">): string | undefined {
  try {
    const [entry] =
      resolveExports({ ...manifest, name: String(manifest.name) }, ".", { conditions: ["bun"] }) ?? [];
    if (entry !== undefined) return entry;
  } catch {
    return undefined;
  }
  const { module, main } = manifest;
  return typeof module === "string" ? module : typeof main === "string" ? main : undefined;
}
