import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { findBun } from "./find-bun.js";
import { moduleOf, probe } from "./probe-fixture.js";

let bun: string;
let temporary: string;

beforeAll(() => {
  bun = findBun();
  // A folder of its own, so that what is left behind can only be ours.
  temporary = mkdtempSync(join(tmpdir(), "probes-test-"));
  vi.stubEnv("TMPDIR", temporary);
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(temporary, { recursive: true, force: true });
});

const loads = ["import in Node", "require in Node", "import in Bun", "require in Bun"];
const allPassed = Object.fromEntries(
  ["install", ...loads, "bun build", "esbuild for Node", "esbuild for browsers"].map((name) => [
    name,
    "passed",
  ]),
);
const options = () => ({ bun, timeoutMilliseconds: 5_000 });

describe("the environment of probes", () => {
  it("has nothing of the caller's", async () => {
    vi.stubEnv("NPM_TOKEN", "npm_secret");
    vi.stubEnv("NODE_OPTIONS", "--no-deprecation");
    const { outcomes, reasons } = await probe(
      moduleOf(
        [
          'import { readdirSync } from "node:fs";',
          'import { homedir, tmpdir } from "node:os";',
          "const seen = Object.values(process.env).some((value) => value.includes('secret'));",
          "if (seen || process.env.NODE_OPTIONS) throw new Error('saw ' + Object.keys(process.env));",
          "if (!homedir().includes('bundle-check-')) throw new Error('home ' + homedir());",
          "if (!tmpdir().includes('bundle-check-')) throw new Error('tmp ' + tmpdir());",
          "const left = readdirSync('.').filter((name) => name === '.npmrc' || name === 'staging');",
          "if (left.length > 0) throw new Error('left ' + left);",
          "export const a = 1;",
        ].join("\n"),
      ),
      options(),
    );
    expect(reasons["import in Node"]).toBeUndefined();
    expect(outcomes).toEqual(allPassed);
  });

  it("runs install scripts only when asked, and without the caller's environment", async () => {
    vi.stubEnv("NPM_TOKEN", "npm_secret");
    const files = {
      ...moduleOf(
        'import { readFileSync } from "node:fs";\nexport const built = readFileSync(new URL("built.txt", import.meta.url), "utf8");\n',
        {
          scripts: { postinstall: "node build.cjs" },
        },
      ),
      "build.cjs":
        "if (process.env.NPM_TOKEN) throw new Error('saw it');\nrequire('fs').writeFileSync('built.txt', 'yes');\n",
    };
    const without = await probe(files, options());
    expect(without.outcomes["import in Node"]).toBe("failed");
    const withScripts = await probe(files, { ...options(), scripts: true });
    expect(withScripts.outcomes).toEqual(allPassed);
  });
});
