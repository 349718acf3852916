import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { SMALLEST_INFLATED_BESIDE } from "../../src/package-files/limits.js";
import { openPackage } from "../../src/package-files/open-package.js";
import type { PackageFileContent } from "../../src/package-files/package-files.js";
import { BegunTarball } from "../../src/package-files/tarball-file.js";
import { packageTarball } from "./tar-blocks.js";
import { temporaryTestFolder } from "./temporary-test-folder.js";

const large = randomBytes(3 * SMALLEST_INFLATED_BESIDE);

function tarballWith(...contents: Uint8Array[]): string {
  const file = join(temporaryTestFolder(), "a.tgz");
  const entries = contents.map((content, index) => ({ name: `package/${index}.bin`, content }));
  writeFileSync(file, packageTarball(...entries));
  return file;
}

describe("a tarball that was begun", () => {
  test.each([
    ["small", Buffer.from("a")],
    ["large", large],
  ])("%s: is opened from what was read then", async (_size, content) => {
    const file = tarballWith(content);
    const expected = await openPackage(file);
    const begun = BegunTarball.begin(file);
    rmSync(file);
    // The target is looked for before it is opened.
    writeFileSync(file, "another");
    const opened = await openPackage(file, { begun });
    expect(opened.target).toEqual(expected.target);
    expect(opened.files.paths).toEqual(["0.bin", "package.json"]);
    expect(Buffer.compare(opened.files.bytes("0.bin"), content)).toBe(0);
  });

  test("is not taken for another target", async () => {
    const [one, other] = [tarballWith(large), tarballWith()];
    expect((await openPackage(other, { begun: BegunTarball.begin(one) })).files.paths).toEqual([
      "package.json",
    ]);
  });

  test("is taken once", async () => {
    const file = tarballWith(large);
    const begun = BegunTarball.begin(file);
    for (const _time of [1, 2]) {
      expect((await openPackage(file, { begun })).files.size("0.bin")).toBe(large.length);
    }
  });

  test("fails when it is opened, as it would have without", async () => {
    const file = tarballWith(large);
    writeFileSync(file, gzipSync(large).fill(0xff, 1_000, 2_000));
    const reason = await openPackage(file).catch(String);
    const begun = BegunTarball.begin(file);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(reason).toMatch(/is damaged/);
    expect(await openPackage(file, { begun }).catch(String)).toBe(reason);
  });

  test("nothing else is begun", () => {
    const folder = temporaryTestFolder();
    mkdirSync(join(folder, "folder"));
    writeFileSync(join(folder, "empty.tgz"), "");
    writeFileSync(join(folder, "text"), "text");
    execFileSync("mkfifo", [join(folder, "pipe.tgz")]);
    for (const name of ["folder", "empty.tgz", "text", "pipe.tgz", "gone.tgz", "a\0b.tgz"]) {
      expect(BegunTarball.begin(join(folder, name))).toBeNull();
    }
  });
});

test("contents are handed out as they come, each once", async () => {
  const contents = [large, Buffer.from("a"), Buffer.alloc(0), large];
  const parts: (readonly PackageFileContent[])[] = [];
  const { files } = await openPackage(tarballWith(...contents), { onContents: (part) => parts.push(part) });
  expect(parts.length).toBeGreaterThan(1);
  expect(parts.flat().map(({ path }) => path)).toEqual(["package.json", "0.bin", "1.bin", "2.bin", "3.bin"]);
  for (const { path, bytes } of parts.flat()) expect(files.bytes(path)).toBe(bytes);
});
