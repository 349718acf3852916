import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openPackage } from "../../src/package-files/open-package.js";
import { packageTarball } from "./tar-blocks.js";
import { temporaryTestFolder } from "./temporary-test-folder.js";

test("a tarball on disk, with its integrity and size", async () => {
  const file = join(temporaryTestFolder(), "a-1.0.0.tgz");
  const bytes = packageTarball({ name: "package/index.js", content: "\ufeffexport {}" });
  writeFileSync(file, bytes);
  const { target, files } = await openPackage(file);
  expect(target).toEqual({
    spec: file,
    kind: "tarball",
    integrity: `sha512-${createHash("sha512").update(bytes).digest("base64")}`,
    tarballSize: bytes.length,
    directory: null,
  });
  expect(files.paths).toEqual(["index.js", "package.json"]);
  expect(files.text("index.js")).toBe("export {}");
  expect(files.size("index.js")).toBe(12);
});

test("a tarball under another name, and through a link", async () => {
  const folder = temporaryTestFolder();
  writeFileSync(join(folder, "download"), packageTarball());
  symlinkSync("download", join(folder, "link.tgz"));
  expect((await openPackage(join(folder, "download"))).target.kind).toBe("tarball");
  expect((await openPackage(join(folder, "link.tgz"))).files.paths).toEqual(["package.json"]);
});

test("what was left out is told", async () => {
  const file = join(temporaryTestFolder(), "a.tgz");
  writeFileSync(file, packageTarball({ name: "package/bin", type: "2", link: "index.js" }));
  const messages: string[] = [];
  await openPackage(file, { onProgress: (message) => messages.push(message) });
  expect(messages).toEqual(["Left out, as npm does when it installs: package/bin (links or special files)"]);
});

describe("what is there is no readable tarball", () => {
  const folderWith = (name: string, make: (file: string) => void) => {
    const file = join(temporaryTestFolder(), name);
    make(file);
    return file;
  };
  const cases: readonly (readonly [string, () => string, RegExp])[] = [
    ["nothing", () => folderWith("a.tgz", () => {}), /^The file or folder does not exist\.$/],
    [
      "nothing, in a folder that is a file",
      () => `${folderWith("a", (file) => writeFileSync(file, ""))}/b.tgz`,
      /a part of its path/,
    ],
    ["an empty file", () => folderWith("a.tgz", (file) => writeFileSync(file, "")), /is an empty file/],
    [
      "a folder of that name",
      () => folderWith("a.tgz", (file) => mkdirSync(file)),
      /folder's package.json does not exist/,
    ],
    ["a link to itself", () => folderWith("a.tgz", (file) => symlinkSync("a.tgz", file)), /leads to itself/],
    ["a web page", () => folderWith("a.tgz", (file) => writeFileSync(file, "<html>")), /not a tar archive/],
    [
      "an enormous file",
      () =>
        folderWith("a.tgz", (file) => {
          writeFileSync(file, "");
          truncateSync(file, 300 * 1024 * 1024);
        }),
      /larger than 256 MB/,
    ],
  ];
  test.for(cases)("%s", async ([, make, message]) => {
    const spec = make();
    await expect(openPackage(spec)).rejects.toMatchObject({
      name: "UnreadableTargetError",
      spec,
      message: expect.stringMatching(message),
    });
  });

  test.skipIf(process.platform === "win32")("a named pipe, without waiting for a writer", async () => {
    const pipe = folderWith("a.tgz", (file) => execFileSync("mkfifo", [file]));
    await expect(openPackage(pipe)).rejects.toThrow(/not a regular file/);
  });

  test("a file with --as-is", async () => {
    const file = folderWith("a.tgz", (name) => writeFileSync(name, packageTarball()));
    await expect(openPackage(file, { asIs: true })).rejects.toThrow(/--as-is needs a folder/);
    await expect(openPackage("some-package", { asIs: true })).rejects.toThrow(/--as-is needs a folder/);
  });
});

test.for(["", "  ", "-rf", "--help", "a\0b"])(
  "the target %j is refused before anything is touched",
  async (spec) => {
    await expect(openPackage(spec)).rejects.toMatchObject({ name: "UnreadableTargetError", spec });
  },
);
