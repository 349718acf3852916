import { readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createWorkspace, goodPackage, type Workspace } from "./sample-packages.js";
import { runCommand } from "./spawn-command.js";

const dist = new URL("../../dist/", import.meta.url);

/**
 * Lists what a run has loaded: modules of Node by their names, files of the package by their URLs, whether they were
 * loaded as modules or read as scripts.
 */
const listing = `data:text/javascript,${encodeURIComponent(`
  import fs from "node:fs";
  import { registerHooks } from "node:module";
  const loaded = [];
  registerHooks({ load(url, context, next) { loaded.push(url); return next(url, context); } });
  const { readFileSync } = fs;
  fs.readFileSync = (file, ...others) => {
    if (file instanceof URL && !loaded.includes(file.href)) loaded.push(file.href);
    return readFileSync(file, ...others);
  };
  process.on("exit", () => {
    // Before the stream is asked for, which loads more.
    const all = [...process.moduleLoadList, ...loaded].join("\\n");
    process.stderr.write(all);
  });
`)}`;

let workspace: Workspace;

beforeAll(async () => {
  workspace = createWorkspace();
  await workspace.addTarball("good.tgz", goodPackage);
});
afterAll(() => workspace.remove());

async function loadedBy(
  argv: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<string[]> {
  const { stderr, exitCode } = await runCommand(argv, workspace.path, {
    NODE_OPTIONS: `--import=${listing}`,
    ...environment,
  });
  expect(exitCode).toBe(0);
  return stderr.split("\n");
}

describe("what a run loads", () => {
  it("for a tarball: no child processes, threads, sockets of the network or promises of files", async () => {
    const loaded = await loadedBy(["good.tgz", "--format", "json"]);
    expect(loaded).toContain("NativeModule zlib");
    for (const name of ["child_process", "worker_threads", "net", "http", "fs/promises"])
      expect(loaded).not.toContain(`NativeModule ${name}`);
  });

  it("for a tarball: few files, because each costs a look-up, a read and a link", async () => {
    for (const format of ["json", "text"]) {
      const loaded = await loadedBy(["good.tgz", "--format", format]);
      const files = loaded.filter((url) => url.includes("/dist/"));
      expect(files.join("\n")).toMatch(/\/judge-/);
      expect(files.length).toBeLessThanOrEqual(4);
    }
  });

  it("for a tarball: few files where no code is kept either", async () => {
    const loaded = await loadedBy(["good.tgz"], { NODE_DISABLE_COMPILE_CACHE: "1" });
    const files = loaded.filter((url) => url.includes("/dist/"));
    expect(files.join("\n")).toMatch(/\/judge-/);
    // One more, because a module can only load acorn's before it is asked for.
    expect(files.length).toBeLessThanOrEqual(5);
  });

  it("for a tarball of plain code: no acorn", async () => {
    expect((await loadedBy(["good.tgz"])).join("\n")).not.toMatch(/\/acorn-/);
  });

  it("for its version: nothing of the judge, and no compression", async () => {
    const loaded = await loadedBy(["--version"]);
    expect(loaded.filter((url) => url.includes("/dist/")).length).toBe(2);
    expect(loaded).not.toContain("NativeModule zlib");
  });
});

describe("what is built", () => {
  it.each(readdirSync(dist).filter((name) => name.endsWith(".js")))("%s is ASCII", (name) => {
    // One other character, and the engine decodes the file slowly and holds it in two bytes per character.
    expect(readFileSync(new URL(name, dist)).every((byte) => byte < 0x80)).toBe(true);
  });
});
