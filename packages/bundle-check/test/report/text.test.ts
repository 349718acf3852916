import { stripVTControlCharacters } from "node:util";
import { describe, expect, it } from "vitest";
import type { Finding } from "../../src/findings/finding.js";
import { colourStyle, plainStyle, wantsColour } from "../../src/report/style.js";
import { createTextWriter } from "../../src/report/text.js";
import { failedOutcome, nodeReach, outcomeOf, reportOf, sampleFindings } from "./sample-findings.js";

const contents = {
  "package.json": '{\n  "name": "sample",\n  "exports": { ".": "./dist/index.js" }\n}\n',
  "dist/index.js": "export {\n  plugin,\n  plugin2 as default\n};\n",
};

function undeclared(name: string, line: number, extra: Partial<Finding> = {}): Finding {
  return {
    rule: "undeclared-export",
    severity: "error",
    place: { file: "dist/index.js", line, column: 3, endLine: line, endColumn: 3 + name.length },
    args: { exportedName: name, localName: name },
    reach: [nodeReach],
    ...extra,
  } as Finding;
}

function print(findings: readonly Finding[], quiet = false): string {
  const report = reportOf(findings, contents);
  return createTextWriter({ style: plainStyle, quiet }).target(outcomeOf(report, contents));
}

describe("text report", () => {
  it("groups by file, with a frame, the way to the file, the consequence and the next step", async () => {
    const findings: Finding[] = [
      undeclared("plugin", 2),
      undeclared("plugin2", 3, {
        reach: [
          nodeReach,
          { field: "main", keyPath: ["main"], chain: ["lib/a.js", "lib/b.js", "dist/index.js"] },
        ],
      }),
      {
        rule: "missing-target",
        severity: "warning",
        place: { file: "package.json", line: 3, column: 23, endColumn: 40, keyPath: ["exports", "."] },
        args: { target: "./dist/index.js", problem: "not-shipped" },
        reach: [],
      },
    ];
    await expect(print(findings)).toMatchFileSnapshot("snapshots/text.md");
  });

  it("says that nothing was found, with the identity of what was judged", () => {
    expect(print([])).toBe(
      "sample@1.0.0 (tarball sample-1.0.0.tgz)\n  2 files, 107 B unpacked, 1.2 kB packed\n  sha512-c2FtcGxl\n\n" +
        "✔ sample@1.0.0: no problems found\n\n",
    );
  });

  it("lists every finding, also when there are too many for frames", () => {
    const findings = Array.from({ length: 500 }, (_, index) => undeclared(`name${index}`, index + 1));
    const text = print(findings);
    for (let index = 0; index < findings.length; index += 1) expect(text).toContain(`\`name${index}\``);
    expect(text.split("\n").length).toBeLessThan(1200);
  });

  it("leaves warnings out when quiet, but counts them", () => {
    const text = print([undeclared("plugin", 2, { severity: "warning" }), undeclared("plugin2", 3)], true);
    expect(text).not.toContain("`plugin`");
    expect(text).toContain("`plugin2`");
    expect(text).toContain("1 error, 1 warning");
  });

  it("names ignored findings with the reason, and what of a tarball's configuration was disregarded", () => {
    const report = reportOf([], contents, undefined, {
      ignored: [{ finding: undeclared("plugin", 2), reason: "known" }],
      disregarded: ["bundleCheck.rules"],
    });
    const text = createTextWriter({ style: plainStyle, quiet: false }).target(outcomeOf(report, contents));
    expect(text).toContain("1 finding ignored by configuration");
    expect(text).toContain("undeclared-export dist/index.js:2:3, because: known");
    expect(text).toContain("`bundleCheck.rules`");
  });

  it("says when a target was not judged", () => {
    expect(createTextWriter({ style: plainStyle, quiet: false }).target(failedOutcome)).toBe(
      "✖ gone.tgz: not judged\n\n",
    );
  });

  it("differs from the plain text only in colours", () => {
    const report = reportOf(sampleFindings(), contents);
    const plain = createTextWriter({ style: plainStyle, quiet: false }).target(outcomeOf(report, contents));
    const coloured = createTextWriter({ style: colourStyle, quiet: false }).target(
      outcomeOf(report, contents),
    );
    expect(coloured).not.toBe(plain);
    expect(stripVTControlCharacters(coloured)).toBe(plain);
  });

  it("cannot be made to print control characters or commands by anything in the package", () => {
    const hostile = "::error::\u001b[2J\u202e\r\n##[add-path]\u2028::warning::";
    const finding = undeclared(hostile, 1, { place: { file: hostile, line: 1, column: 1 } });
    const report = reportOf([finding], contents, undefined, { name: hostile, disregarded: [hostile] });
    const text = createTextWriter({ style: plainStyle, quiet: false }).target({
      kind: "judged",
      report: { ...report, target: { ...report.target, spec: hostile, integrity: hostile } },
      readSource: () => hostile,
    });
    expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    for (const line of text.split("\n")) {
      expect(line.trimStart().startsWith("::"), line).toBe(false);
      expect(line).not.toContain("##[");
    }
  });
});

describe("colour", () => {
  it.each([
    [{}, true, true],
    [{}, false, false],
    [{ NO_COLOR: "1" }, true, false],
    [{ NO_COLOR: "" }, true, true],
    [{ NO_COLOR: "1", FORCE_COLOR: "1" }, true, false],
    [{ FORCE_COLOR: "1" }, false, true],
    [{ FORCE_COLOR: "" }, false, true],
    [{ FORCE_COLOR: "0" }, true, false],
    [{ TERM: "dumb" }, true, false],
  ])("%o on a terminal: %s → %s", (environment, isTerminal, expected) => {
    expect(wantsColour(environment, isTerminal)).toBe(expected);
  });
});
