import { describe, expect, test } from "vitest";
import { emptyConfiguration } from "../../src/configuration/configuration.js";
import { judgePackage } from "../../src/judge.js";
import { readTarball } from "../../src/package-files/read-tarball.js";
import { ContentsWithoutSecrets } from "../../src/rules/leaks/contents-without-secrets.js";
import { packageTarball, type TarBlockEntry } from "../package-files/tar-blocks.js";

const token = `npm_${"k7Qz2mVb9XrT4wLc8NfP1sHd6YgJ3eRaUo5t"}`;
const clean = { name: "package/index.js", content: "export const a = 1;\n" };
const leaky = { name: "package/index.js", content: `export const a = "${token}";\n` };
const manifest = {
  name: "package/package.json",
  content: '{"name":"a","version":"1.0.0","main":"index.js","type":"module"}',
};

/** The files with a secret: found with what was searched before, and without it. */
async function leaks(...entries: TarBlockEntry[]): Promise<string[]> {
  const withoutSecrets = new ContentsWithoutSecrets();
  const { files } = await readTarball(packageTarball(manifest, ...entries), {
    spec: "a.tgz",
    onContents: (contents) => withoutSecrets.search(contents),
  });
  const [before, anew] = [{ withoutSecrets }, {}].map((known) => {
    const options = { configuration: emptyConfiguration, ...known };
    const { findings } = judgePackage(files, { spec: "a.tgz" }, options);
    return findings.filter(({ rule }) => rule === "leaked-secret").map(({ place }) => place.file);
  });
  expect(before).toEqual(anew);
  return before ?? [];
}

describe("what was searched while it was unpacked", () => {
  test("has no secret, and is not searched again", async () => {
    const withoutSecrets = new ContentsWithoutSecrets();
    const [harmless, harmful] = [clean, leaky].map(({ content }) => Buffer.from(content));
    if (harmless === undefined || harmful === undefined) throw new Error();
    withoutSecrets.search([
      { path: "a.js", bytes: harmless },
      { path: "b.js", bytes: harmful },
      { path: "a.png", bytes: harmful },
    ]);
    expect([harmless, harmful].map((bytes) => withoutSecrets.has(bytes))).toEqual([true, false]);
    expect(await leaks(clean)).toEqual([]);
  });

  test("has one", async () => {
    expect(await leaks(leaky)).toEqual(["index.js"]);
    expect(await leaks(clean, { ...leaky, name: "package/b.js" })).toEqual(["b.js"]);
  });

  test("is replaced by a later file of the same path", async () => {
    expect(await leaks(clean, leaky)).toEqual(["index.js"]);
    expect(await leaks(leaky, clean)).toEqual([]);
  });
});
