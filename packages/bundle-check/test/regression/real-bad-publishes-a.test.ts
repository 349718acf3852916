import { describe, expect, it } from "vitest";
import { emptyConfiguration } from "../../src/configuration/configuration.js";
import type { Finding } from "../../src/findings/finding.js";
import { judgePackage } from "../../src/judge.js";
import { openPackage } from "../../src/package-files/open-package.js";

/**
 * Releases that were published broken, each with the report of the people it hit. They lie in the registry for
 * good, so their bytes are compared too.
 */
const publishes: readonly {
  readonly spec: string;
  readonly report: string;
  readonly integrity: string;
  /** Errors that name the reason; other rules may have more to say. */
  readonly errors: readonly string[];
}[] = [
  {
    spec: "is-promise@2.2.0",
    report: "then/is-promise#16",
    integrity:
      "sha512-N/4ZxZGjDLAWJQNtcq1/5AOiWTAAhDwnjlaGPaC2+p3pQ+Ka2Dl/EL29DppuoiZ8Xr1/p/9ywBGGzHRPoWKfGA==",
    errors: [
      "missing-target package.json:8 target=index.mjs problem=malformed",
      "missing-target package.json:9 target=index.js problem=malformed",
    ],
  },
  {
    spec: "@mendable/firecrawl-js@1.18.4",
    report: "mendableai/firecrawl#1272",
    integrity:
      "sha512-+soWtQ6L5ExJc6U5C0Au6aaJfPt4NBvp2WuM3QEd/2HhbGyL5N1Cyiuy8Zmgo0PC2jtm0vWpY0kI20QknHjJQw==",
    errors: [
      "missing-target package.json:10 target=./dist/index.js problem=not-shipped",
      "missing-target package.json:11 target=./dist/index.cjs problem=not-shipped",
    ],
  },
  {
    spec: "p-queue@7.3.1",
    report: "sindresorhus/np#674",
    integrity:
      "sha512-aCrSrsUYWf54c78gtFLmFINe57/xVbHWi3f27a/JldhH1XZcQZPA+UFk7V1Zo+LSlBQkcfJ54+CnG4lP2K87Rg==",
    errors: ["missing-target package.json:9 target=./dist/index.js problem=not-shipped"],
  },
  {
    spec: "@uploadcare/react-widget@2.1.3",
    report: "uploadcare/react-widget#338",
    integrity:
      "sha512-GJzZMhTQHqbyTcW5bHiGazlPjuKW0BOD9RCYEg3Wn7U/xzbJFBKxj3xK90vnVwLd7Rdy74+ZRqPAbfZuYQNBsQ==",
    errors: ["wrong-module-kind dist/cjs/index.js:3 name=exports"],
  },
  {
    spec: "did-jwt@5.5.1",
    report: "5.5.2 took `exports` out again",
    integrity:
      "sha512-sXwLRZwKwnm4O7kV+0/+JWkMJOCKvdgy405xImd8ZllesOT7CV6EsgSHzIaHR6K3BzoEVYiATdsZda+TlKSbeg==",
    errors: ["wrong-module-kind lib/index.modern.js:1 hiddenMain=lib/index.js"],
  },
  {
    spec: "@oxc-node/cli@0.0.32",
    report: "oxc-project/oxc-node#246",
    integrity:
      "sha512-D45a6bbKJpWcd7WDqY5Bmq1UXa604wY1wvC/nLfKOCbf4n20fGs5XwUl9wkB7KoloXWOva1GqApHuHaz24DQqg==",
    errors: ["bin-shebang dist/index.js:1 problem=missing"],
  },
  {
    spec: "react-query@1.2.7",
    report: "TanStack/query#376",
    integrity:
      "sha512-oaVpIxAr3fepE1HRx9rEbQKHMwTT4MkVf+0lgkjWBY4MnIKY0/ozM/ImW1T5iJvgFh0AFI+KCPljR9FER5hy8g==",
    errors: ["missing-script-target package.json:26 script=postinstall target=scripts/postinstall.js"],
  },
  {
    spec: "@svgr/plugin-jsx@8.0.0",
    report: "gregberge/svgr#871",
    integrity:
      "sha512-f7IiIWo1qeHGF6iHT+qNYzoDSv94YzQguBpxd1ZByKAKb43kgDgmXgqQyTf1VZXQuiR3AJkqoF1MVGWvIqaCgQ==",
    errors: ["local-protocol package.json:47 dependency=@svgr/core specifier=workspace:*"],
  },
  {
    spec: "pwa-asset-generator@8.1.5",
    report: "elegantapp/pwa-asset-generator#1282",
    integrity:
      "sha512-21REdxVqnECjwmvDu33c69KgaNs/v8jrZAaJY8QZz+rzpnWlBB7TYTyDg5f6dJ2E5svaZcigbb9WCmIaUZkujg==",
    errors: [
      "unlisted-dependency dist/helpers/installer.js:1 dependency=@puppeteer/browsers specifier=@puppeteer/browsers",
    ],
  },
];

async function judge(spec: string): Promise<{ integrity: string | null; findings: readonly Finding[] }> {
  const { target, files } = await openPackage(spec);
  const { findings } = judgePackage(files, target, { configuration: emptyConfiguration });
  return { integrity: target.integrity, findings };
}

/** Rule, place and what it is about, on one line. */
function summarise({ rule, place, args }: Finding): string {
  const about = Object.entries(args)
    .filter(([key]) => /^(target|specifier|problem|script|dependency|name|hiddenMain)$/.test(key))
    .map(([key, value]) => `${key}=${String(value)}`);
  return [rule, `${place.file}:${place.line}`, ...about].join(" ");
}

describe("a real bad publish is refused, for its own reason", () => {
  it.each(publishes)("$spec ($report)", async ({ spec, integrity, errors }) => {
    const verdict = await judge(spec);
    expect(verdict.integrity).toBe(integrity);
    const found = verdict.findings.filter(({ severity }) => severity === "error").map(summarise);
    expect(found).toEqual(expect.arrayContaining([...errors]));
  });
});
