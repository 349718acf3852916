import { describe, expect, it } from "vitest";
import { describeFinding } from "../../src/report/messages.js";
import { sampleFindings } from "./sample-findings.js";

describe("messages", () => {
  it("reads well for every rule and every kind of arguments", async () => {
    const text = sampleFindings()
      .map((finding) => {
        const { message, consequence, hint } = describeFinding(finding);
        return `## ${finding.rule}\n\n${message}\n\nConsumers see: ${consequence}\n\nNext step: ${hint}\n`;
      })
      .join("\n");
    await expect(text).toMatchFileSnapshot("snapshots/messages.md");
  });

  it.each(sampleFindings())("$rule: ends its sentences and keeps its backticks in pairs", (finding) => {
    for (const sentence of Object.values(describeFinding(finding))) {
      expect(sentence).toMatch(/[.)]$/);
      expect(sentence.split("`").length % 2, sentence).toBe(1);
      expect(sentence).not.toMatch(/undefined\b(?!`)|\[object|NaN|\n| {2}/);
    }
  });

  it("shortens names of any length and keeps foreign backticks out", () => {
    const name = "`".repeat(3) + "x".repeat(1_000_000);
    const { message } = describeFinding({
      rule: "undeclared-export",
      severity: "error",
      place: { file: "index.js", line: 1, column: 1 },
      args: { exportedName: name, localName: name },
      reach: [],
    });
    expect(message.length).toBeLessThan(400);
    expect(message.split("`").length % 2).toBe(1);
  });
});
