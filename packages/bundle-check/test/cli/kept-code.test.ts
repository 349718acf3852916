import { spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createWorkspace, goodPackage, type Workspace } from "./sample-packages.js";
import { type Completed, commandFile, runCommand } from "./spawn-command.js";

let workspace: Workspace;
let keptIn: string;
/** What the package gets, whatever was kept. */
let expected: Completed;

beforeAll(async () => {
  workspace = createWorkspace();
  await workspace.addTarball("good.tgz", goodPackage);
  expected = await runCommand(["good.tgz", "--format", "json"], workspace.path, {
    NODE_DISABLE_COMPILE_CACHE: "1",
  });
  expect(expected.exitCode).toBe(0);
});
afterAll(() => workspace.remove());

beforeEach(() => {
  keptIn = mkdtempSync(join(tmpdir(), "kept-code-"));
});
afterEach(() => rmSync(keptIn, { recursive: true }));

function judge(folder = keptIn): Promise<Completed> {
  return runCommand(["good.tgz", "--format", "json"], workspace.path, { NODE_COMPILE_CACHE: folder });
}

function keptFiles(): string[] {
  return readdirSync(keptIn, { recursive: true, encoding: "utf8" })
    .filter((name) => name.includes("bundle-check-"))
    .map((name) => join(keptIn, name))
    .sort();
}

/** How many runs have added to each of the files. */
function runsOf(files: readonly string[]): number[] {
  return files.map((file) => readFileSync(file).readUInt32LE(readFileSync(file).byteLength - 4));
}

describe("the code that the engine has compiled", () => {
  it("is kept after a run, and the functions of that run are not compiled again", async () => {
    const compiledIn = () => {
      const log = join(keptIn, "v8.log");
      const { status } = spawnSync(
        process.execPath,
        ["--log-function-events", `--logfile=${log}`, "--no-logfile-per-isolate", commandFile, "good.tgz"],
        { cwd: workspace.path, env: { ...process.env, NODE_COMPILE_CACHE: keptIn } },
      );
      expect(status).toBe(0);
      const lines = readFileSync(log, "latin1").split("\n");
      const chunks = lines.flatMap(
        (line) => /^script-details,(\d+),.*\/dist\/(?:judge|modules)-/.exec(line)?.[1] ?? [],
      );
      return lines.filter((line) => chunks.some((id) => line.startsWith(`function,interpreter,${id},`)))
        .length;
    };
    const first = compiledIn();
    expect(first).toBeGreaterThan(300);
    expect(compiledIn()).toBeLessThan(first / 20);
  });

  it("is added to by the first, second and fourth run, and counted by the others", async () => {
    let before: number[] = [];
    for (const runs of [1, 2, 3, 4, 5]) {
      expect(await judge()).toEqual(expected);
      expect(runsOf(keptFiles())).toEqual([runs, runs]);
      const now = keptFiles().map((file) => statSync(file).ino);
      if (runs === 3 || runs === 5) expect(now).toEqual(before);
      else expect(now).not.toEqual(before);
      before = now;
    }
  });

  it("is left when it was added to often enough", async () => {
    await judge();
    for (const file of keptFiles()) edit(file, (bytes) => setRuns(bytes, 32));
    const before = keptFiles().map((file) => readFileSync(file));
    expect(await judge()).toEqual(expected);
    expect(keptFiles().map((file) => readFileSync(file))).toEqual(before);
  });

  it("is not kept when nothing was judged", async () => {
    const { exitCode } = await runCommand(["absent.tgz"], workspace.path, { NODE_COMPILE_CACHE: keptIn });
    expect(exitCode).toBe(2);
    expect(keptFiles()).toEqual([]);
  });

  it("is kept where the runs are many at once", async () => {
    const completed = await Promise.all(Array.from({ length: 4 }, () => judge()));
    for (const one of completed) expect(one).toEqual(expected);
    expect(keptFiles().length).toBe(2);
    expect(await judge()).toEqual(expected);
  });
});

