import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { create } from "tar/create";
import { describe, expect, test } from "vitest";
import { UnreadableTargetError } from "../../src/package-files/package-files.js";
import { readTarball } from "../../src/package-files/read-tarball.js";
import { packageTarball, paxRecord, type TarBlockEntry, tarArchive, tarEntry } from "./tar-blocks.js";
import { temporaryTestFolder } from "./temporary-test-folder.js";

const read = (bytes: Uint8Array) => readTarball(bytes, { spec: "x.tgz" });
const manifest: TarBlockEntry = { name: "package/package.json", content: "{}" };

async function refusal(bytes: Uint8Array): Promise<string> {
  const error = await read(bytes).then(
    () => new Error("was accepted"),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(UnreadableTargetError);
  expect(error).toMatchObject({ spec: "x.tgz" });
  return error instanceof Error ? error.message : "";
}

describe("an honest tarball", () => {
  test("made by node-tar, with long and non-ASCII names", async () => {
    const long = `dist/${"deep/".repeat(60)}${"long".repeat(40)}.js`;
    const folder = temporaryTestFolder({
      "package/package.json": "{}",
      "package/dist/index.js": "export {}",
      [`package/${long}`]: "long",
      "package/dist/übung-日本.js": "ü",
      "package/empty": "",
    });
    const file = join(folder, "a.tgz");
    await create({ file, gzip: true, cwd: folder }, ["package"]);
    const bytes = readFileSync(file);
    const { files, integrity, dropped } = await read(bytes);
    expect(files.paths).toEqual(
      ["dist/index.js", "dist/übung-日本.js", long, "empty", "package.json"].sort(),
    );
    expect(files.text(long)).toBe("long");
    expect(files.text("dist/übung-日本.js")).toBe("ü");
    expect(files.size("empty")).toBe(0);
    expect(dropped).toEqual([]);
    expect(integrity).toBe(`sha512-${createHash("sha512").update(bytes).digest("base64")}`);
  });

  test("without compression, and without the end mark", async () => {
    const plain = tarArchive([manifest, { name: "package/a.js", content: "a" }]);
    expect((await read(plain)).files.paths).toEqual(["a.js", "package.json"]);
    expect((await read(plain.subarray(0, -1024))).files.paths).toEqual(["a.js", "package.json"]);
    expect((await read(plain.subarray(0, -700))).files.paths).toEqual(["a.js", "package.json"]);
  });

  test("in several gzip members, as pigz and mirrors write it", async () => {
    const plain = tarArchive([manifest]);
    const bytes = Buffer.concat([gzipSync(plain.subarray(0, 700)), gzipSync(plain.subarray(700))]);
    expect((await read(bytes)).files.paths).toEqual(["package.json"]);
  });

  test("with the first part of a long name in the prefix", async () => {
    const { files } = await read(packageTarball({ prefix: "package/dist", name: "a.js", content: "a" }));
    expect(files.text("dist/a.js")).toBe("a");
  });

  test("whose first folder is not called package", async () => {
    const { files } = await read(
      tarArchive([
        { name: "react/package.json", content: "{}" },
        { name: "react/lib/", type: "5" },
        { name: "react//./lib/a.js" },
      ]),
    );
    expect(files.paths).toEqual(["lib/a.js", "package.json"]);
  });

  test("with files beside the first folder: dropped, as npm drops them", async () => {
    expect((await read(tarArchive([manifest, { name: "stray.txt", content: "x" }]))).files.paths).toEqual([
      "package.json",
    ]);
  });

  test("with pax and GNU headers", async () => {
    const name = `package/${"n".repeat(150)}.js`;
    const gnu = tarArchive([
      manifest,
      { name: "././@LongLink", type: "L", content: `${name}\0` },
      { name: "cut", content: "gnu" },
    ]);
    const pax = tarArchive([
      { name: "pax_global_header", type: "g", content: paxRecord("comment", "0123456789") },
      manifest,
      { name: "PaxHeader/x", type: "x", content: paxRecord("path", name) + paxRecord("size", "3") },
      { name: "cut", content: "pax", claimedSize: 3 },
      { name: "package/after.js", content: "after" },
    ]);
    expect((await read(gnu)).files.text(name.slice(8))).toBe("gnu");
    const { files } = await read(pax);
    expect(files.text(name.slice(8))).toBe("pax");
    expect(files.text("after.js")).toBe("after");
  });
});

describe("what npm does on installing", () => {
  test("the last of two entries with one path wins", async () => {
    const { files } = await read(
      packageTarball({ name: "package/a.js", content: "first" }, { name: "other/./a.js", content: "second" }),
    );
    expect(files.text("a.js")).toBe("second");
  });

  test("links inside the package and special files are left out, and named", async () => {
    const { files, dropped } = await read(
      packageTarball(
        { name: "package/bin/a", type: "2", link: "../a.js" },
        { name: "package/hard", type: "1", link: "package/package.json" },
        { name: "package/device", type: "3" },
        { name: "package/fifo\u001b[31m", type: "6" },
      ),
    );
    expect(files.paths).toEqual(["package.json"]);
    expect(dropped).toEqual(["package/bin/a", "package/hard", "package/device", "package/fifo\ufffd[31m"]);
  });

  test("names that differ only in case are two files", async () => {
    const { files } = await read(packageTarball({ name: "package/A.js" }, { name: "package/a.js" }));
    expect(files.paths).toEqual(["A.js", "a.js", "package.json"]);
  });

  test("a backslash is a character of the name, and invalid UTF-8 is replaced", async () => {
    const broken = tarEntry({ name: "package/b_d.js" });
    broken[9] = 0xff;
    broken.write("0000000", 148);
    broken.fill(" ", 148, 156);
    const sum = broken.subarray(0, 512).reduce((total, byte) => total + byte, 0);
    broken.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
    const bytes = Buffer.concat([broken, tarArchive([manifest, { name: "package/a\\b.js" }])]);
    expect((await read(bytes)).files.paths).toEqual(["a\\b.js", "b\ufffdd.js", "package.json"]);
  });
});

describe("a hostile tarball is refused", () => {
  const cases: readonly (readonly [string, TarBlockEntry[], RegExp])[] = [
    [
      "a path that climbs out",
      [{ name: "package/../../evil.js" }],
      /`package\/..\/..\/evil.js` leads out of the package/,
    ],
    ["a first folder that climbs out", [{ name: "../package/evil.js" }], /leads out/],
    ["a path that climbs out on Windows", [{ name: "package/..\\..\\evil.js" }], /leads out/],
    ["an absolute name", [{ name: "/etc/passwd" }], /has an absolute name/],
    ["a Windows root", [{ name: "C:/evil.js" }], /has an absolute name/],
    ["a Windows root in the package", [{ name: "package/C:\\evil.js" }], /has an absolute name/],
    [
      "a symbolic link out",
      [{ name: "package/a", type: "2", link: "../../etc/passwd" }],
      /link that leads out/,
    ],
    [
      "an absolute symbolic link",
      [{ name: "package/a", type: "2", link: "/etc/passwd" }],
      /link that leads out/,
    ],
    [
      "a link that goes down and out",
      [{ name: "package/a", type: "2", link: "b/../../c" }],
      /link that leads out/,
    ],
    ["a hard link out", [{ name: "package/a", type: "1", link: "../../etc/passwd" }], /link that leads out/],
    ["an absolute hard link", [{ name: "package/a", type: "1", link: "/etc/passwd" }], /link that leads out/],
    ["a link without target", [{ name: "package/a", type: "2" }], /half a link/],
    [
      "a file and a folder of one name",
      [{ name: "package/a" }, { name: "package/a/b.js" }],
      /`a` both as a file and as a folder/,
    ],
    [
      "a folder that replaces a file",
      [{ name: "package/a" }, { name: "package/a", type: "5" }],
      /both as a file and as a folder/,
    ],
    [
      "a NUL in a GNU long name",
      [{ name: "l", type: "L", content: "package/a\0\n\0.js" }, { name: "x" }],
      /NUL character/,
    ],
    [
      "a global header with a size",
      [{ name: "pax_global_header", type: "g", content: paxRecord("size", "3") }, { name: "package/a" }],
      /gives all entries one size/,
    ],
    ["a wrong checksum", [{ name: "package/a", checksum: 1 }], /checksum of an entry/],
    [
      "a size without content",
      [{ name: "package/a", content: "a", claimedSize: 5000 }],
      /is cut off|checksum/,
    ],
    ["a huge claimed size", [{ name: "package/a", claimedSize: 0o77777777777 }], /larger than 256 MB/],
    [
      "a pax size that is no number",
      [{ name: "p", type: "x", content: paxRecord("size", "1e300") }, { name: "package/a" }],
      /impossible size/,
    ],
    [
      "a huge extended header",
      [{ name: "p", type: "x", claimedSize: 3_000_000 }],
      /extended header of more than 1 MB/,
    ],
  ];
  test.for(cases)("%s", async ([, entries, message]) => {
    expect(await refusal(packageTarball(...entries))).toMatch(message);
  });

  test("a name's control characters do not reach the message", async () => {
    expect(await refusal(packageTarball({ name: "/\u001b[2Jx" }))).toBe(
      "The tarball is refused: the entry `/\ufffd[2Jx` has an absolute name.",
    );
  });
});

describe("what is no package's tarball", () => {
  const cases: readonly (readonly [string, Buffer, RegExp])[] = [
    ["text", Buffer.from("<!DOCTYPE html><title>404</title>".repeat(100)), /not a tar archive/],
    ["short text", Buffer.from("hello"), /not a tar archive/],
    ["compressed text", gzipSync("hello"), /not a tar archive/],
    ["a gzip in a gzip", gzipSync(packageTarball()), /not a tar archive/],
    [
      "a gzip with a wrong checksum",
      Buffer.concat([packageTarball().subarray(0, -8), Buffer.alloc(8, 7)]),
      /gzip data cannot be read/,
    ],
    ["a gzip cut off", packageTarball().subarray(0, -20), /cut off: its gzip data ends early/],
    ["only the gzip magic", Buffer.from([0x1f, 0x8b]), /cut off: its gzip data ends early/],
    [
      "an archive cut off",
      tarArchive([manifest, { name: "package/a", content: "a".repeat(600) }]).subarray(0, 1700),
      /cut off: its last entry/,
    ],
    ["an empty archive", gzipSync(Buffer.alloc(1024)), /holds no files/],
    [
      "an archive without package.json",
      tarArchive([{ name: "package/index.js" }]),
      /no package.json in its top folder/,
    ],
    [
      "a package.json that is a folder",
      tarArchive([{ name: "package/package.json/", type: "5" }]),
      /no package.json/,
    ],
  ];
  test.for(cases)("%s", async ([, bytes, message]) => {
    expect(await refusal(bytes)).toMatch(message);
  });
});

test("reading stops when the signal says so", async () => {
  const reason = new Error("enough");
  await expect(readTarball(packageTarball(), { spec: "x", signal: AbortSignal.abort(reason) })).rejects.toBe(
    reason,
  );
});
