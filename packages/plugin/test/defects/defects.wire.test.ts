import * as core from "@elizaos/core";
import { afterEach, describe, expect, it } from "vitest";
import manifest from "../../package.json" with { type: "json" };
import browserPlugin from "../../src/index.browser.js";
import nodePlugin from "../../src/index.node.js";
import { startSim } from "../support/sim.js";
import { defects } from "./defects.js";
import { contextOf, restoreGlobals } from "./start-plugin.js";

const sim = await startSim();
const context = contextOf(sim, {
  core,
  manifest,
  load: async (entry) => (entry === "node" ? nodePlugin : browserPlugin),
});

afterEach(() => {
  restoreGlobals();
});

// That the checks bite is shown by running them against the published versions: scripts/check-published.ts.
describe("a defect of the published plugin is not in this one", () => {
  it.each(defects.map(([row, defect]) => ({ row, ...defect })))("$row: $title", async ({ check }) => {
    await check(context);
  });

  it("and none is left out", () => {
    expect(defects.map(([row]) => row)).toEqual(Array.from({ length: 26 }, (_, index) => index + 1));
  });
});
