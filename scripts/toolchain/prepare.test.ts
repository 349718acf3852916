import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { expectedVersions } from "./versions.ts";

const expected = expectedVersions(readFileSync("package.json", "utf8"));
const prepareScript = resolve("scripts/toolchain/prepare.ts");
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "prepare-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the real script under the real Bun in a small repository without dependencies. */
function prepare(manifest: object, nodeAnswer?: string): { status: number | null; output: string } {
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "small", ...manifest }));
  const bin = join(folder, "bin");
  mkdirSync(bin);
  if (nodeAnswer !== undefined) {
    writeFileSync(join(bin, "node"), `#!/bin/sh\n${nodeAnswer}\n`);
    chmodSync(join(bin, "node"), 0o755);
  }
  const { status, stdout, stderr } = spawnSync("bun", [prepareScript], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}` },
  });
  return { status, output: stdout + stderr };
}

describe("prepare", () => {
  it("names the right command under a wrong Bun, and installs nothing", () => {
    const { status, output } = prepare({
      packageManager: "bun@9.9.9",
      devDependencies: { node: expected.node },
    });
    expect(status).toBe(2);
    expect(output).toContain(`needs Bun 9.9.9 exactly, but this is Bun ${expected.bun}`);
    expect(output).not.toContain("bun install");
  });

  it("explains a lockfile that does not match", () => {
    writeFileSync(
      join(folder, "bun.lock"),
      '{ "lockfileVersion": 1, "workspaces": { "": { "name": "small" } }, "packages": {} }',
    );
    const { status, output } = prepare({
      packageManager: `bun@${expected.bun}`,
      devDependencies: { node: expected.node },
    });
    expect(status).toBe(2);
    expect(output).toContain("lockfile is frozen");
    expect(output).toContain(`npx -y bun@${expected.bun} install`);
  });

  it("stops when PATH leads to another Node", () => {
    const { status, output } = prepareWithoutDependencies("echo v20.20.2");
    expect(status).toBe(2);
    expect(output).toContain(`needs Node ${expected.node} exactly, but \`node\` is version 20.20.2`);
    expect(output).toContain(join(folder, "bin", "node"));
  });

  it("stops when Node cannot be started", () => {
    const { status, output } = prepareWithoutDependencies("echo 'wrong architecture' >&2; exit 126");
    expect(status).toBe(2);
    expect(output).toContain("`node` could not be started (wrong architecture)");
  });

  it("says which toolchain it found when all is well", () => {
    const { status, output } = prepareWithoutDependencies(`echo v${expected.node}`);
    expect(output).toContain(`Toolchain: Bun ${expected.bun}, Node ${expected.node}`);
    expect(status).toBe(0);
  });
});

/** The `node` package is replaced by an empty folder, so that the install needs no registry and fetches no binary. */
function prepareWithoutDependencies(nodeAnswer: string): { status: number | null; output: string } {
  mkdirSync(join(folder, "empty"));
  writeFileSync(
    join(folder, "empty", "package.json"),
    JSON.stringify({ name: "node", version: expected.node }),
  );
  const manifest = {
    name: "small",
    packageManager: `bun@${expected.bun}`,
    devDependencies: { node: expected.node },
    overrides: { node: "file:./empty" },
  };
  writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
  const lock = spawnSync("bun", ["install", "--lockfile-only"], { cwd: folder, encoding: "utf8" });
  expect(lock.stderr, "writing the small repository's lockfile").not.toContain("error");
  return prepare(manifest, nodeAnswer);
}