describe("kept code that cannot be trusted is compiled anew", () => {
  it.each<[string, (file: string) => void]>([
    ["damaged", (file) => edit(file, (bytes) => bytes.fill(0x55, 20_000, 20_100))],
    ["damaged at its start", (file) => edit(file, (bytes) => bytes.fill(0xff, 0, 64))],
    ["cut off", (file) => edit(file, (bytes) => bytes.subarray(0, bytes.byteLength / 2))],
    ["empty", (file) => writeFileSync(file, "")],
    ["next to nothing", (file) => writeFileSync(file, "bytes")],
    [
      "a folder",
      (file) => {
        rmSync(file);
        mkdirSync(file);
      },
    ],
  ])("%s", async (_case, change) => {
    await judge();
    for (const file of keptFiles()) change(file);
    expect(await judge()).toEqual(expected);
  });

  it.skipIf(process.platform === "win32")("where others may write it", async () => {
    await judge();
    await judge();
    for (const file of keptFiles()) chmodSync(file, 0o666);
    expect(await judge()).toEqual(expected);
    expect(runsOf(keptFiles())).toEqual([1, 1]);
    expect(await judge()).toEqual(expected);
    expect(runsOf(keptFiles())).toEqual([2, 2]);
  });

  it.skipIf(process.platform === "win32")(
    "where a link leads elsewhere, to which nothing is written",
    async () => {
      await judge();
      await judge();
      const elsewhere = join(keptIn, "elsewhere");
      mkdirSync(elsewhere);
      const files = keptFiles();
      for (const [index, file] of files.entries()) {
        renameSync(file, join(elsewhere, String(index)));
        symlinkSync(join(elsewhere, String(index)), file);
      }
      expect(await judge()).toEqual(expected);
      expect(runsOf(files)).toEqual([1, 1]);
      expect(runsOf(files.map((_file, index) => join(elsewhere, String(index))))).toEqual([2, 2]);
    },
  );

  it("longer than any code, without being read", async () => {
    await judge();
    const files = keptFiles();
    for (const file of files) {
      // Zeros have to be read before their checksum is known to be wrong.
      truncateSync(file, 1_900_000_000);
    }
    const start = performance.now();
    expect(await judge()).toEqual(expected);
    expect(performance.now() - start).toBeLessThan(3_000);
    expect(runsOf(files)).toEqual([1, 1]);
  });

  it("of other code with a right checksum", async () => {
    await judge();
    const [first = "", second = ""] = keptFiles();
    const [one, other] = [readFileSync(first), readFileSync(second)];
    writeFileSync(first, other, { mode: 0o600 });
    writeFileSync(second, one, { mode: 0o600 });
    expect(await judge()).toEqual(expected);
  });
});

it("is that of the very text of a chunk, not of one that is as long", async () => {
  const copy = join(keptIn, "copy");
  for (const name of ["bin", "dist", "package.json"]) {
    cpSync(new URL(`../../${name}`, import.meta.url), join(copy, name), { recursive: true });
  }
  const print = () =>
    spawnSync(process.execPath, [join(copy, "bin/bundle-check.js"), "good.tgz"], {
      cwd: workspace.path,
      env: { ...process.env, NODE_COMPILE_CACHE: keptIn },
      encoding: "utf8",
    }).stdout;
  expect(print()).toContain("no problems found");
  const judge = readdirSync(join(copy, "dist")).find((name) => name.startsWith("judge-")) ?? "";
  const path = join(copy, "dist", judge);
  const { atime, mtime } = statSync(path);
  writeFileSync(path, readFileSync(path, "latin1").replace("no problems found", "no trouble at all"));
  utimesSync(path, atime, mtime);
  expect(print()).toContain("no trouble at all");
});

it("a run where nothing can be kept gives the same", async () => {
  const file = join(keptIn, "file");
  writeFileSync(file, "");
  expect(await judge(file)).toEqual(expected);
});

function edit(file: string, change: (bytes: Buffer) => Uint8Array): void {
  writeFileSync(file, change(readFileSync(file)));
}

function setRuns(bytes: Buffer, runs: number): Buffer {
  bytes.writeUInt32LE(runs, bytes.byteLength - 4);
  return bytes;
}
