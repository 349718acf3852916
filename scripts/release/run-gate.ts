import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Guard, judge } from "./judge.ts";
import type { KnownBroken } from "./known-broken.ts";
import { packPackage } from "./pack.ts";
import { type Paint, renderTable } from "./table.ts";
import {
  type GateVerdict,
  gateVerdict,
  type JudgedTarget,
  judgedCandidate,
  judgedKnownBroken,
} from "./verdict.ts";

export interface GateInput {
  /** The package to be released, built. */
  readonly packageDirectory: string;
  readonly guard: Guard;
  readonly knownBroken: readonly KnownBroken[];
  readonly width: number;
  readonly paint: Paint;
  readonly print: (line: string) => void;
}

/** Packs once, judges those bytes and the known-broken releases, prints the table and the verdict. */
export async function runGate(input: GateInput): Promise<GateVerdict> {
  const { packageDirectory, guard, knownBroken, width, paint, print } = input;
  const candidate = nameAndVersion(packageDirectory);
  const folder = mkdtempSync(join(tmpdir(), "gate-"));
  try {
    const packed = await packPackage(packageDirectory, folder);
    print(`Packed ${candidate} (${packed.bytes.toLocaleString("en")} bytes, lifecycle scripts off).`);
    print(`Judging that tarball, and ${knownBroken.length} published releases that are known to be broken.`);
    const targets: JudgedTarget[] = await Promise.all([
      judge(packed.path, guard).then((outcome) => judgedCandidate(`packed ${candidate}`, packed, outcome)),
      ...knownBroken.map((release) =>
        judge(release.spec, guard).then((outcome) => judgedKnownBroken(release, outcome)),
      ),
    ]);
    const verdict = gateVerdict(targets);
    print("");
    for (const line of renderTable(targets, width, paint)) print(line);
    print("");
    for (const line of candidateErrors(targets)) print(line);
    for (const objection of verdict.objections) print(`- ${objection}`);
    print(paint(verdict.exitCode === 0 ? "green" : "red", verdict.line));
    return verdict;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Where each error of the tarball to be released is, and the next step; nobody should have to run a second command. */
function candidateErrors(targets: readonly JudgedTarget[]): string[] {
  const errors = targets
    .filter(({ role }) => role === "candidate")
    .flatMap(({ outcome }) => (outcome.kind === "judged" ? outcome.judgement.findings : []))
    .filter(({ severity }) => severity === "error");
  return errors.flatMap(({ rule, file, line, column, message, hint }, index) => [
    `${file}:${line}:${column} ${rule}: ${message}`,
    // Many errors often have one cause, and then one hint.
    ...(hint === errors[index + 1]?.hint ? [] : [`  ${hint}`]),
  ]);
}

function nameAndVersion(packageDirectory: string): string {
  const manifest: { name?: string; version?: string } = JSON.parse(
    readFileSync(join(packageDirectory, "package.json"), "utf8"),
  );
  return `${manifest.name}@${manifest.version}`;
}
