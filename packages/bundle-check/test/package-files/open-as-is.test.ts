import { execFileSync } from "node:child_process";
import { linkSync, mkdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openPackage } from "../../src/package-files/open-package.js";
import { temporaryTestFolder } from "./temporary-test-folder.js";

const open = (folder: string, messages: string[] = []) =>
  openPackage(folder, { asIs: true, onProgress: (message) => messages.push(message) });

test("every file counts as shipped, except those of git", async () => {
  const folder = temporaryTestFolder({
    "package.json": "not even JSON",
    ".npmignore": "*",
    ".gitignore": "dist",
    "dist/index.js": "x",
    "node_modules/bundled/index.js": "y",
    ".git/HEAD": "ref",
    "src/.git/kept": "only the repository's own is left out",
  });
  const { target, files } = await open(folder);
  expect(target).toEqual({
    spec: folder,
    kind: "as-is",
    integrity: null,
    tarballSize: null,
    directory: folder,
  });
  expect(files.paths).toEqual([
    ".gitignore",
    ".npmignore",
    "dist/index.js",
    "node_modules/bundled/index.js",
    "package.json",
    "src/.git/kept",
  ]);
  expect(files.text("node_modules/bundled/index.js")).toBe("y");
  expect(() => files.bytes("../../etc/passwd")).toThrow(/has no file/);
});

test("links are not followed, wherever they lead; hard links are files", async () => {
  const outside = temporaryTestFolder({ "secret/key": "secret" });
  const folder = temporaryTestFolder({ "package.json": "{}", "a.js": "a" });
  symlinkSync(join(outside, "secret"), join(folder, "out"));
  symlinkSync(join(outside, "secret/key"), join(folder, "key"));
  symlinkSync(".", join(folder, "round"));
  linkSync(join(folder, "a.js"), join(folder, "b.js"));
  execFileSync("mkfifo", [join(folder, "pipe")]);
  const messages: string[] = [];
  const { files } = await open(folder, messages);
  expect(files.paths).toEqual(["a.js", "b.js", "package.json"]);
  expect(messages.join()).toMatch(/Left out.* and 1 more/);
});

test("a file exchanged for a link after listing is not followed either", async () => {
  const outside = temporaryTestFolder({ key: "secret" });
  const folder = temporaryTestFolder({ "package.json": "{}", "a.js": "a", "b.js": "b" });
  const { files } = await open(folder);
  rmSync(join(folder, "a.js"));
  symlinkSync(join(outside, "key"), join(folder, "a.js"));
  rmSync(join(folder, "b.js"));
  expect(() => files.text("a.js")).toThrow(/a.js/);
  expect(() => files.text("b.js")).toThrow(/b.js does not exist/);
});

test("bounds: a file too large, all too large, a folder without package.json", async () => {
  const folder = temporaryTestFolder({ "a.bin": "" });
  await expect(open(folder)).rejects.toThrow(/has no package.json/);
  truncateSync(join(folder, "a.bin"), 257 * 1024 * 1024);
  await expect(open(folder)).rejects.toThrow(/a.bin is larger than 256 MB/);
  for (const name of ["a.bin", "b.bin", "c.bin"]) {
    writeFileSync(join(folder, name), "");
    truncateSync(join(folder, name), 200 * 1024 * 1024);
  }
  await expect(open(folder)).rejects.toThrow(/holds more than 512 MB/);
});

test("many files are listed quickly, and read only when asked for", async () => {
  // Making 100,000 files takes a slow disk longer than the test may; a tenth shows the cost of each.
  const folder = temporaryTestFolder({ "package.json": "{}" });
  for (let index = 0; index < 10_000; index += 1) {
    if (index % 1000 === 0) mkdirSync(join(folder, `f${index / 1000}`));
    writeFileSync(join(folder, `f${Math.floor(index / 1000)}`, `${index}.js`), "");
  }
  const start = performance.now();
  const { files } = await open(folder);
  expect(performance.now() - start).toBeLessThan(2_000);
  expect(files.paths.length).toBe(10_001);
});
