import type { Finding, Reach } from "../../src/findings/finding.js";
import type { PackageFiles, PackageTarget } from "../../src/package-files/package-files.js";
import { createReport } from "../../src/report/create-report.js";
import type { Report } from "../../src/report/report.js";
import type { Outcome } from "../../src/report/writer.js";
import { sampleArguments } from "./sample-arguments.js";

export const nodeReach: Reach = {
  field: 'exports["."].node.import',
  keyPath: ["exports", ".", "node", "import"],
  chain: ["dist/index.js"],
};

const inManifest: ReadonlySet<string> = new Set([
  "missing-target",
  "unused-ignore",
  "lost-entry",
  "lost-dependency",
]);

/** One finding for each of the sample arguments. */
export function sampleFindings(): Finding[] {
  return Object.entries(sampleArguments).flatMap(([rule, samples]) =>
    samples.map((args, index) => {
      const isInManifest = inManifest.has(rule);
      const place = isInManifest
        ? { file: "package.json", line: 3, column: 1, keyPath: ["exports", "."] }
        : { file: "dist/index.js", line: 1 + index, column: 1 };
      // The table's own type pairs every rule with its arguments; a list of entries forgets the pairing.
      return { rule, severity: "error", place, args, reach: isInManifest ? [] : [nodeReach] } as Finding;
    }),
  );
}

export function filesOf(contents: Readonly<Record<string, string>>): PackageFiles {
  const text = (path: string): string => {
    const content = contents[path];
    if (content === undefined) throw new Error(`${path} is not in the package.`);
    return content;
  };
  return {
    paths: Object.keys(contents).sort(),
    has: (path) => Object.hasOwn(contents, path),
    size: (path) => Buffer.byteLength(text(path)),
    bytes: (path) => Buffer.from(text(path)),
    text,
  };
}

export const tarballTarget: PackageTarget = {
  spec: "sample-1.0.0.tgz",
  kind: "tarball",
  integrity: "sha512-c2FtcGxl",
  tarballSize: 1234,
  directory: null,
};

export function reportOf(
  findings: readonly Finding[],
  contents: Readonly<Record<string, string>> = {},
  target: PackageTarget = tarballTarget,
  extra: {
    ignored?: { finding: Finding; reason: string }[];
    disregarded?: string[];
    name?: string | null;
  } = {},
): Report {
  return createReport({
    target,
    files: filesOf(contents),
    identity: { name: extra.name === undefined ? "sample" : extra.name, version: "1.0.0" },
    version: "0.0.0",
    findings,
    ignored: extra.ignored ?? [],
    disregardedConfiguration: extra.disregarded ?? [],
  });
}

export function outcomeOf(
  report: Report,
  contents: Readonly<Record<string, string>> = {},
): Extract<Outcome, { kind: "judged" }> {
  return { kind: "judged", report, readSource: (file) => contents[file] };
}

export const failedOutcome: Extract<Outcome, { kind: "failed" }> = {
  kind: "failed",
  failure: {
    tool: "bundle-check",
    version: "0.0.0",
    schemaVersion: 1,
    target: { spec: "gone.tgz" },
    error: { kind: "unreadable-target", message: "There is no file gone.tgz." },
  },
};
