import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, relative, resolve } from "node:path";
import { pendingChangesets } from "./changesets.ts";
import type { GateOptions } from "./gate-options.ts";
import { type GitState, readGitState } from "./git.ts";
import { knownBrokenReleases } from "./judging/known-broken.ts";
import { type Paint, renderTable } from "./judging/table.ts";
import { integrityOf } from "./pack.ts";
import { publishablePackages } from "./packages.ts";
import { conclude } from "./report/conclude.ts";
import type { GateReport, ReportedPackage, StageReport } from "./report/report.ts";
import { clearReportFolder, type ReportFolder, reportFolderOf, writeReport } from "./report/report-folder.ts";
import { renderStages, seconds } from "./report/stage-table.ts";
import { publishSummary, renderSummary } from "./report/summary.ts";
import { runStages } from "./run-stages.ts";
import { type Candidate, CandidateError, openCandidate } from "./stages/candidate.ts";
import { stages } from "./stages/index.ts";
import type { GateContext } from "./stages/stage.ts";
import { toolVersions } from "./tool-versions.ts";

export interface GateInput {
  readonly root: string;
  readonly options: GateOptions;
  readonly width: number;
  readonly paint: Paint;
  readonly print: (line: string) => void;
  readonly stepSummary: string | undefined;
}

/** Runs the stages, prints what came out, and leaves the report behind. */
export async function runGate(input: GateInput): Promise<GateReport> {
  const { root, options, width, paint, print } = input;
  const started = performance.now();
  const folder = reportFolderOf(root);
  const scratch = mkdtempSync(join(tmpdir(), "gate-"));
  const clearing: (() => void)[] = [() => rmSync(scratch, { recursive: true, force: true })];
  try {
    const given = options.tarball === undefined ? undefined : await openGiven(options.tarball, scratch);
    clearReportFolder(folder);
    const before = await gitState(root);
    const context: GateContext = {
      root,
      packages: publishablePackages(root),
      guard: { command: join(root, "node_modules", ".bin", "bundle-check"), cwd: root, timeout: 120_000 },
      knownBroken: knownBrokenReleases,
      offline: options.offline,
      tarballs: folder.tarballs,
      scratch,
      candidates: given === undefined ? [] : [given],
      judged: [],
      consumers: [],
      whenDone: (clear) => clearing.unshift(clear),
    };
    const selection = { only: options.stages, offline: options.offline, givenTarball: given !== undefined };
    const stageReports = await runStages(stages, selection, context, (stage) =>
      announce(stage, print, paint),
    );
    // In the open, because it takes its time too: consumers have tens of thousands of files.
    const clearingStarted = performance.now();
    for (const clear of clearing.splice(0)) clear();
    const clearingTook = performance.now() - clearingStarted;
    const after = await gitState(root);
    const { verdict, exitCode, line } = conclude(stageReports);
    const changes = [...new Set([...before.changes, ...after.changes])].sort();
    const sameCommit = before.commit === after.commit;
    const report: GateReport = {
      tool: "release-gate",
      schemaVersion: 1,
      verdict,
      exitCode,
      releasable:
        verdict === "open" &&
        sameCommit &&
        changes.length === 0 &&
        given === undefined &&
        pendingChangesets(root).length === 0,
      createdAt: new Date().toISOString(),
      milliseconds: Math.round(performance.now() - started),
      git: { commit: sameCommit ? before.commit : "changed during the run", changes },
      tools: await toolVersions(root),
      stages: stageReports,
      packages: context.candidates.map((candidate) => describeCandidate(candidate, root, folder)),
    };
    const summary = renderSummary(report);
    writeReport(folder, report, summary);
    publishSummary(summary, input.stepSummary);
    if (context.judged.length > 0)
      for (const text of ["", ...renderTable(context.judged, width, paint)]) print(text);
    for (const text of ["", ...renderStages(stageReports, paint), ""]) print(text);
    print(
      `Clearing away took ${seconds(clearingTook)} s, the whole run ${seconds(report.milliseconds)} s without the preparation of the toolchain.`,
    );
    print(`Report: ${relative(process.cwd(), folder.report) || folder.report}`);
    print(paint(verdict === "open" ? "green" : "red", line));
    return report;
  } finally {
    for (const clear of clearing) clear();
  }
}

function announce(
  { name, verdict, milliseconds, reasons, notes }: StageReport,
  print: GateInput["print"],
  paint: Paint,
): void {
  if (verdict === "not run") {
    print(paint("dim", `${name}: not run, ${reasons.join(" ")}`));
    return;
  }
  print(paint(verdict === "passed" ? "green" : "red", `${name}: ${verdict} (${seconds(milliseconds)} s)`));
  for (const note of notes) print(`  ${note}`);
  for (const reason of reasons) print(`- ${reason.replaceAll("\n", "\n  ")}`);
}

/** A tarball from anywhere, opened before anything is cleared: a mistyped path must not cost the last report. */
async function openGiven(path: string, scratch: string): Promise<Candidate> {
  const full = resolve(path);
  if (!existsSync(full) || !statSync(full).isFile()) throw new CandidateError(`There is no tarball ${path}.`);
  const contents = readFileSync(full);
  const packed = { path: full, bytes: contents.byteLength, integrity: integrityOf(contents) };
  return openCandidate(packed, null, join(scratch, "unpacked"));
}

function describeCandidate(candidate: Candidate, root: string, folder: ReportFolder): ReportedPackage {
  const { name, version, directory, packed, files } = candidate;
  return {
    name,
    version,
    directory,
    tarball: {
      name: basename(packed.path),
      path: directory === null ? packed.path : relative(folder.path, packed.path),
      bytes: packed.bytes,
      integrity: packed.integrity,
    },
    files,
    manifestSha256:
      directory === null
        ? null
        : createHash("sha256")
            .update(readFileSync(join(root, directory, "package.json")))
            .digest("hex"),
  };
}

/** Outside a repository the gate still judges, but what it judged belongs to no commit. */
async function gitState(root: string): Promise<GitState> {
  try {
    return await readGitState(root);
  } catch {
    return { commit: "unknown", changes: ["the tree is not in a git repository, or git is not installed"] };
  }
}
