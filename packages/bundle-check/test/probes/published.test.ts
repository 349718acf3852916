import { beforeAll, expect, it } from "vitest";
import { checkPackage } from "../../src/check-package.js";
import { findBun } from "./find-bun.js";

/** The plugin has a few hundred dependencies. */
const installing = 300_000;

let bun: string;
beforeAll(() => {
  bun = findBun();
});

it(
  "the truncated plugin fails wherever it is loaded, its CommonJS file only when an export is read",
  async () => {
    const report = await checkPackage("@elizaos/plugin-openrouter@2.0.0-alpha.12", { probe: { bun } });
    const outcomes = (report.probes ?? []).map(
      ({ probe, entry, outcome }) => `${probe} ${entry}: ${outcome}`,
    );
    expect(outcomes).toEqual([
      "install .: passed",
      "import in Node .: failed",
      "require in Node .: failed",
      "import in Bun .: failed",
      "require in Bun .: failed",
      "bun build .: failed",
      "esbuild for Node .: failed",
      "esbuild for browsers .: failed",
      "require in Node dist/cjs/index.node.cjs: failed",
      "require in Bun dist/cjs/index.node.cjs: failed",
    ]);
    const failures = report.findings.filter(({ rule }) => rule === "probe-failed").map(({ args }) => args);
    expect(failures).toContainEqual(
      expect.objectContaining({
        probe: "import in Node",
        problem: "load-throws",
        error: expect.stringMatching(/^SyntaxError: Export 'openrouterPlugin2?' is not defined in module/),
      }),
    );
    expect(failures).toContainEqual(
      expect.objectContaining({
        probe: "require in Node",
        problem: "export-throws",
        exportedName: "openrouterPlugin",
        error: "ReferenceError: import_plugin is not defined",
      }),
    );
  },
  installing,
);

it("a good package passes everything", async () => {
  const report = await checkPackage("semver@7.6.3", { probe: { bun } });
  expect(report.probes?.map(({ outcome }) => outcome)).toEqual(Array.from({ length: 8 }, () => "passed"));
});
