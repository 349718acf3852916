import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { findBun } from "./find-bun.js";
import { moduleOf, probe, scriptOf } from "./probe-fixture.js";

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

describe("a package that works", () => {
  it("passes every probe as an ES module", async () => {
    const { outcomes, findings } = await probe(
      moduleOf("export const a = 1;\nexport default a;\n"),
      options(),
    );
    expect(outcomes).toEqual(allPassed);
    expect(findings).toEqual([]);
  });

  it("passes every probe as CommonJS with getters, and with a timer that keeps its process alive", async () => {
    const { outcomes, findings } = await probe(
      scriptOf(
        "Object.defineProperty(exports, 'a', { enumerable: true, get: () => 1 });\nsetInterval(() => {}, 10);\n",
      ),
      options(),
    );
    expect(outcomes).toEqual(allPassed);
    expect(findings).toEqual([]);
  });

  it("is not blamed for names that Node only guesses from the text of CommonJS", async () => {
    const { outcomes } = await probe(
      scriptOf("exports.a = 1;\nif (globalThis.never) { exports.atpl = require('atpl'); }\n"),
      options(),
    );
    expect(outcomes).toMatchObject({ "import in Node": "passed", "import in Bun": "passed" });
  });

  it("may print what it likes, as much as it likes", async () => {
    const { outcomes } = await probe(
      moduleOf(
        [
          'process.stdout.write(\'{"stage":"threw"}\\n\\u001b[2J\');',
          "for (let index = 0; index < 300; index += 1) console.log('x'.repeat(100_000));",
          "for (let index = 0; index < 300; index += 1) console.error('y'.repeat(100_000));",
          "export const a = 1;",
        ].join("\n"),
      ),
      options(),
    );
    expect(outcomes).toEqual(allPassed);
  });

  it("has nothing to load when it is types alone", async () => {
    const { outcomes, findings } = await probe(
      {
        "package.json": JSON.stringify({ name: "fixture", version: "1.0.0", types: "./index.d.ts" }),
        "index.d.ts": "export type A = 1;\n",
      },
      options(),
    );
    expect(outcomes).toEqual({ install: "passed" });
    expect(findings).toEqual([]);
  });
});

describe("exports", () => {
  it("that throw when they are read, also where Bun swallows it", async () => {
    const { outcomes, findings } = await probe(
      scriptOf(
        "Object.defineProperty(exports, 'plugin', { enumerable: true, get: () => import_plugin.plugin });\nexports.a = 1;\n",
      ),
      options(),
    );
    expect(outcomes).toMatchObject(Object.fromEntries(loads.map((name) => [name, "failed"])));
    const problems = findings.filter(({ rule }) => rule === "probe-failed");
    expect(problems).toContainEqual(
      expect.objectContaining({
        probe: "require in Node",
        problem: "export-throws",
        exportedName: "plugin",
        error: "ReferenceError: import_plugin is not defined",
      }),
    );
    expect(problems).toContainEqual(
      expect.objectContaining({ probe: "import in Bun", exportedName: "plugin" }),
    );
    expect(problems.every((finding) => "exportedName" in finding && finding.exportedName === "plugin")).toBe(
      true,
    );
  });

  it("that are undefined", async () => {
    const { findings } = await probe(moduleOf("export let later;\nexport const a = 1;\n"), options());
    expect(findings).toHaveLength(4);
    for (const finding of findings) {
      expect(finding).toMatchObject({
        rule: "probe-failed",
        severity: "error",
        entry: ".",
        problem: "export-undefined",
        exportedName: "later",
      });
    }
  });
});

