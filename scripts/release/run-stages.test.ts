import { describe, expect, it } from "vitest";
import { type StageName, stageNames } from "./report/report.ts";
import { runStages, type Selection } from "./run-stages.ts";
import { stages as realStages } from "./stages/index.ts";
import { type GateContext, passed, refused, type Stage } from "./stages/stage.ts";

const everything: Selection = { only: [], offline: false, givenTarball: false };

function context(offline: boolean): GateContext {
  return {
    root: ".",
    packages: [],
    guard: { command: "none", cwd: ".", timeout: 1 },
    knownBroken: [],
    offline,
    tarballs: "",
    scratch: "",
    candidates: [],
    judged: [],
    consumers: [],
    whenDone: () => undefined,
  };
}

/** The real stages' order and needs, with a work that is replaced where the test says so. */
async function run(selection: Selection, work: Partial<Record<StageName, Stage["run"]>> = {}) {
  const seen: string[] = [];
  const stages = realStages.map(
    (stage): Stage => ({ ...stage, run: work[stage.name] ?? (async () => passed()) }),
  );
  const reports = await runStages(stages, selection, context(selection.offline), ({ name }) =>
    seen.push(name),
  );
  expect(seen).toEqual(reports.map(({ name }) => name));
  return Object.fromEntries(reports.map(({ name, verdict }) => [name, verdict]));
}

const ran = (verdicts: Record<string, string>) =>
  Object.entries(verdicts).flatMap(([name, verdict]) => (verdict === "not run" ? [] : [name]));

describe("the stages", () => {
  it("are those of the report, in its order", () => {
    expect(realStages.map(({ name }) => name)).toEqual([...stageNames]);
  });

  it("look at the pin before anything is built, and at the registry last", () => {
    expect(stageNames.indexOf("pin-check")).toBeLessThan(stageNames.indexOf("build"));
    expect(stageNames.at(-1)).toBe("conversation");
  });

  it("all run when nothing is left out", async () => {
    expect(ran(await run(everything))).toEqual([...stageNames]);
  });

  it("stop at the first that does not pass", async () => {
    const verdicts = await run(everything, { "pin-check": async () => refused("loose") });
    expect(ran(verdicts)).toEqual(["versions", "pin-check"]);
  });

  it("still examine the guard itself after it has refused something", async () => {
    const verdicts = await run(everything, { "bundle-check": async () => refused("truncated") });
    expect(ran(verdicts)).toEqual(["versions", "pin-check", "build", "pack", "bundle-check", "known-broken"]);
  });

  it("call an error inside a stage a failure of the gate, and stop", async () => {
    const verdicts = await run(everything, {
      smoke: () => Promise.reject(new Error("no space left")),
    });
    expect(verdicts.smoke).toBe("failed");
    expect(verdicts.install).toBe("not run");
  });

  it("put no secret into the report, whatever a tool printed", async () => {
    const token = `npm_${"a1B2".repeat(9)}`;
    const said = {
      verdict: "refused",
      reasons: [`GET https://me:hunter22@registry ${token}`],
      notes: [token],
    };
    const stage = realStages.find(({ name }) => name === "smoke");
    if (stage === undefined) throw new Error("There is no such stage.");
    const reports = await runStages(
      [{ ...stage, run: async () => ({ ...said, verdict: "refused" }) }],
      everything,
      context(false),
      () => undefined,
    );
    const text = JSON.stringify(reports);
    expect(text).not.toContain(token);
    expect(text).not.toContain("hunter22");
    expect(text).toContain("[hidden]");
  });

  it("leave out what needs the registry with --offline", async () => {
    const verdicts = await run({ ...everything, offline: true });
    expect(ran(verdicts)).toEqual(["versions", "pin-check", "build", "pack", "bundle-check", "smoke"]);
  });

  it("are those asked for and those they need with --stage", async () => {
    expect(ran(await run({ ...everything, only: ["conversation"] }))).toEqual([
      "build",
      "pack",
      "install",
      "conversation",
    ]);
    expect(ran(await run({ ...everything, only: ["pin-check", "versions"] }))).toEqual([
      "versions",
      "pin-check",
    ]);
  });

  it("leave the tree alone when a tarball was given", async () => {
    expect(ran(await run({ ...everything, givenTarball: true }))).toEqual([
      "bundle-check",
      "known-broken",
      "comparison",
      "smoke",
      "install",
      "conversation",
    ]);
  });
});
