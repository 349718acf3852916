import { describe, expect, it } from "vitest";
import { emptyConfiguration } from "../../src/configuration/configuration.js";
import type { Finding } from "../../src/findings/finding.js";
import { judgePackage } from "../../src/judge.js";
import { openPackage } from "../../src/package-files/open-package.js";

/** The releases of the plugin as they lie in the registry. Their bytes never change, so neither may the verdict. */
const plugin = "@elizaos/plugin-openrouter";

interface Verdict {
  readonly integrity: string | null;
  readonly findings: readonly Finding[];
}

async function judgeRelease(version: string): Promise<Verdict> {
  const { target, files } = await openPackage(`${plugin}@${version}`);
  const { findings } = judgePackage(files, target, { configuration: emptyConfiguration });
  // True remarks below an error, as on the order of the conditions, are other tests' business.
  return { integrity: target.integrity, findings: findings.filter(({ severity }) => severity === "error") };
}

/** Rule, place and name of each error, on one line. */
function summarise({ findings }: Verdict): string[] {
  return findings.map(({ rule, place, args }) => {
    const name = "localName" in args ? ` ${args.localName}` : "name" in args ? ` ${args.name}` : "";
    return `${rule}${name} ${place.file}:${place.line}:${place.column}`;
  });
}

describe("the truncated releases are refused", () => {
  const truncated = {
    "2.0.0-alpha.12":
      "sha512-hxJIlvNuQAMa4TAaN9swE9jqlNBvy4gDMXM35JmbX95wpCOrZ2NYdwwnymoPVeYmZTNtB/rizf53phPpYj/5gw==",
    // Published as the fix of alpha.12 and pinned by its users: the same bundles.
    "2.0.0-alpha.13":
      "sha512-1QFAOhtX2TtWwie1z2MXukhjH9hBBeuWAzHzT5PtDAlsJRtlJ9AiudqDTiZhXMD06GtvN20jqBdVJD+SiXpDVg==",
  };

  it.each(Object.entries(truncated))("%s", async (version, integrity) => {
    const verdict = await judgeRelease(version);
    expect(verdict.integrity).toBe(integrity);
    expect(summarise(verdict)).toEqual([
      "truncated dist/browser/index.browser.js:1:1",
      "undeclared-export openrouterPlugin dist/browser/index.browser.js:58:3",
      "undeclared-export openrouterPlugin2 dist/browser/index.browser.js:68:3",
      "truncated dist/cjs/index.node.cjs:1:1",
      "undeclared-reference import_plugin dist/cjs/index.node.cjs:43:27",
      "truncated dist/node/index.node.js:1:1",
      "undeclared-export openrouterPlugin dist/node/index.node.js:58:3",
      "undeclared-export openrouterPlugin2 dist/node/index.node.js:68:3",
    ]);
  });

  it("by three signals, with the getter that throws and the ways to each file", async () => {
    const { findings } = await judgeRelease("2.0.0-alpha.12");
    for (const finding of findings) {
      if (finding.rule === "truncated") {
        expect(finding.args.signals.map(({ signal }) => signal)).toEqual([
          "dependencies-unreached",
          "exports-without-declarations",
          "entry-not-in-source-map",
        ]);
      }
      if (finding.rule === "undeclared-reference") {
        expect(finding.args).toEqual({
          name: "import_plugin",
          evaluatedAt: "export-getter",
          exportedName: "openrouterPlugin",
          occurrences: 2,
        });
      }
    }
    const fields = new Map(findings.map(({ place, reach }) => [place.file, reach.map(({ field }) => field)]));
    expect(Object.fromEntries(fields)).toEqual({
      "dist/browser/index.browser.js": ['exports["."].browser.import', 'exports["."].browser.default'],
      "dist/cjs/index.node.cjs": ['exports["."].require'],
      "dist/node/index.node.js": [
        'exports["."].node.import',
        'exports["."].node.default',
        'exports["."].bun.default',
      ],
    });
  });
});

describe("the releases that load pass", () => {
  it.each(["2.0.0-alpha.3", "1.5.17", "1.5.15", "1.2.6"])("%s", async (version) => {
    const verdict = await judgeRelease(version);
    expect(summarise(verdict)).toEqual([]);
  });
});
