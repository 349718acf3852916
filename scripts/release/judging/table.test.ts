import { describe, expect, it } from "vitest";
import { readOutcome } from "./judgement.ts";
import { renderTable, summariseFindings } from "./table.ts";
import { fakeReport } from "./testing/fake-bundle-check.ts";
import { judgedCandidate, judgedKnownBroken } from "./verdict.ts";

const known = { spec: "x@1.0.0", integrity: "sha512-known", evidence: [{ rule: "truncated" }] };
const refusal = readOutcome({
  exitCode: 1,
  stdout: fakeReport("sha512-known", [
    { rule: "undeclared-export", name: "plugin" },
    { rule: "undeclared-export", name: "plugin2" },
    { rule: "truncated" },
  ]),
  stderr: "",
});
const clean = readOutcome({ exitCode: 0, stdout: fakeReport("sha512-packed", []), stderr: "" });
const packed = { path: "/tmp/x.tgz", bytes: 10, integrity: "sha512-packed" };
const targets = [judgedCandidate("packed x@1.0.1", packed, clean), judgedKnownBroken(known, refusal)];

describe("the table", () => {
  it("shows target, verdict, counts, findings in short and the sha512", () => {
    expect(renderTable(targets, 140, (_, text) => text).join("\n")).toMatchInlineSnapshot(`
      "Target             Verdict                 Errors  Warnings
      packed x@1.0.1     ok                           0         0
        nothing found
        sha512-packed
      published x@1.0.0  refused, as it must be       3         0
        undeclared-export: plugin, plugin2 (dist/node/index.node.js)
        truncated (dist/node/index.node.js)
        sha512-known"
    `);
  });

  it("says why a target was not judged instead of showing counts", () => {
    const absent = judgedKnownBroken(known, { kind: "unreadable", reason: "the registry did not answer" });
    expect(renderTable([absent], 140, (_, text) => text).join("\n")).toMatchInlineSnapshot(`
      "Target             Verdict     Errors  Warnings
      published x@1.0.0  not judged       ?         ?
        the registry did not answer
        no bytes judged"
    `);
  });

  it("paints what keeps the gate open green and the rest red", () => {
    const absent = judgedKnownBroken(known, { kind: "unreadable", reason: "r" });
    const painted: string[] = [];
    renderTable([...targets, absent], 140, (style, text) => {
      painted.push(`${style} ${text.trim().split("  ")[0]}`);
      return text;
    });
    expect(painted.filter((entry) => !/^(bold|dim)/.test(entry))).toEqual([
      "green packed x@1.0.1",
      "green published x@1.0.0",
      "red published x@1.0.0",
    ]);
  });

  it("breaks long findings to the width of the terminal", () => {
    const long = Array.from({ length: 30 }, (_, index) => ({
      rule: "undeclared-export",
      name: `binding${index}`,
    }));
    const outcome = readOutcome({ exitCode: 1, stdout: fakeReport("sha512-known", long), stderr: "" });
    const lines = renderTable([judgedKnownBroken(known, outcome)], 80, (_, text) => text);
    expect(lines.length).toBeGreaterThan(5);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(80);
  });
});

describe("findings in short", () => {
  it("are one line per rule, infos left out", () => {
    const finding = { severity: "error", line: 1, column: 1, message: "", hint: "" } as const;
    expect(
      summariseFindings([
        { ...finding, rule: "undeclared-export", file: "a.js", name: "x" },
        { ...finding, rule: "undeclared-export", file: "b.js", name: "y" },
        { ...finding, rule: "truncated", file: "a.js", name: null },
        { ...finding, rule: "missing-target", severity: "info", file: "package.json", name: null },
      ]),
    ).toEqual(["undeclared-export: x, y (2 files)", "truncated (a.js)"]);
  });

  it("say nothing when there are none", () => {
    expect(summariseFindings([])).toEqual(["nothing found"]);
  });
});
