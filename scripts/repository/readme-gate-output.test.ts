import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { knownBrokenReleases } from "../release/judging/known-broken.ts";
import { publishablePackages } from "../release/packages.ts";
import { conclude } from "../release/report/conclude.ts";
import { stageNames } from "../release/report/report.ts";
import { renderStages, renderWholeRun } from "../release/report/stage-table.ts";

const shown =
  /^This is the end of the gate:\n\n```text\n([\s\S]*?)^```$/m.exec(readFileSync("README.md", "utf8"))?.[1] ??
  "";
const lines = shown.trimEnd().split("\n");

/** Stages as they are when everything has passed. */
const passed = stageNames.map(
  (name) => ({ name, verdict: "passed", milliseconds: 0, reasons: [], notes: [] }) as const,
);

describe("the gate's output in the README", () => {
  it("ends with the line that the gate prints when it opens", () => {
    expect(lines.at(-1)).toBe(conclude(passed).line);
  });

  it("says how long the whole run took, in the words of the gate", () => {
    const said = lines.flatMap((line) => /^The whole run took (\d+\.\d) s/.exec(line)?.[1] ?? []);
    expect(said).toHaveLength(1);
    expect(lines).toContain(renderWholeRun(Number(said[0]) * 1000));
  });

  it("has the stages in their order, in the form in which the gate prints them", () => {
    const withoutTimes = (text: string): string => text.replace(/\d+\.\d$/, "").trimEnd();
    const table = renderStages(passed, (_, text) => text).map(withoutTimes);
    const start = lines.findIndex((line) => line.startsWith("Stage "));
    expect(lines.slice(start, start + table.length).map(withoutTimes)).toEqual(table);
  });

  it("names the packages of this tree, and no error in them", () => {
    for (const { name, version } of publishablePackages(".")) {
      expect(shown).toMatch(
        new RegExp(`^packed ${name}@${version.replaceAll(".", "\\.")} +ok +0 +\\d+$`, "m"),
      );
    }
  });

  it("shows both truncated releases with their evidence and their bytes", () => {
    for (const { spec, integrity, evidence } of knownBrokenReleases) {
      const row = lines.findIndex((line) => line.startsWith(`published ${spec} `));
      expect(lines[row]).toContain("refused, as it must be");
      const rest = lines.slice(row + 1);
      const found = rest.slice(
        0,
        rest.findIndex((line) => !line.startsWith("  ")),
      );
      expect(found).toContain(`  ${integrity}`);
      for (const { rule, name } of evidence) {
        expect(found.some((line) => line.includes(rule) && (name === undefined || line.includes(name)))).toBe(
          true,
        );
      }
    }
  });
});
