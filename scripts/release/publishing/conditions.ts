import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { changelogOf, hasChangelogSection, pendingChangesets, preReleaseTag } from "../changesets.ts";
import { isNewer, tagFor, versionForm } from "../dist-tag.ts";
import { readGitState } from "../git.ts";
import { integrityOf } from "../pack.ts";
import { publishablePackages } from "../packages.ts";
import { conclude } from "../report/conclude.ts";
import { readReportFile } from "../report/read-report.ts";
import type { GateReport, ReportedPackage } from "../report/report.ts";
import { stageNames } from "../report/report.ts";
import { reportFolderOf } from "../report/report-folder.ts";

/** A day: known-broken releases and the registry move on, and so does whoever made the report. */
const longestAge = 24 * 60 * 60 * 1000;

export interface Releasable {
  readonly package: ReportedPackage;
  /** The bytes themselves: what is published is what was hashed, whatever happens to the file meanwhile. */
  readonly contents: Buffer;
}

export interface Conditions {
  /** Why nothing may be published, one sentence each. */
  readonly objections: readonly string[];
  readonly report: GateReport | undefined;
  readonly releasable: readonly Releasable[];
}

/** Everything that has to hold before the registry is asked at all. */
export async function examineConditions(root: string, now = Date.now()): Promise<Conditions> {
  const objections: string[] = [];
  const { commit, changes } = await readGitState(root);
  if (changes.length > 0) {
    objections.push(
      `The tree is dirty: ${changes.slice(0, 5).join(", ")}${changes.length > 5 ? ` and ${changes.length - 5} more` : ""}. Commit or remove that.`,
    );
  }
  const pending = pendingChangesets(root);
  if (pending.length > 0) {
    objections.push(
      `${pending.length} changesets are pending (${pending.join(", ")}): run \`bun run version\` and commit.`,
    );
  }
  const packages = publishablePackages(root);
  if (packages.length === 0) objections.push("Every package is private: no package here is published.");
  for (const { name, version, directory } of packages) {
    if (!hasChangelogSection(changelogOf(root, directory), version)) {
      objections.push(
        `${name}: ${directory}/CHANGELOG.md has no section for ${version}. Versions come from changesets, through \`bun run version\`.`,
      );
    }
  }
  const folder = reportFolderOf(root);
  const report = readReportFile(folder.report);
  if (report === undefined) {
    return {
      objections: [...objections, "There is no gate report. Run `bun run gate`."],
      report,
      releasable: [],
    };
  }
  objections.push(...objectionsToReport(report, commit, now));
  const releasable: Releasable[] = [];
  for (const { name, version, directory } of packages) {
    const reported = report.packages.find((entry) => entry.name === name && entry.directory === directory);
    if (reported === undefined) {
      objections.push(`${name}: the gate report says nothing about it. Run \`bun run gate\`.`);
    } else if (reported.version !== version) {
      objections.push(
        `${name}: the gate report is about ${reported.version}, not ${version}. Run \`bun run gate\`.`,
      );
    } else if (reported.manifestSha256 !== sha256Of(join(root, directory, "package.json"))) {
      // Hidden from git or not: where and under which tag npm publishes is written in there.
      objections.push(
        `${name}: ${directory}/package.json is not the one that passed the gate. Run \`bun run gate\`.`,
      );
    } else {
      const contents = readTarball(join(folder.path, reported.tarball.path));
      const objection = objectionToBytes(reported, contents);
      if (objection !== undefined) objections.push(objection);
      else if (contents !== undefined) releasable.push({ package: reported, contents });
    }
  }
  return { objections, report, releasable };
}

function objectionsToReport(report: GateReport, commit: string, now: number): string[] {
  const objections: string[] = [];
  const again = "Run `bun run gate` again.";
  if (report.git.commit !== commit) {
    objections.push(`The gate report is about commit ${report.git.commit}, not ${commit}. ${again}`);
  }
  if (report.git.changes.length > 0)
    objections.push(`The gate judged a tree with uncommitted changes. ${again}`);
  const age = now - Date.parse(report.createdAt);
  if (!(age <= longestAge && age >= -longestAge)) {
    objections.push(`The gate report of ${report.createdAt} is stale: it may be a day old at most. ${again}`);
  }
  // The verdict is worked out anew: a report that contradicts itself proves nothing.
  const ran = new Set(report.stages.map(({ name }) => name));
  const absent = stageNames.filter((name) => !ran.has(name));
  const concluded = conclude(report.stages);
  const open = report.verdict === "open" && report.exitCode === 0 && report.releasable;
  if (!open || concluded.verdict !== "open" || absent.length > 0) {
    const shut = report.stages
      .filter(({ verdict }) => verdict !== "passed")
      .map(({ name, verdict }) => `${name} ${verdict}`);
    objections.push(
      `The gate report does not say that everything passed: ${[...shut, ...absent.map((name) => `${name} missing`)].join(", ") || `it is ${report.verdict}, and ${report.releasable ? "" : "not "}to be released`}. ${again}`,
    );
  }
  return objections;
}

function objectionToBytes(
  { name, tarball }: ReportedPackage,
  contents: Buffer | undefined,
): string | undefined {
  if (contents === undefined)
    return `${name}: the tarball that passed the gate, ${tarball.path}, is gone. Run \`bun run gate\`.`;
  const integrity = integrityOf(contents);
  if (integrity === tarball.integrity && contents.byteLength === tarball.bytes) return undefined;
  return `${name}: ${tarball.name} was altered after it passed the gate. Passed: ${tarball.integrity}; now: ${integrity}.`;
}

function sha256Of(path: string): string {
  return createHash("sha256").update(readFileSync(path)).digest("hex");
}

function readTarball(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

/** Why the version must not go out under the tag. */
export function objectionToTag(
  root: string,
  name: string,
  version: string,
  tag: string,
  tags: Readonly<Record<string, string>>,
): string | undefined {
  const right = tagFor(version);
  if (right === undefined) return `${name}: ${version} ${versionForm}.`;
  if (tag !== right) return `${name}: ${version} belongs under the dist-tag "${right}", not "${tag}".`;
  const mode = preReleaseTag(root);
  if (mode !== undefined && tag !== mode)
    return `${name}: the repository makes ${mode} releases, and ${version} is none.`;
  if (tag === "latest" && tags.latest !== undefined && tags.latest !== version) {
    return `${name}: "latest" is ${tags.latest} and is never moved by a release. Move it by hand when that is decided.`;
  }
  return undefined;
}

/** A version that comes late would take everybody back who follows the tag. */
export function objectionToOlder(
  name: string,
  version: string,
  tag: string,
  tags: Readonly<Record<string, string>>,
): string | undefined {
  const current = tags[tag];
  return current !== undefined && isNewer(current, version)
    ? `${name}: "${tag}" is ${current}, which is newer than ${version}: a release never moves a tag back. Is this the newest commit of main?`
    : undefined;
}
