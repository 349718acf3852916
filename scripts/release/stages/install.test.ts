/** Small packages in the hands of a stranger; none has dependencies, so nothing is fetched. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { packPackage } from "../pack.ts";
import { openCandidate } from "./candidate.ts";
import { install } from "./install.ts";
import { smoke } from "./smoke.ts";
import type { GateContext, StageResult } from "./stage.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "install-"));
  vi.stubEnv("XDG_CACHE_HOME", join(folder, "cache"));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

interface Outcome {
  readonly install: StageResult;
  readonly smoke: StageResult;
}

async function judge(files: Readonly<Record<string, string>>, manifest: object = {}): Promise<Outcome> {
  const directory = join(folder, "package");
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(directory, path, ".."), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
  const full = { name: "small", version: "1.0.0", type: "module", exports: "./index.js", ...manifest };
  writeFileSync(join(directory, "package.json"), JSON.stringify(full));
  const packed = await packPackage(directory, join(folder, "packed"));
  const candidate = await openCandidate(packed, null, join(folder, "unpacked"));
  const clearing: (() => void)[] = [];
  const context: GateContext = {
    root: process.cwd(),
    packages: [],
    guard: { command: "none", cwd: ".", timeout: 1 },
    knownBroken: [],
    offline: false,
    tarballs: "",
    scratch: join(folder, "scratch"),
    candidates: [candidate],
    judged: [],
    consumers: [],
    whenDone: (clear) => clearing.push(clear),
  };
  const outcome = { install: await install.run(context), smoke: await smoke.run(context) };
  for (const clear of clearing) clear();
  // Removed by a process of its own.
  await vi.waitFor(
    () => expect(readdirSync(join(folder, "cache/plugin-openrouter-gate"))).toEqual([]),
    20_000,
  );
  return outcome;
}

describe("a package in the hands of a stranger", () => {
  it("passes when it loads everywhere", async () => {
    const outcome = await judge({ "index.js": "export const answer = 42;\n" });
    expect(outcome.install).toMatchObject({ verdict: "passed", reasons: [] });
    expect(outcome.install.notes).toEqual([
      "installed and loaded: small with npm",
      "installed and loaded: small with bun",
    ]);
    expect(outcome.smoke.verdict).toBe("passed");
  });

  it("is refused for an export without a declaration", async () => {
    const outcome = await judge({ "index.js": "export { plugin };\n" });
    expect(outcome.smoke.verdict).toBe("refused");
    expect(outcome.install.verdict).toBe("refused");
    expect(outcome.install.reasons.join("\n")).toMatch(/import of "small" under Node failed/);
    expect(outcome.install.reasons.join("\n")).toMatch(/import of "small" under Bun failed/);
  });

  it("is refused for a getter that throws only when it is read, in both runtimes", async () => {
    const commonJs =
      'Object.defineProperty(exports, "plugin", { enumerable: true, get: () => import_plugin.plugin });\nexports.other = 1;\n';
    const { install: result } = await judge({ "index.cjs": commonJs }, { exports: "./index.cjs" });
    expect(result.verdict).toBe("refused");
    expect(result.reasons.join("\n")).toMatch(/require of "small" under Node failed/);
    expect(result.reasons.join("\n")).toMatch(/require of "small" under Bun failed/);
  });

  it("is refused for a dependency that it does not declare, though this repository has it", async () => {
    const { install: result } = await judge({ "index.js": 'export { parse } from "yaml";\n' });
    expect(result.verdict).toBe("refused");
    expect(result.reasons.join("\n")).toMatch(/yaml/);
  });

  it("is refused when a promised export is missing", async () => {
    const promise = { bundleCheck: { expectedExports: { ".": ["default"] } } };
    const { install: result } = await judge({ "index.js": "export const answer = 42;\n" }, promise);
    expect(result.reasons.join("\n")).toContain('"missing":["default"]');
  });

  it("is refused when its browser entry needs Node", async () => {
    const files = {
      "index.js": "export const answer = 42;\n",
      "browser.js": 'import { sep } from "node:path";\nexport const answer = sep;\n',
    };
    const manifest = { exports: { ".": { browser: "./browser.js", default: "./index.js" } } };
    const { install: result } = await judge(files, manifest);
    expect(result.reasons.join("\n")).toContain("esbuild cannot bundle it for browsers");
  });

  it("is refused when its browser bundle reads what only Node has", async () => {
    const files = {
      "index.js": "export const answer = 42;\n",
      "browser.js": "export const answer = process.env.HOME;\n",
    };
    const manifest = { exports: { ".": { browser: "./browser.js", default: "./index.js" } } };
    const { install: result } = await judge(files, manifest);
    expect(result.reasons.join("\n")).toContain("its browser bundle does not load");
  });

  it("is not blamed for a way that it does not offer", async () => {
    const { install: result } = await judge(
      { "index.js": "export const answer = await Promise.resolve(42);\n" },
      { exports: { ".": { import: "./index.js" } } },
    );
    expect(result).toMatchObject({ verdict: "passed", reasons: [] });
  });
});
