import type { Finding, Reach, RuleArguments, RuleId } from "../../src/findings/finding.js";
import type { PackageFiles, PackageTarget } from "../../src/package-files/package-files.js";
import { createReport } from "../../src/report/create-report.js";
import type { Report } from "../../src/report/report.js";
import type { Outcome } from "../../src/report/writer.js";
import { sampleLosses, sampleProbes } from "./sample-comparisons.js";
import { refusedRequests } from "./sample-refusals.js";

/** Arguments of every kind a rule can have; a new rule does not compile until it is here. */
export const sampleArguments: { readonly [Rule in RuleId]: readonly RuleArguments[Rule][] } = {
  "syntax-error": [
    { parsedAs: "module", reason: "Unexpected token" },
    { parsedAs: "commonjs", reason: "Unterminated string constant" },
  ],
  "wrong-module-kind": [
    {
      loadedAs: "commonjs",
      writtenAs: "module",
      decidedBy: ".cjs",
      stated: true,
      name: "import.meta.url",
      isUniversal: false,
      emptied: { passedTo: "new URL", evaluatedAt: "load", conditional: true },
      more: 2,
    },
    {
      loadedAs: "commonjs",
      writtenAs: "module",
      decidedBy: "package.json",
      stated: false,
      name: "import.meta.url",
      isUniversal: false,
      emptied: { passedTo: "createRequire", evaluatedAt: "function", conditional: false },
      more: 0,
    },
    {
      loadedAs: "commonjs",
      writtenAs: "module",
      decidedBy: "package.json",
      stated: true,
      reason: "'import' and 'export' may appear only with 'sourceType: module'",
      isUniversal: false,
      more: 0,
    },
    {
      loadedAs: "commonjs",
      writtenAs: "module",
      decidedBy: "package.json",
      stated: false,
      reason: "'import' and 'export' may appear only with 'sourceType: module'",
      hiddenMain: "lib/index.js",
      isUniversal: false,
      more: 12,
    },
    {
      loadedAs: "module",
      writtenAs: "commonjs",
      decidedBy: ".mjs",
      stated: true,
      reason: "'with' in strict mode",
      isUniversal: false,
      more: 1,
    },
    {
      loadedAs: "module",
      writtenAs: "commonjs",
      decidedBy: "dist/package.json",
      stated: true,
      name: "require",
      isUniversal: false,
      more: 0,
    },
    {
      loadedAs: "module",
      writtenAs: "commonjs",
      decidedBy: "package.json",
      stated: true,
      name: "exports",
      isUniversal: true,
      more: 0,
    },
  ],
  "undeclared-export": [
    { exportedName: "openrouterPlugin", localName: "openrouterPlugin" },
    { exportedName: "default", localName: "openrouterPlugin2" },
  ],
  "undeclared-reference": [
    { name: "import_plugin", evaluatedAt: "export-getter", exportedName: "openrouterPlugin", occurrences: 1 },
    { name: "import_plugin", evaluatedAt: "export-getter", occurrences: 2 },
    { name: "process2", evaluatedAt: "load", occurrences: 1 },
    { name: "syntaxError", evaluatedAt: "function", occurrences: 3 },
  ],
  "missing-target": [
    { target: "./dist/index.js", problem: "not-shipped" },
    { target: "./dist/index.js", problem: "not-shipped", similar: "dist/index.mjs" },
    { target: "dist/index.js", problem: "malformed", malformation: "no-leading-dot-slash" },
    { target: "", problem: "malformed", malformation: "empty" },
    { target: "../x.js", problem: "malformed", malformation: "leaves-package" },
    { target: "./node_modules/x.js", problem: "malformed", malformation: "node-modules" },
    { target: "7", problem: "malformed", malformation: "not-a-string" },
    { target: "./dist/*.js", problem: "pattern-without-files" },
  ],
  "missing-module": [
    { specifier: "./chunk.js", resolved: "dist/chunk.js" },
    { specifier: "./Chunk.js", resolved: "dist/Chunk.js", similar: "dist/chunk.js" },
    ...refusedRequests,
  ],
  "missing-import-binding": [
    { name: "start", specifier: "./chunk.js", module: "dist/chunk.js" },
    { name: "default", specifier: "./counter.cjs", module: "dist/counter.cjs", isWholeModule: true },
  ],
  truncated: [
    {
      signals: [
        { signal: "dependencies-unreached", dependencies: ["a", "b", "c", "d", "e", "f"] },
        { signal: "entry-not-in-source-map", sourceMap: "dist/index.js.map", sources: ["../src/config.ts"] },
        { signal: "exports-without-declarations", names: ["plugin"] },
        {
          signal: "source-map-longer-than-file",
          sourceMap: "dist/index.js.map",
          mappedLines: 1544,
          actualLines: 79,
        },
        { signal: "below-floor", unit: "lines", floor: 300, actual: 79 },
      ],
    },
    { signals: [{ signal: "below-floor", unit: "bytes", floor: 12_000, actual: 3092 }] },
  ],
  "expected-export": [
    { name: "openrouterPlugin", subpath: ".", conditions: ["node", "import"] },
    { name: "default", subpath: "./tools", conditions: [] },
  ],
  "empty-entry": [
    { emptiness: "no-content", promised: ["start", "stop"] },
    { emptiness: "no-exports", promised: [] },
  ],
  "export-mismatch": [
    {
      subpath: ".",
      oracle: "declarations",
      missing: ["start", "stop"],
      missingCount: 2,
      promised: 2,
      exported: 0,
    },
    {
      subpath: "./tools",
      oracle: "declarations",
      missing: ["start"],
      missingCount: 1,
      promised: 5,
      exported: 4,
    },
    {
      subpath: ".",
      oracle: "twin",
      twin: "dist/index.cjs",
      missing: ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"],
      missingCount: 12,
      promised: 14,
      exported: 2,
    },
  ],
  "types-missing": [
    { specifier: "./plugin", resolved: "dist/plugin", leavesPackage: false, isUntyped: false },
    {
      specifier: "./Plugin.js",
      resolved: "dist/Plugin.js",
      leavesPackage: false,
      isUntyped: false,
      similar: "dist/plugin.d.ts",
    },
    { specifier: "../../src/plugin", resolved: "../src/plugin", leavesPackage: true, isUntyped: false },
    { specifier: "./index.node", resolved: "dist/index.node.js", leavesPackage: false, isUntyped: true },
  ],
  "types-mismatch": [
    { problem: "absolute-path", specifier: "/home/runner/work/a/node_modules/vite/index.d.ts" },
    { problem: "node-modules", specifier: "../node_modules/vite/index.js" },
    { problem: "other-package", specifier: "@scope/other", package: "@scope/other" },
    { problem: "development-package", specifier: "vite/types", package: "vite" },
    { problem: "unlisted-package", specifier: "csstype", package: "csstype" },
  ],
  ...sampleLosses,
  "unreachable-condition": [
    {
      subpath: ".",
      condition: "types",
      winners: ["import", "require"],
      audience: "everyone",
      more: 0,
    },
    { subpath: "./a", condition: "worker", winners: ["default"], audience: "everyone", more: 7 },
    { subpath: ".", condition: "types", winners: ["types"], audience: "everyone", more: 2 },
    {
      subpath: ".",
      condition: "require",
      winners: ["node"],
      audience: "runtimes",
      chosenTarget: "./dist/node/index.node.js",
      more: 0,
    },
  ],
  "unlisted-dependency": [
    {
      dependency: "@puppeteer/browsers",
      specifier: "@puppeteer/browsers",
      isDevDependency: false,
      more: 0,
    },
    { dependency: "tslib", specifier: "tslib/modules/index.js", isDevDependency: true, more: 3 },
  ],
  "local-protocol": [
    { field: "peerDependencies", dependency: "@svgr/core", specifier: "workspace:*", protocol: "workspace" },
    { field: "dependencies", dependency: "helper", specifier: "file:../helper", protocol: "file" },
    { field: "devDependencies", dependency: "vitest", specifier: "catalog:", protocol: "catalog" },
  ],
  "bin-shebang": [
    { problem: "missing" },
    { problem: "carriage-return" },
    { problem: "byte-order-mark" },
    { problem: "arguments" },
  ],
  "missing-script-target": [
    { script: "postinstall", target: "scripts/postinstall.js" },
    { script: "install", target: "install.js", similar: "dist/install.js" },
  ],
  "leaked-secret": [
    { kind: "GitHub token", beginning: "ghp_", isDoubtful: false },
    { kind: "private key", beginning: "----", isDoubtful: true },
  ],
  "leaked-file": [
    { problem: "environment", files: 1 },
    { problem: "npm-credentials", files: 1 },
    { problem: "key-file", files: 1 },
    { problem: "credentials", files: 1 },
    { problem: "home-path", found: "/home/anna/", files: 3 },
    { problem: "map-without-sources", found: "../src/index.ts", files: 1 },
    { problem: "map-without-sources", found: "../src/index.ts", files: 12 },
  ],
  publint: [
    { code: "EXPORTS_TYPES_SHOULD_BE_FIRST", text: 'pkg.exports["."].types should be the first condition' },
    { code: "NOT_JUDGED", text: "publint could not judge the package: `x` is not a function" },
  ],
  ...sampleProbes,
  "known-bad-bundler": [
    {
      bundler: "Bun",
      told: [
        { release: "1.3.13", toldBy: "packageManager in ../../package.json" },
        { release: "1.3.11", toldBy: "bun-version in ../../.github/workflows/release.yaml" },
      ],
      marks: ["debugId"],
      sideEffects: "false",
      isLosing: false,
    },
    { bundler: "Bun", told: [], marks: ["debugId", "__accessProp"], sideEffects: "[]", isLosing: true },
    {
      bundler: "Bun",
      told: [{ release: "1.4.0", toldBy: ".bun-version" }],
      marks: [],
      sideEffects: "false",
      isLosing: false,
    },
  ],
  "unused-ignore": [
    { ignoredRule: "missing-module", reason: "shipped by another package" },
    { ignoredRule: "missing-module", ignoredFile: "dist/**", ignoredName: "./x.js", reason: "optional" },
  ],
};

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
