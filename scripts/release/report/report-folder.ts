import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { GateReport } from "./report.ts";

/** Ignored by git, so that a report never makes the tree dirty that it speaks about. */
export interface ReportFolder {
  readonly path: string;
  readonly report: string;
  readonly summary: string;
  readonly tarballs: string;
}

export function reportFolderOf(root: string): ReportFolder {
  const path = join(root, "gate-report");
  return {
    path,
    report: join(path, "report.json"),
    summary: join(path, "summary.md"),
    tarballs: join(path, "tarballs"),
  };
}

/** What an earlier run left must not pass for the result of this one, also when this one is killed half-way. */
export function clearReportFolder({ path, tarballs }: ReportFolder): void {
  rmSync(path, { recursive: true, force: true });
  mkdirSync(tarballs, { recursive: true });
}

export function writeReport(folder: ReportFolder, report: GateReport, summary: string): void {
  writeWhole(folder.report, `${JSON.stringify(report, null, 2)}\n`);
  writeWhole(folder.summary, summary);
}

/** Either the whole file is there or none, whatever interrupts the writing. */
function writeWhole(path: string, text: string): void {
  writeFileSync(`${path}.part`, text);
  renameSync(`${path}.part`, path);
}
