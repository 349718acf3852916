import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { integrityOf, PackError, packPackage } from "./pack.ts";

const source = "export const answer = 42;\n";
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pack-"));
  mkdirSync(join(folder, "package"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function writePackage(manifest: object): string {
  const directory = join(folder, "package");
  writeFileSync(join(directory, "package.json"), JSON.stringify(manifest));
  writeFileSync(join(directory, "index.js"), source);
  return directory;
}

describe("packing", () => {
  it("gives the same bytes every time", async () => {
    const directory = writePackage({ name: "small", version: "1.0.0" });
    const first = await packPackage(directory, join(folder, "first"));
    const second = await packPackage(directory, join(folder, "second"));
    expect(first.integrity).toMatch(/^sha512-[A-Za-z0-9+/]{86}==$/);
    expect(second.integrity).toBe(first.integrity);
  });

  it("runs no lifecycle script: one that changed the package would change what was tested", async () => {
    const cut = "node -e \"require('fs').writeFileSync('index.js', '')\"";
    const scripts = { prepack: cut, prepare: cut, postpack: cut, prepublishOnly: cut };
    const directory = writePackage({ name: "small", version: "1.0.0", scripts });
    await packPackage(directory, join(folder, "out"));
    expect(readFileSync(join(directory, "index.js"), "utf8")).toBe(source);
  });

  it("fails with the reason when there is nothing to pack", async () => {
    const attempt = packPackage(join(folder, "package"), join(folder, "out"));
    await expect(attempt).rejects.toThrow(PackError);
    await expect(attempt).rejects.toThrow(/bun pm pack.*failed/);
  });

  it("fails when the folder already holds a tarball, which might be the stale one", async () => {
    const directory = writePackage({ name: "small", version: "1.0.0" });
    mkdirSync(join(folder, "out"));
    writeFileSync(join(folder, "out", "small-0.9.0.tgz"), "stale");
    await expect(packPackage(directory, join(folder, "out"))).rejects.toThrow("2 tarballs");
  });
});

describe("the integrity", () => {
  it("is the sha512 that registries publish", () => {
    expect(integrityOf(Buffer.from("abc"))).toBe(
      "sha512-3a81oZNherrMQXNJriBBMRLm+k6JqX6iCp7u5ktV05ohkpkqJ0/BqDa6PCOj/uu9RU1EI2Q86A4qmslPpUyknw==",
    );
  });
});
