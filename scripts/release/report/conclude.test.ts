import { describe, expect, it } from "vitest";
import { conclude } from "./conclude.ts";
import { type StageReport, type StageVerdict, stageNames } from "./report.ts";

/** All stages passed but those named. */
function stages(changes: Partial<Record<string, StageVerdict>>): StageReport[] {
  return stageNames.map((name) => ({
    name,
    verdict: changes[name] ?? "passed",
    milliseconds: 1,
    reasons: [],
    notes: [],
  }));
}

describe("the conclusion", () => {
  it("is open only when every stage passed", () => {
    expect(conclude(stages({}))).toMatchObject({ verdict: "open", exitCode: 0 });
  });

  it.each<[Partial<Record<string, StageVerdict>>, string, number]>([
    [{ "bundle-check": "refused" }, "shut", 1],
    [{ install: "unreadable" }, "shut", 2],
    [{ pack: "failed" }, "shut", 3],
    [{ "known-broken": "unreadable", "bundle-check": "refused" }, "shut", 1],
    [{ "known-broken": "unreadable", smoke: "failed" }, "shut", 3],
    [{ install: "not run" }, "partial", 0],
    [{ install: "not run", "pin-check": "refused" }, "shut", 1],
  ])("of %j is %s with exit %i", (changes, verdict, exitCode) => {
    expect(conclude(stages(changes))).toMatchObject({ verdict, exitCode });
  });

  it("never calls an empty report open", () => {
    expect(conclude([]).verdict).toBe("partial");
  });

  it("names what did not run", () => {
    expect(conclude(stages({ install: "not run", conversation: "not run" })).line).toContain(
      "install, conversation",
    );
  });
});
