import { describe, expect, it } from "vitest";
import type { RuleId } from "../findings/finding.ts";
import { gatherFacts } from "../gather-facts.ts";
import { findPolicy } from "../policy/find-policy.ts";
import { createReport } from "../report/create-report.ts";
import type { Report } from "../report/report.ts";
import { openRepository } from "../repository/repository-files.ts";
import { scratchRepository } from "../testing/scratch-repository.ts";
import type { RuleFixture } from "./fixtures/fixture.ts";
import { fixturesByRule } from "./fixtures/index.ts";
import { rules } from "./index.ts";
import { judge } from "./judge.ts";

async function report({ files, artifacts = [] }: RuleFixture): Promise<Report> {
  const repository = openRepository(scratchRepository(files));
  const policy = findPolicy(repository, null, repository.root);
  const facts = (await gatherFacts(repository, policy)).withArtifacts(artifacts);
  return createReport(repository.root, facts, judge(facts));
}

function cases(of: "fails" | "clean"): (readonly [RuleId, string, RuleFixture])[] {
  return rules.flatMap(({ id }) =>
    fixturesByRule[id][of].map((fixture) => [id, fixture.about, fixture] as const),
  );
}

describe("every rule", () => {
  it("has repositories that fail and repositories that are clean", () => {
    expect(Object.keys(fixturesByRule).sort()).toEqual(rules.map(({ id }) => id).sort());
    for (const { id } of rules) {
      expect(fixturesByRule[id].fails.length).toBeGreaterThan(0);
      expect(fixturesByRule[id].clean.length).toBeGreaterThan(0);
    }
  });

  it.each(cases("fails"))("%s finds: %s", async (id, _about, fixture) => {
    const { findings, unreadable } = await report(fixture);
    expect(unreadable).toEqual([]);
    const found = findings.filter(({ rule }) => rule === id);
    expect(found).not.toEqual([]);
    for (const finding of found) {
      for (const text of [finding.message, finding.hint]) {
        expect(text).toMatch(/^\S.*[.)]$/s);
        expect(text).not.toMatch(/undefined|\[object|NaN|\bnull\b/);
      }
      expect(finding.actual).not.toBe(finding.expected);
      expect(finding.line).toBeGreaterThan(0);
    }
  });

  it.each(cases("clean"))("%s says nothing about: %s", async (id, _about, fixture) => {
    const { findings, unreadable } = await report(fixture);
    expect(unreadable).toEqual([]);
    expect(findings.filter(({ rule }) => rule === id)).toEqual([]);
  });
});
