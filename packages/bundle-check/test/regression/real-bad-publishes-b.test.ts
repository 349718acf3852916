import { describe, expect, it } from "vitest";
import { emptyConfiguration } from "../../src/configuration/configuration.js";
import type { RuleId } from "../../src/findings/finding.js";
import { judgePackage } from "../../src/judge.js";
import { openPackage } from "../../src/package-files/open-package.js";

/**
 * Releases whose code works and whose declarations do not. They lie in the registry for good, so their bytes are
 * compared too.
 */
const publishes: readonly {
  readonly spec: string;
  readonly report: string;
  readonly integrity: string;
  readonly errors: readonly { readonly rule: RuleId; readonly file: string; readonly args: object }[];
}[] = [
  {
    spec: "vite-plugin-istanbul@7.0.0",
    report: "iFaxity/vite-plugin-istanbul#342",
    integrity:
      "sha512-UAXSyS0zslaSP1yCdO54YwrTkoY3VxCBH8y8MAy3I+E6uqT07LEsVOFEHueeDJ+vyyeaA9Rkqz/j6LACJTzTKw==",
    errors: [
      {
        rule: "types-mismatch",
        file: "dist/index.d.ts",
        args: { problem: "absolute-path", specifier: expect.stringMatching(/^\/home\/runner\/work\//) },
      },
    ],
  },
  {
    spec: "@elizaos/plugin-anthropic@2.0.0-alpha.11",
    report: "its declarations re-export `./index.node`, and only the script of that name is packed",
    integrity:
      "sha512-ysy6Wd2AHQIuH1D8ywpyycd61enZuLghD0AVk/7CvMlpBIlTxIMQ5TUy/m6C8jQ7CeYGbSkogSv03aLQE8J3PA==",
    errors: [
      {
        rule: "types-missing",
        file: "dist/node/index.d.ts",
        args: { specifier: "./index.node", resolved: "dist/node/index.node.js", isUntyped: true },
      },
      { rule: "types-missing", file: "dist/browser/index.d.ts", args: { specifier: "./index.browser" } },
    ],
  },
];

async function judge(spec: string) {
  const { target, files } = await openPackage(spec);
  return { target, ...judgePackage(files, target, { configuration: emptyConfiguration }) };
}

describe("declarations that fail consumers are refused", () => {
  it.each(publishes)("$spec ($report)", async ({ spec, integrity, errors }) => {
    const { target, findings } = await judge(spec);
    expect(target.integrity).toBe(integrity);
    for (const { rule, file, args } of errors) {
      expect(findings).toContainEqual(
        expect.objectContaining({
          rule,
          severity: "error",
          place: expect.objectContaining({ file }),
          args: expect.objectContaining(args),
        }),
      );
    }
  });
});

describe("the last releases of the plugin that work give no errors", () => {
  it.each(["1.5.15", "1.5.17", "2.0.0-alpha.3"])("@elizaos/plugin-openrouter@%s", async (version) => {
    const { findings } = await judge(`@elizaos/plugin-openrouter@${version}`);
    expect(findings.filter(({ severity }) => severity === "error")).toEqual([]);
  });
});
