import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { PackError } from "./pack.ts";
import { runGate } from "./run-gate.ts";
import { type FakeAnswer, fakeReport, writeFakeBundleCheck } from "./testing/fake-bundle-check.ts";
import type { GateVerdict } from "./verdict.ts";

let folder: string;
let printed: string[];
const known = { spec: "small@0.9.0", integrity: "sha512-known", evidence: [{ rule: "truncated" }] };
const clean: FakeAnswer = { exitCode: 0, stdout: fakeReport("SHA512-OF-TARGET", []) };
const knownRefused: FakeAnswer = { exitCode: 1, stdout: fakeReport("sha512-known", [{ rule: "truncated" }]) };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "run-gate-"));
  printed = [];
  mkdirSync(join(folder, "package"));
  writeFileSync(join(folder, "package", "package.json"), '{"name":"small","version":"1.0.0"}');
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

/** A gate over a real packed tarball, with a guard that answers as told. */
function gate(candidate: FakeAnswer, knownBroken: FakeAnswer, command?: string): Promise<GateVerdict> {
  const fake = writeFakeBundleCheck(folder, { "small@0.9.0": knownBroken }, candidate);
  return runGate({
    packageDirectory: join(folder, "package"),
    guard: { command: command ?? fake, configuration: "package.json", cwd: folder, timeout: 20_000 },
    knownBroken: [known],
    width: 120,
    paint: (_, text) => text,
    print: (line) => printed.push(line),
  });
}

describe("a run of the gate", () => {
  it("opens, and names the target, the bytes and the verdict", async () => {
    expect(await gate(clean, knownRefused)).toMatchObject({ exitCode: 0 });
    const output = printed.join("\n");
    expect(output).toMatch(/^packed small@1\.0\.0 +ok +0 +0\n {2}nothing found$/m);
    expect(output).toMatch(/^ {2}sha512-[A-Za-z0-9+/]{86}==$/m);
    expect(printed.at(-1)).toMatch(/^GATE OPEN/);
  });

  it("says where each error of the tarball is and what to do", async () => {
    const refused = fakeReport("SHA512-OF-TARGET", [{ rule: "undeclared-export", name: "plugin" }]);
    expect(await gate({ exitCode: 1, stdout: refused }, knownRefused)).toMatchObject({ exitCode: 1 });
    expect(printed).toContain("dist/node/index.node.js:1:10 undeclared-export: undeclared-export was found.");
    expect(printed).toContain("  Build it again.");
    expect(printed.at(-1)).toBe("GATE SHUT: the packed tarball must not be published.");
  });

  it("stays shut when the guard lets a known-broken release pass", async () => {
    const passed = { exitCode: 0, stdout: fakeReport("sha512-known", []) };
    expect(await gate(clean, passed)).toMatchObject({ exitCode: 1 });
    expect(printed.join("\n")).toContain("the guard has lost its teeth");
  });

  it("stays shut with exit 2 when the registry is out of reach, and says which release was not judged", async () => {
    expect(await gate(clean, { exitCode: 2, stderr: "the registry did not answer" })).toMatchObject({
      exitCode: 2,
    });
    expect(printed).toContain("- published small@0.9.0 was not judged: exit 2: the registry did not answer");
  });

  it.each<[string, FakeAnswer]>([
    ["exits 3", { exitCode: 3, stderr: "out of memory" }],
    ["prints garbage", { exitCode: 0, stdout: "all good!" }],
    ["prints nothing", { exitCode: 0 }],
    ["judges other bytes", { exitCode: 0, stdout: fakeReport("sha512-of-something-else", []) }],
  ])("stays shut with exit 3 when the guard %s", async (_, answer) => {
    expect(await gate(answer, knownRefused)).toMatchObject({ exitCode: 3 });
    expect(printed.at(-1)).toMatch(/^GATE SHUT/);
  });

  it("stays shut with exit 3 when there is no guard to run", async () => {
    expect(await gate(clean, knownRefused, join(folder, "no-such-command"))).toMatchObject({ exitCode: 3 });
    expect(printed.join("\n")).toContain("could not be started");
  });

  it("leaves nothing behind in the temporary folder", async () => {
    const temporary = join(folder, "temporary");
    mkdirSync(temporary);
    vi.stubEnv("TMPDIR", temporary);
    await gate(clean, knownRefused);
    expect(readdirSync(temporary)).toEqual([]);
  });

  it("throws when the package cannot be packed", async () => {
    writeFileSync(join(folder, "package", "package.json"), '{"name":"small"}');
    await expect(gate(clean, knownRefused)).rejects.toThrow(PackError);
  });
});
