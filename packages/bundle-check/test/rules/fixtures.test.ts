import { describe, expect, it } from "vitest";
import { rules } from "../../src/rules/index.js";
import { type ExpectedFinding, judgeFixture } from "./fixture.js";
import { fixturesByRule } from "./fixtures/index.js";

for (const { id } of rules) {
  const fixtures = fixturesByRule[id];
  describe(id, () => {
    it.each(fixtures.map((fixture) => [fixture.name, fixture] as const))("%s", (_name, fixture) => {
      const findings = judgeFixture(fixture);
      const reported = findings.map(({ rule, severity, place, args }) => ({
        rule,
        severity,
        file: place.file,
        line: place.line,
        column: place.column,
        args,
      }));
      expect(reported).toEqual(fixture.expected.map(asMatcher));
    });

    it("has a case that fails and several that are clean", () => {
      const failing = fixtures.filter(({ expected }) => expected.some(({ rule }) => rule === id));
      const clean = fixtures.filter(({ expected }) => expected.length === 0);
      expect(failing.length).toBeGreaterThanOrEqual(1);
      expect(clean.length).toBeGreaterThanOrEqual(2);
    });
  });
}

/** Everything must be equal but the arguments a fixture leaves out. */
function asMatcher(finding: ExpectedFinding): object {
  return { ...finding, args: expect.objectContaining(finding.args ?? {}) };
}
