import { readFileSync } from "node:fs";
import { isRecord } from "../packages.ts";
import {
  type GateReport,
  type ReportedFile,
  type ReportedPackage,
  type StageReport,
  stageNames,
  stageVerdicts,
} from "./report.ts";

export class ReportError extends Error {
  override readonly name = "ReportError";
}

/** Undefined when there is no report; throws a `ReportError` when there is one that cannot be understood. */
export function readReportFile(path: string): GateReport | undefined {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof Error && Reflect.get(error, "code") === "ENOENT") return undefined;
    throw error;
  }
  try {
    return parseReport(JSON.parse(text));
  } catch (error) {
    throw new ReportError(`${path} is no gate report: ${error instanceof Error ? error.message : error}.`);
  }
}

/** Checks every field that a release relies on: a report is a file that anybody can edit. */
export function parseReport(value: unknown): GateReport {
  const report = record(value, "the report");
  if (report.tool !== "release-gate") throw new Error('"tool" is not "release-gate"');
  if (report.schemaVersion !== 1) throw new Error('"schemaVersion" is not 1');
  const { verdict, exitCode, git, tools } = report;
  if (verdict !== "open" && verdict !== "partial" && verdict !== "shut")
    throw new Error('"verdict" is unknown');
  if (exitCode !== 0 && exitCode !== 1 && exitCode !== 2 && exitCode !== 3) {
    throw new Error('"exitCode" is unknown');
  }
  const state = record(git, '"git"');
  return {
    tool: "release-gate",
    schemaVersion: 1,
    verdict,
    exitCode,
    releasable: report.releasable === true,
    createdAt: text(report, "createdAt"),
    milliseconds: count(report, "milliseconds"),
    git: { commit: text(state, "commit"), changes: texts(state, "changes") },
    tools: Object.fromEntries(
      Object.entries(record(tools, '"tools"')).map(([key, entry]) => [key, String(entry)]),
    ),
    stages: unique(list(report, "stages").map(parseStage)),
    packages: unique(list(report, "packages").map(parsePackage)),
  };
}

/** Of two entries under one name, one could say what the other denies. */
function unique<Entry extends { readonly name: string }>(entries: readonly Entry[]): readonly Entry[] {
  for (const [index, { name }] of entries.entries()) {
    if (entries.findIndex((entry) => entry.name === name) !== index)
      throw new Error(`${name} is in it twice`);
  }
  return entries;
}

function parseStage(value: unknown): StageReport {
  const stage = record(value, "a stage");
  const name = stageNames.find((known) => known === stage.name);
  const verdict = stageVerdicts.find((known) => known === stage.verdict);
  if (name === undefined || verdict === undefined) throw new Error("a stage has an unknown name or verdict");
  return {
    name,
    verdict,
    milliseconds: count(stage, "milliseconds"),
    reasons: texts(stage, "reasons"),
    notes: texts(stage, "notes"),
  };
}

function parsePackage(value: unknown): ReportedPackage {
  const entry = record(value, "a package");
  const tarball = record(entry.tarball, '"tarball"');
  const integrity = text(tarball, "integrity");
  if (!/^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity)) throw new Error('"integrity" is not a sha512');
  const fileName = text(tarball, "name");
  // It becomes the name of a file that is written.
  if (!/^\w[\w.-]*\.tgz$/.test(fileName))
    throw new Error(`${JSON.stringify(fileName)} is no name of a tarball`);
  return {
    name: text(entry, "name"),
    version: text(entry, "version"),
    directory: entry.directory === null ? null : text(entry, "directory"),
    tarball: {
      name: fileName,
      path: text(tarball, "path"),
      bytes: count(tarball, "bytes"),
      integrity,
    },
    files: list(entry, "files").map(parseFile),
    manifestSha256: entry.manifestSha256 === null ? null : text(entry, "manifestSha256"),
  };
}

function parseFile(value: unknown): ReportedFile {
  const file = record(value, "a file");
  return { path: text(file, "path"), bytes: count(file, "bytes"), sha256: text(file, "sha256") };
}

function record(value: unknown, name: string): Readonly<Record<string, unknown>> {
  if (!isRecord(value)) throw new Error(`${name} is not an object`);
  return value;
}

function list(value: Readonly<Record<string, unknown>>, key: string): readonly unknown[] {
  const found = value[key];
  if (!Array.isArray(found)) throw new Error(`${JSON.stringify(key)} is not a list`);
  return found;
}

function texts(value: Readonly<Record<string, unknown>>, key: string): string[] {
  return list(value, key).map((entry) => {
    if (typeof entry !== "string") throw new Error(`${JSON.stringify(key)} holds something that is no text`);
    return entry;
  });
}

function text(value: Readonly<Record<string, unknown>>, key: string): string {
  const found = value[key];
  if (typeof found !== "string" || found === "") throw new Error(`${JSON.stringify(key)} is no text`);
  return found;
}

function count(value: Readonly<Record<string, unknown>>, key: string): number {
  const found = value[key];
  if (typeof found !== "number" || !(found >= 0)) throw new Error(`${JSON.stringify(key)} is no number`);
  return found;
}
