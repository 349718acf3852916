import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What a made-up bundle-check answers, by a part of the target's name. */
export interface FakeAnswer {
  readonly exitCode: number;
  readonly stdout?: string;
  readonly stderr?: string;
}

/** Writes a command that answers as told, so that the gate meets every way in which the guard can go wrong. */
export function writeFakeBundleCheck(
  folder: string,
  answers: Readonly<Record<string, FakeAnswer>>,
  otherwise: FakeAnswer,
): string {
  const path = join(folder, "fake-bundle-check.mjs");
  writeFileSync(
    path,
    `#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { createHash } from "node:crypto";
const target = process.argv[2];
const answers = ${JSON.stringify(answers)};
const key = Object.keys(answers).find((part) => target.includes(part));
const { exitCode, stdout = "", stderr = "" } = key === undefined ? ${JSON.stringify(otherwise)} : answers[key];
// The guard reports the sha512 of what it read; only the real bytes of the packed tarball give the right one.
const sha512 = () => "sha512-" + createHash("sha512").update(readFileSync(target)).digest("base64");
process.stdout.write(stdout.replace("SHA512-OF-TARGET", () => sha512()));
process.stderr.write(stderr);
process.exitCode = exitCode;
`,
  );
  chmodSync(path, 0o755);
  return path;
}

export interface FakeFinding {
  readonly rule: string;
  readonly name?: string;
  readonly severity?: string;
}

/** A report in the shape of `bundle-check --format json`. */
export function fakeReport(integrity: string, findings: readonly FakeFinding[]): string {
  const full = findings.map(({ rule, name, severity = "error" }) => ({
    rule,
    severity,
    file: "dist/node/index.node.js",
    line: 1,
    column: 10,
    message: `${rule} was found.`,
    consequence: "It does not load.",
    hint: "Build it again.",
    reach: [],
    args: name === undefined ? {} : { localName: name },
  }));
  const counted = (severity: string): number =>
    full.filter((finding) => finding.severity === severity).length;
  return JSON.stringify({
    tool: "bundle-check",
    version: "0.0.0",
    schemaVersion: 1,
    target: { spec: "x", kind: "tarball", name: "x", version: "1.0.0", integrity, files: 3 },
    findings: full,
    ignored: [],
    summary: { errors: counted("error"), warnings: counted("warning"), infos: counted("info") },
  });
}
