import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { publishSummary, renderSummary } from "./summary.ts";
import { sampleReport } from "./testing/sample-report.ts";

describe("the summary", () => {
  it("names the verdict, every stage, and the sha512 of each tarball", () => {
    const text = renderSummary(sampleReport());
    expect(text).toContain("**GATE OPEN: every stage passed on exactly these bytes.**");
    expect(text).toContain("| conversation | passed | 0.0 |");
    expect(text).toContain(`| small-1.0.0-alpha.1.tgz | 3 | \`sha512-${"A".repeat(86)}==\` |`);
  });

  it("shows why a stage did not pass, and lets nothing in it become Markdown", () => {
    const reasons = [
      "`````\n<img src=x onerror=alert(1)>",
      ...Array.from({ length: 60 }, (_, index) => `reason ${index}`),
    ];
    const report = sampleReport();
    const text = renderSummary({
      ...report,
      stages: report.stages.map((stage) =>
        stage.name === "smoke" ? { ...stage, verdict: "refused", reasons } : stage,
      ),
    });
    expect(text).toContain("GATE SHUT: smoke refused this");
    expect(text).toContain("… and 11 more");
    const fenced = text.slice(text.indexOf("````text"), text.lastIndexOf("````"));
    expect(fenced).toContain("<img");
    expect(fenced.slice(4)).not.toContain("````");
  });

  it("is added to what GitHub shows, where there is such a thing", () => {
    const folder = mkdtempSync(join(tmpdir(), "summary-"));
    const path = join(folder, "step.md");
    publishSummary("one", path);
    publishSummary("two", path);
    publishSummary("three", undefined);
    publishSummary("four", "");
    expect(readFileSync(path, "utf8")).toBe("one\ntwo\n");
    rmSync(folder, { recursive: true });
  });
});
