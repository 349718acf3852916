import { describe, expect, it } from "vitest";
import { checkPackage } from "../../src/check-package.js";
import type { Report } from "../../src/report/report.js";

const plugin = "@elizaos/plugin-openrouter";

function losses({ findings }: Report) {
  return findings.filter(({ rule }) => rule.startsWith("lost-"));
}

describe("releases that lost something", () => {
  it("when 3.7.1 lacks the poll.js of 3.7.0", async () => {
    const report = await checkPackage("when@3.7.1", { against: "when@3.7.0" });
    expect(losses(report)).toMatchObject([
      { rule: "lost-file", severity: "error", file: "poll.js", args: { publicBy: "root" } },
    ]);
    expect(report.baseline).toMatchObject({ name: "when", version: "3.7.0", skipped: [] });
  });

  it("and 3.7.2 has it again", async () => {
    expect(losses(await checkPackage("when@3.7.2", { against: "when@3.7.0" }))).toEqual([]);
  });

  it("the truncated plugin against the last one that works", async () => {
    const found = losses(
      await checkPackage(`${plugin}@2.0.0-alpha.12`, { against: `${plugin}@2.0.0-alpha.3` }),
    );
    expect(found.every(({ severity }) => severity === "error")).toBe(true);
    for (const file of [
      "dist/node/index.node.js",
      "dist/browser/index.browser.js",
      "dist/cjs/index.node.cjs",
    ]) {
      const rules = found.filter((finding) => finding.file === file).map(({ rule }) => rule);
      expect([...new Set(rules)].sort()).toEqual(["lost-code", "lost-export", "lost-source"]);
    }
    const names = found.flatMap(({ args }) => ("name" in args ? [args.name] : []));
    expect([...new Set(names)].sort()).toEqual(["default", "openrouterPlugin"]);
    expect(found.some(({ rule }) => rule === "lost-dependency")).toBe(true);
  });
});

describe("previous", () => {
  it("passes over releases that are broken themselves", async () => {
    const report = await checkPackage(`${plugin}@2.0.0-alpha.13`, { against: "previous" });
    expect(report.baseline).toMatchObject({
      version: "2.0.0-alpha.3",
      skipped: [{ version: "2.0.0-alpha.12", errors: expect.any(Number) }],
    });
    expect(losses(report).length).toBeGreaterThan(0);
  });

  it("finds nothing lost between good releases", async () => {
    const report = await checkPackage(`${plugin}@1.5.17`, { against: "previous" });
    expect(report.baseline?.version).toBe("1.5.15");
    expect(losses(report)).toEqual([]);
  });

  it("says so when there is none", async () => {
    await expect(checkPackage(`${plugin}@1.2.6`, { against: "previous" })).rejects.toMatchObject({
      name: "UnreadableTargetError",
      message: expect.stringMatching(
        /^There is no previous version to compare with: the registry has no version/,
      ),
    });
  });

  it("says so when the baseline cannot be read", async () => {
    await expect(checkPackage("when@3.7.2", { against: "./gone.tgz" })).rejects.toMatchObject({
      name: "UnreadableTargetError",
      message: expect.stringMatching(/^The baseline \.\/gone\.tgz cannot be read\. /),
    });
  });
});

describe("consecutive good releases have lost nothing", () => {
  it.each([
    // Files without a map of exports, and one file per function.
    ["express@4.19.2", "express@4.21.0"],
    ["lodash@4.17.20", "lodash@4.17.21"],
    ["debug@4.3.4", "debug@4.3.7"],
    ["semver@7.6.0", "semver@7.6.3"],
    // Entries by condition, CommonJS beside ES modules, browsers, minified builds.
    ["react@18.2.0", "react@18.3.1"],
    ["zod@3.22.4", "zod@3.23.8"],
    ["axios@1.7.2", "axios@1.7.7"],
    ["uuid@9.0.0", "uuid@9.0.1"],
    ["tslib@2.6.3", "tslib@2.8.0"],
    ["immer@10.0.4", "immer@10.1.1"],
    ["ws@8.16.0", "ws@8.18.0"],
    // Chunks named after their content, many subpaths, a command.
    ["rollup@4.20.0", "rollup@4.24.0"],
    ["hono@4.5.0", "hono@4.6.0"],
    ["yargs@17.6.0", "yargs@17.7.2"],
    ["marked@14.0.0", "marked@14.1.2"],
    ["@ai-sdk/openai@1.0.0", "@ai-sdk/openai@1.1.0"],
    // The same kind of package as the truncated one, a quarter smaller on purpose.
    ["@elizaos/plugin-groq@2.0.0-alpha.7", "@elizaos/plugin-groq@2.0.0-alpha.10"],
  ])("%s, %s", async (against, target) => {
    const report = await checkPackage(target, { against });
    expect(losses(report).map(({ rule, message }) => `${rule}: ${message}`)).toEqual([]);
  });
});
