import { compareWithBaseline } from "../../src/baseline/compare.js";
import { applyConfiguration } from "../../src/configuration/apply.js";
import { emptyConfiguration } from "../../src/configuration/configuration.js";
import { loadOwnConfiguration } from "../../src/configuration/load.js";
import { findUnusedIgnores } from "../../src/configuration/unused-ignores.js";
import type { Finding, RuleArguments, RuleId, Severity } from "../../src/findings/finding.js";
import { compareFindings, judgePackage } from "../../src/judge.js";
import { PackageFacts } from "../../src/package-facts.js";
import { createPackageFiles, type PackageFileEntry } from "../../src/package-files/create-package-files.js";
import type { PackageTarget, TargetKind } from "../../src/package-files/package-files.js";
import type { Probed } from "../../src/probes/probe-package.js";
import { toFindings } from "../../src/probes/to-findings.js";
import type { PublintMessage } from "../../src/publint/run-publint.js";
import { publintFindings } from "../../src/publint/to-findings.js";
import { noSurroundings, type Surroundings } from "../../src/surroundings/surroundings.js";

/** What a fixture says about one finding; `args` may leave out what the case is not about. */
export type ExpectedFinding = {
  [Rule in RuleId]: {
    readonly rule: Rule;
    readonly severity: Severity;
    readonly file: string;
    readonly line: number;
    readonly column: number;
    readonly args?: Partial<RuleArguments[Rule]>;
  };
}[RuleId];

/** One package, and everything the judge must say about it: no more, no less. */
export interface RuleFixture {
  readonly name: string;
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  /** An earlier release to compare with; absent: nothing is compared. */
  readonly baseline?: Readonly<Record<string, string | Uint8Array>>;
  /** What probes showed; absent: nothing was probed. */
  readonly probed?: readonly Probed[];
  /** What publint said; absent: it was not asked. */
  readonly linted?: readonly PublintMessage[];
  /** Default: the files of a directory, whose own configuration is trusted. */
  readonly targetKind?: TargetKind;
  /** What the repository around the package says; a fixture has none unless it brings it. */
  readonly surroundings?: Surroundings;
  readonly expected: readonly ExpectedFinding[];
}

/** A package.json that nothing else is wrong with. */
export function manifest(fields: object): string {
  return JSON.stringify({ name: "fixture", version: "1.0.0", ...fields }, null, 2);
}

/** A package of one ES module. */
export function oneModule(text: string, fields: object = {}): Record<string, string> {
  return { "package.json": manifest({ type: "module", exports: "./index.js", ...fields }), "index.js": text };
}

/** A package of one CommonJS script. */
export function oneScript(text: string, fields: object = {}): Record<string, string> {
  return { "package.json": manifest({ main: "./index.js", ...fields }), "index.js": text };
}

/** A package of one ES module with declarations. */
export function typedModule(text: string, types: string, fields: object = {}): Record<string, string> {
  return { ...oneModule(text, { types: "./index.d.ts", ...fields }), "index.d.ts": types };
}

/** A package of one CommonJS script with declarations. */
export function typedScript(text: string, types: string, fields: object = {}): Record<string, string> {
  return { ...oneScript(text, { types: "./index.d.ts", ...fields }), "index.d.ts": types };
}

/** The findings of a whole run: rules, the package's own configuration, and what of it was not needed. */
export function judgeFixture({
  name,
  files,
  baseline,
  probed = [],
  linted = [],
  surroundings = noSurroundings,
  targetKind = "as-is",
}: Omit<RuleFixture, "expected">): Finding[] {
  const target: PackageTarget = {
    spec: name,
    kind: targetKind,
    integrity: null,
    tarballSize: null,
    directory: null,
  };
  const entries: PackageFileEntry[] = Object.entries(files);
  const view = createPackageFiles(entries);
  const { configuration, source } = loadOwnConfiguration(target, view);
  const { findings, facts } = judgePackage(view, target, { configuration, surroundings });
  const losses = baseline === undefined ? [] : compareWithBaseline(facts, factsOfBaseline(baseline));
  const found = [
    ...findings,
    ...losses,
    ...toFindings(probed, facts),
    ...publintFindings(linted, findings, facts),
  ].sort(compareFindings);
  const applied = applyConfiguration(found, configuration);
  const unused = source ? findUnusedIgnores(configuration, source, applied.usedIgnores) : [];
  return [...applied.findings, ...unused];
}

function factsOfBaseline(files: RuleFixture["files"]): PackageFacts {
  return new PackageFacts(createPackageFiles(Object.entries(files)), "baseline", {
    configuration: emptyConfiguration,
  });
}
