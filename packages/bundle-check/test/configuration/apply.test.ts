import { describe, expect, it } from "vitest";
import { applyConfiguration } from "../../src/configuration/apply.js";
import {
  type Configuration,
  emptyConfiguration,
  type Ignore,
} from "../../src/configuration/configuration.js";
import { subjectNames } from "../../src/configuration/subject.js";
import { findUnusedIgnores } from "../../src/configuration/unused-ignores.js";
import type { Finding } from "../../src/findings/finding.js";
import { sampleFindings } from "../report/sample-findings.js";

const missing: Finding = {
  rule: "missing-module",
  severity: "error",
  place: { file: "dist/index.js", line: 1, column: 1 },
  args: { specifier: "./chunk.js", resolved: "dist/chunk.js" },
  reach: [],
};

function apply(configuration: Partial<Configuration>, findings: readonly Finding[] = [missing]) {
  return applyConfiguration(findings, { ...emptyConfiguration, ...configuration });
}

describe("severities", () => {
  it("replaces the rule's own", () => {
    expect(apply({ rules: { "missing-module": "info" } }).findings).toEqual([
      { ...missing, severity: "info" },
    ]);
  });

  it("drops the findings of a rule that is off", () => {
    expect(apply({ rules: { "missing-module": "off" } })).toMatchObject({ findings: [], ignored: [] });
  });
});

describe("ignores", () => {
  it.each<[Partial<Ignore>, boolean]>([
    [{}, true],
    [{ file: "dist/index.js" }, true],
    [{ file: "dist/**" }, true],
    [{ file: "lib/**" }, false],
    [{ name: "./chunk.js" }, true],
    [{ name: "./other.js" }, false],
    [{ file: "dist/*.js", name: "./chunk.js" }, true],
    [{ file: "dist/*.js", name: "./other.js" }, false],
    [{ rule: "truncated" }, false],
  ])("%o sets the finding aside: %s", (part, expected) => {
    const ignore: Ignore = { rule: "missing-module", reason: "optional", ...part };
    const applied = apply({ ignores: [ignore] });
    expect(applied.ignored).toEqual(expected ? [{ finding: missing, reason: "optional" }] : []);
    expect(applied.findings).toEqual(expected ? [] : [missing]);
    expect(applied.usedIgnores.has(ignore)).toBe(expected);
  });

  it("counts as used when it matches a finding of a rule that is off", () => {
    const ignore: Ignore = { rule: "missing-module", reason: "optional" };
    const applied = apply({ ignores: [ignore], rules: { "missing-module": "off" } });
    expect(applied.usedIgnores.has(ignore)).toBe(true);
    expect(applied.ignored).toEqual([]);
  });

  it("can name every finding that is about a name", () => {
    const nameless = new Set([
      "syntax-error",
      "wrong-module-kind",
      "truncated",
      "empty-entry",
      "lost-source",
      "bin-shebang",
    ]);
    for (const finding of sampleFindings()) {
      expect(subjectNames(finding).length > 0, finding.rule).toBe(!nameless.has(finding.rule));
    }
  });
});

describe("an unused ignore", () => {
  const text =
    '{\n  "bundleCheck": {\n    "ignores": [\n      { "rule": "truncated", "reason": "split" }\n    ]\n  }\n}\n';
  const source = { file: "package.json", text, keyPath: ["bundleCheck"] };
  const ignores: Ignore[] = [{ rule: "truncated", reason: "split" }];

  it("is a warning placed at the entry", () => {
    expect(findUnusedIgnores({ ...emptyConfiguration, ignores }, source, new Set())).toEqual([
      {
        rule: "unused-ignore",
        severity: "warning",
        place: {
          file: "package.json",
          line: 4,
          column: 7,
          endLine: 4,
          endColumn: 49,
          keyPath: ["bundleCheck", "ignores", "0"],
        },
        args: { ignoredRule: "truncated", reason: "split" },
        reach: [],
      },
    ]);
  });

  it("is nothing when it was used, and follows the rule's severity", () => {
    const configuration = { ...emptyConfiguration, ignores };
    expect(findUnusedIgnores(configuration, source, new Set(ignores))).toEqual([]);
    const off: Configuration = { ...configuration, rules: { "unused-ignore": "off" } };
    expect(findUnusedIgnores(off, source, new Set())).toEqual([]);
    const error: Configuration = { ...configuration, rules: { "unused-ignore": "error" } };
    expect(findUnusedIgnores(error, source, new Set())[0]?.severity).toBe("error");
  });
});
