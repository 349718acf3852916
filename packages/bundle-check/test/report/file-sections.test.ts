import { describe, expect, it } from "vitest";
import type { Finding } from "../../src/findings/finding.js";
import { fileSections } from "../../src/report/file-sections.js";
import { outcomeOf, reportOf } from "./sample-findings.js";

// Made up here, so that no file of this repository holds anything that looks like one.
const token = `sk-or-v1-${"0123456789abcdef".repeat(4)}`;
const leaky = { "index.js": `export { plugin }; // ${token}\n`, "other.js": "export { plugin };\n" };

const leak: Finding = {
  rule: "leaked-secret",
  severity: "error",
  place: { file: "index.js", line: 1, column: 20 },
  args: { kind: "OpenRouter API key", beginning: "sk-o", isDoubtful: false },
  reach: [],
};

function undeclaredIn(file: string): Finding {
  return {
    rule: "undeclared-export",
    severity: "error",
    place: { file, line: 1, column: 10, endLine: 1, endColumn: 16 },
    args: { exportedName: "plugin", localName: "plugin" },
    reach: [],
  };
}

function framesIn(file: string, findings: readonly Finding[], ignored: readonly Finding[] = []) {
  const report = reportOf(findings, leaky, undefined, {
    ignored: ignored.map((finding) => ({ finding, reason: "a key for tests" })),
  });
  const sections = [...fileSections(outcomeOf(report, leaky), false)];
  return sections.flatMap((section) =>
    section.file === file ? section.items.map(({ frame }) => frame) : [],
  );
}

describe("the lines of a file around a finding", () => {
  it("are shown", () => {
    expect(framesIn("other.js", [undeclaredIn("other.js")])[0]?.[0]?.text).toBe("export { plugin };");
  });

  it.each([
    ["was found", [leak], []],
    ["was found and is ignored", [], [leak]],
    ["is there, while the rule that finds it is off", [], []],
  ] as const)("are not shown of a file where a secret %s", (_, found, ignored) => {
    const frames = framesIn("index.js", [...found, undeclaredIn("index.js")], ignored);
    expect(frames.length).toBeGreaterThan(0);
    expect(frames.flat()).toEqual([]);
  });

  it("are not shown of a file that looks harmless when a secret was found in it all the same", () => {
    const inOther = { ...leak, place: { ...leak.place, file: "other.js" } };
    expect(framesIn("other.js", [undeclaredIn("other.js")], [inOther]).flat()).toEqual([]);
    expect(framesIn("other.js", [inOther, undeclaredIn("other.js")]).flat()).toEqual([]);
  });
});
