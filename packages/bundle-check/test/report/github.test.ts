import { describe, expect, it } from "vitest";
import { findJsonValue } from "../../src/configuration/json-position.js";
import type { Finding, Severity } from "../../src/findings/finding.js";
import type { PackageTarget } from "../../src/package-files/package-files.js";
import { createGithubWriter } from "../../src/report/github.js";
import type { Outcome } from "../../src/report/writer.js";
import { failedOutcome, nodeReach, outcomeOf, reportOf, tarballTarget } from "./sample-findings.js";

const manifest =
  '{\n  "name": "sample",\n  "exports": {\n    ".": { "node": { "import": "./dist/index.js" } }\n  }\n}\n';
const directoryTarget: PackageTarget = {
  ...tarballTarget,
  spec: "packages/sample",
  kind: "directory",
  directory: "/repository/packages/sample",
};

function finding(severity: Severity, name: string, file = "dist/index.js"): Finding {
  return {
    rule: "undeclared-export",
    severity,
    place: { file, line: 7, column: 3, endLine: 7, endColumn: 9 },
    args: { exportedName: name, localName: name },
    reach: [nodeReach],
  };
}

function print(outcomes: readonly Outcome[], tracked: readonly string[] = []) {
  const writer = createGithubWriter({
    workspace: "/repository",
    isTracked: (path) => tracked.includes(path),
    lineOfKey: (json, keyPath) => findJsonValue(json, keyPath)?.line,
  });
  const text = outcomes.map((outcome) => writer.target(outcome)).join("") + writer.end();
  return {
    text,
    commands: text.split("\n").filter((line) => line.startsWith("::")),
    summary: writer.stepSummary,
  };
}

describe("GitHub annotations", () => {
  it("points at the finding in a file that git has", () => {
    const outcome = outcomeOf(reportOf([finding("error", "plugin", "lib/a,b:c.js")], {}, directoryTarget));
    expect(print([outcome], ["/repository/packages/sample/lib/a,b:c.js"]).commands[0]).toMatch(
      /^::error file=packages\/sample\/lib\/a%2Cb%3Ac\.js,line=7,endLine=7,col=3,endColumn=9,title=undeclared-export in sample@1\.0\.0::`plugin` is exported/,
    );
  });

  it("points at the line of package.json that leads to a file git does not have", () => {
    const contents = { "package.json": manifest };
    const outcome = outcomeOf(reportOf([finding("error", "plugin")], contents, directoryTarget), contents);
    expect(print([outcome]).commands[0]).toMatch(
      /^::error file=packages\/sample\/package\.json,line=4,title=[^:]*::dist\/index\.js:7:3: `plugin`/,
    );
  });

  it("has no place for a tarball, but says where the finding is", () => {
    const outcome = outcomeOf(reportOf([finding("warning", "plugin")]));
    expect(print([outcome]).commands[0]).toMatch(/^::warning title=[^:]*::dist\/index\.js:7:3: `plugin`/);
  });

  it("has no place outside of the repository", () => {
    const outcome = outcomeOf(
      reportOf([finding("error", "x")], {}, { ...directoryTarget, directory: "/elsewhere" }),
    );
    expect(print([outcome]).commands[0]).toMatch(/^::error title=/);
  });

  it("always prints the sha512 of what was judged", () => {
    expect(print([outcomeOf(reportOf([]))]).text).toBe(
      "bundle-check: sample@1.0.0: no problems found sha512-c2FtcGxl\n",
    );
  });

  it("annotates a target that was not judged", () => {
    expect(print([failedOutcome]).commands).toEqual([
      "::error title=bundle-check%3A gone.tgz was not judged::There is no file gone.tgz.",
    ]);
  });

  it("shows the most severe first and counts what GitHub would drop, over all targets", () => {
    const many = (severity: Severity) =>
      Array.from({ length: 9 }, (_, index) => finding(severity, `n${index}`));
    const all = [...many("info"), ...many("warning"), ...many("error")];
    const { commands } = print([outcomeOf(reportOf(all)), outcomeOf(reportOf(all))]);
    const kinds = commands.map((command) => command.slice(2, command.indexOf(" ")));
    expect(kinds).toEqual([
      ...Array(10).fill("error"),
      ...Array(10).fill("warning"),
      ...Array(9).fill("notice"),
      "notice",
    ]);
    expect(commands.at(-1)).toBe(
      "::notice title=bundle-check::8 more errors, 8 more warnings, 9 more notices: the step summary lists them.",
    );
  });

  it("cannot be made to issue other commands", () => {
    const hostile = "x\n::error file=evil::\r\n::set-env name=A::b%0A##[add-path]/evil,line=9:";
    const report = reportOf([finding("error", hostile, hostile)], {}, directoryTarget, { name: hostile });
    const { text } = print([outcomeOf(report)], [`/repository/packages/sample/${hostile}`]);
    const lines = text.trimEnd().split("\n");
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(/^bundle-check: /);
    expect(lines[1]).toMatch(/^::error file=packages\/sample\/x\\n%3A%3Aerror file=evil/);
    expect(text).not.toContain("##[");
    expect(text).not.toMatch(/\r/);
    // Four properties of ours, and none that the name smuggled in.
    const properties = lines[1]
      ?.split("::")[1]
      ?.split(",")
      .map((pair) => pair.split("=")[0]);
    expect(properties).toEqual(["error file", "line", "endLine", "col", "endColumn", "title"]);
  });
});

describe("step summary", () => {
  it("lists the findings", async () => {
    const outcome = outcomeOf(reportOf([finding("error", "plugin"), finding("warning", "other")]));
    await expect(print([outcome, failedOutcome]).summary(0)).toMatchFileSnapshot("snapshots/step-summary.md");
  });

  it("never exceeds what GitHub accepts", () => {
    const all = Array.from({ length: 100 }, (_, index) => finding("error", `${index}é`.repeat(100)));
    const outcomes = Array.from({ length: 80 }, () => outcomeOf(reportOf(all)));
    const { summary } = print(outcomes);
    expect(Buffer.byteLength(summary(0))).toBeLessThanOrEqual(1_000_000);
    expect(Buffer.byteLength(summary(0))).toBeGreaterThan(900_000);
    expect(summary(0)).toContain("does not fit");
    expect(Buffer.byteLength(summary(999_000))).toBeLessThanOrEqual(1000);
    expect(summary(2_000_000)).toBe("");
  });

  it("shows hostile names as text", () => {
    const hostile = "`</code><img src=x>[a](http://b) @everyone\n# heading";
    const report = reportOf(
      [
        {
          rule: "syntax-error",
          severity: "error",
          place: { file: hostile, line: 1, column: 1 },
          args: { parsedAs: "module", reason: hostile },
          reach: [],
        },
      ],
      {},
      tarballTarget,
      { name: hostile },
    );
    const markdown = print([outcomeOf(report)]).summary(0);
    const outsideCode = markdown
      .split("`")
      .filter((_part, index) => index % 2 === 0)
      .join("");
    expect(outsideCode).not.toMatch(/(?<!\\)<img|(?<!\\)\]\(|@everyone|^# heading/m);
  });
});
