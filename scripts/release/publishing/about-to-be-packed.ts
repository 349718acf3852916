import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { tagFor } from "../dist-tag.ts";
import { publishablePackages } from "../packages.ts";
import type { ReportedPackage } from "../report/report.ts";
import { describeFailure, runCommand } from "../run-command.ts";
import { examineConditions } from "./conditions.ts";
import { readPackDescription } from "./pack-description.ts";

export interface AboutToBePacked {
  /** What bundle-check says. */
  readonly verdict: readonly string[];
  readonly objections: readonly string[];
  readonly exitCode: 0 | 1 | 2;
}

/** Looks at what a package manager would pack from the folder, and holds it against the gate report. */
export async function describePublish(
  root: string,
  directory: string,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<AboutToBePacked> {
  const folder = join(root, directory);
  const known = publishablePackages(root).find((entry) => entry.directory === directory);
  if (known === undefined) {
    return {
      verdict: [],
      objections: [`${directory || "."} is no published package of this repository.`],
      exitCode: 2,
    };
  }
  const guard = join(root, "packages", "bundle-check", "bin", "bundle-check.js");
  const judged = await runCommand(process.execPath, [guard, folder], { cwd: root, timeout: 120_000 });
  const verdict = (judged.stdout + judged.stderr).trimEnd().split("\n");
  const objections: string[] = [];
  if (judged.exitCode !== 0) {
    const said =
      judged.exitCode === 1
        ? "refuses this package"
        : `could not judge it (${judged.interruption ?? `exit ${judged.exitCode}`})`;
    objections.push(`bundle-check ${said}; what it found is above.`);
  }
  // npm tells its hooks about every tag but "latest", its own default.
  const { npm_config_tag: tag } = environment;
  const right = tagFor(known.version);
  if (tag !== undefined && tag !== right) {
    objections.push(`${known.version} belongs under the dist-tag "${right}", not "${tag}".`);
  }
  const conditions = await examineConditions(root);
  objections.push(...conditions.objections);
  const reported = conditions.report?.packages.find((entry) => entry.directory === directory);
  if (reported !== undefined) objections.push(...(await differences(folder, reported)));
  return { verdict, objections, exitCode: objections.length === 0 ? 0 : judged.exitCode === 2 ? 2 : 1 };
}

/** One sentence for each file that is not the one that passed. */
async function differences(folder: string, reported: ReportedPackage): Promise<string[]> {
  const argumentList = [
    "pack",
    "--dry-run",
    "--json",
    "--ignore-scripts",
    "--no-workspaces",
    "--no-update-notifier",
  ];
  const result = await runCommand("npm", argumentList, { cwd: folder, timeout: 60_000 });
  const paths = result.exitCode === 0 ? readPackDescription(result.stdout)?.paths : undefined;
  if (paths === undefined) return [`npm does not say what it would pack (${describeFailure(result)}).`];
  const passed = new Map(reported.files.map((file) => [file.path, file.sha256]));
  const objections: string[] = [];
  for (const path of paths) {
    const expected = passed.get(path);
    // The packed manifest has exact versions where the one in the folder says `workspace:`.
    const sha256 = path === "package.json" ? reported.manifestSha256 : expected;
    if (expected === undefined) objections.push(`${path} was not there when the gate passed.`);
    else if (sha256Of(join(folder, path)) !== sha256)
      objections.push(`${path} is not the file that passed the gate.`);
  }
  const present = new Set(paths);
  for (const path of passed.keys()) {
    if (!present.has(path)) objections.push(`${path} passed the gate, and would not be packed now.`);
  }
  return objections.length > 10
    ? [...objections.slice(0, 10), `… and ${objections.length - 10} more files differ.`]
    : objections;
}

function sha256Of(path: string): string | undefined {
  return existsSync(path) ? createHash("sha256").update(readFileSync(path)).digest("hex") : undefined;
}