describe("a package that does not load", () => {
  it("because it throws something odd", async () => {
    const { findings } = await probe(
      scriptOf("throw { get message() { throw 1; }, toString() { throw 2; } };\n"),
      options(),
    );
    expect(findings).toContainEqual(
      expect.objectContaining({
        probe: "require in Node",
        problem: "load-throws",
        error: "an error that cannot be described",
      }),
    );
  });

  it("because it hangs, with everything that it started", async () => {
    const heartbeat = join(temporary, "heartbeat");
    const beat = `setInterval(() => require("fs").appendFileSync(${JSON.stringify(heartbeat)}, "x"), 20)`;
    const { outcomes, reasons } = await probe(
      scriptOf(
        [
          `require("node:child_process").spawn(process.execPath, ["-e", ${JSON.stringify(beat)}], { stdio: "inherit" });`,
          "for (;;);",
        ].join("\n"),
      ),
      { bun, timeoutMilliseconds: 1_500 },
    );
    for (const name of loads) expect(outcomes[name]).toBe("failed");
    expect(reasons["import in Node"]).toBe("it was not loaded after 1.5 seconds");
    expect(existsSync(heartbeat)).toBe(true);
    const beats = readFileSync(heartbeat).length;
    await delay(300);
    expect(readFileSync(heartbeat).length).toBe(beats);
  });

  it("because it ends the process", async () => {
    const { findings } = await probe(scriptOf("exports.a = 1;\nprocess.exit(0);\n"), options());
    expect(findings).toContainEqual(
      expect.objectContaining({
        probe: "require in Node",
        problem: "process-ended",
        error: "the process ended with exit code 0",
      }),
    );
    expect(findings.filter(({ rule }) => rule === "probe-failed")).toHaveLength(4);
  });

  it("because a top-level await never settles", async () => {
    const { outcomes, reasons } = await probe(
      moduleOf("await new Promise(() => {});\nexport const a = 1;\n"),
      {
        bun,
        timeoutMilliseconds: 2_000,
      },
    );
    expect(outcomes["import in Node"]).toBe("failed");
    expect(reasons["import in Node"]).toBe("a top-level await never settles");
    expect(outcomes["import in Bun"]).toBe("failed");
    // That is how ES modules are, so `require` is not to blame.
    expect(outcomes["require in Node"]).toBe("not-run");
  });

  it("because a dependency does not exist in that version", async () => {
    const { outcomes, findings } = await probe(
      moduleOf("export const a = 1;\n", { dependencies: { semver: "0.0.1-nobody-published-this" } }),
      options(),
    );
    expect(outcomes).toEqual({ install: "failed" });
    expect(findings).toMatchObject([{ rule: "probe-failed", problem: "not-installable" }]);
  });
});

describe("a package that cannot be bundled", () => {
  it("names what is missing", async () => {
    const { outcomes, reasons } = await probe(
      moduleOf('export { a } from "./gone.js";\n', { browser: "./index.js" }),
      options(),
    );
    expect(outcomes).toMatchObject({
      "bun build": "failed",
      "esbuild for Node": "failed",
      "esbuild for browsers": "failed",
    });
    expect(reasons["esbuild for Node"]).toBe('Could not resolve "./gone.js"');
    expect(reasons["bun build"]).toMatch(/gone\.js/);
  });

  it("is not blamed for other packages that are not there", async () => {
    const { outcomes } = await probe(moduleOf('export const load = () => import("sharp");\n'), options());
    expect(outcomes).toEqual(allPassed);
  });
});

describe("what is not here is explained", () => {
  it.each([
    [
      "a page",
      "export const width = document.body.clientWidth;\n",
      /^it needs a page: document is not defined/,
    ],
    ["another runtime", 'export { env } from "cloudflare:workers";\n', /^it needs another runtime/],
    ["an optional package", 'export { a } from "react";\n', /^it needs the optional package react/],
    [
      "a native binding",
      'throw new Error("Could not locate the bindings file. Tried: x.node");\n',
      /^it needs a native binding/,
    ],
  ])("%s", async (_what, text, reason) => {
    const { outcomes, reasons, findings } = await probe(
      moduleOf(text, {
        peerDependencies: { react: "*" },
        peerDependenciesMeta: { react: { optional: true } },
      }),
      options(),
    );
    expect(outcomes["import in Node"]).toBe("not-run");
    expect(reasons["import in Node"]).toMatch(reason);
    const found = findings.filter((finding) => finding.rule === "probe-not-run");
    expect(found[0]).toMatchObject({ severity: "info", obstacle: "unsuitable" });
  });

  it("a tool, once and not for each entry", async () => {
    const { outcomes, findings } = await probe(
      {
        ...moduleOf("export const a = 1;\n", { exports: { ".": "./index.js", "./b": "./index.js" } }),
      },
      { bun: join(temporary, "no-bun"), timeoutMilliseconds: 5_000 },
    );
    expect(outcomes).toMatchObject({ "import in Bun": "not-run", "bun build": "not-run" });
    expect(findings.filter((finding) => finding.rule === "probe-not-run")).toHaveLength(3);
    expect(findings[0]).toMatchObject({ severity: "warning", obstacle: "tool-missing" });
  });

  it("an installation, without which there is no verdict", async () => {
    const { outcomes, findings } = await probe(
      { "package.json": "{}", "index.js": "exports.a = 1;\n" },
      options(),
    );
    expect(outcomes).toEqual({ install: "not-run" });
    expect(findings).toMatchObject([{ rule: "probe-not-run", severity: "error", obstacle: "not-installed" }]);
  });
});
