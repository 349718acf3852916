import { describe, expect, test } from "vitest";
import { createPackageFiles } from "../../src/package-files/create-package-files.js";
import { TextCache } from "../../src/package-files/text-cache.js";

describe("files in memory", () => {
  const files = createPackageFiles([
    ["./package.json", "{}"],
    ["b.js", "first"],
    ["b.js", "second"],
    ["B.js", Uint8Array.of(0xef, 0xbb, 0xbf, 0x61, 0xff)],
    ["__proto__", "harmless"],
  ]);

  test("are listed by code unit, the last of a name counts", () => {
    expect(files.paths).toEqual(["B.js", "__proto__", "b.js", "package.json"]);
    expect(files.text("b.js")).toBe("second");
    expect(files.text("__proto__")).toBe("harmless");
  });

  test("are decoded without byte order mark, invalid bytes replaced", () => {
    expect(files.text("B.js")).toBe("a\ufffd");
    expect(files.size("B.js")).toBe(5);
    expect(files.bytes("B.js")).toHaveLength(5);
  });

  test.for(["c.js", "constructor", "", "./b.js"])("has no %j", (path) => {
    expect(files.has(path)).toBe(false);
    expect(() => files.size(path)).toThrow(/has no file/);
    expect(() => files.bytes(path)).toThrow(/has no file/);
    expect(() => files.text(path)).toThrow(/has no file/);
  });

  test("the list cannot be changed", () => {
    expect(Object.isFrozen(files.paths)).toBe(true);
  });

  test.for(["", ".", "/", "/a", "../a", "a/../../b", "C:/a"])("%j is no path of a package", (path) => {
    expect(() => createPackageFiles([[path, ""]])).toThrow(TypeError);
  });
});

describe("the cache of decoded text", () => {
  test("keeps what was read last, within its budget", () => {
    const cache = new TextCache(10);
    const decoded: string[] = [];
    const read = (path: string, length: number) =>
      cache.read(path, () => {
        decoded.push(path);
        return "x".repeat(length);
      });
    read("a", 4);
    read("b", 4);
    read("a", 4);
    read("c", 4);
    read("a", 4);
    read("b", 4);
    expect(decoded).toEqual(["a", "b", "c", "b"]);
  });

  test("keeps a text larger than the budget until the next one", () => {
    const cache = new TextCache(10);
    let decoded = 0;
    const large = () =>
      cache.read("large", () => {
        decoded += 1;
        return "x".repeat(100);
      });
    large();
    large();
    expect(decoded).toBe(1);
    cache.read("small", () => "s");
    large();
    expect(decoded).toBe(2);
  });
});
