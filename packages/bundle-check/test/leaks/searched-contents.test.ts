import { describe, expect, test } from "vitest";
import { emptyConfiguration } from "../../src/configuration/configuration.js";
import { judgePackage } from "../../src/judge.js";
import { readTarball } from "../../src/package-files/read-tarball.js";
import { SearchedContents } from "../../src/rules/leaks/searched-contents.js";
import { packageTarball, type TarBlockEntry } from "../package-files/tar-blocks.js";

const token = "npm_k7Qz2mVb9XrT4wLc8NfP1sHd6YgJ3eRaUo5t";
const clean = { name: "package/index.js", content: "export const a = 1;\n" };
const leaky = { name: "package/index.js", content: `export const a = "${token}";\n` };
const homely = { name: "package/index.js", content: 'export const a = "/home/annaberg/work/a.js";\n' };
const manifest = {
  name: "package/package.json",
  content: '{"name":"a","version":"1.0.0","main":"index.js","type":"module"}',
};

/** What is found with contents that were searched before, which is what is found without. */
async function leaks(...entries: TarBlockEntry[]): Promise<string[]> {
  const searched = new SearchedContents();
  const { files } = await readTarball(packageTarball(manifest, ...entries), {
    spec: "a.tgz",
    onContents: (contents) => searched.search(contents),
  });
  const [before, anew] = [{ searched }, {}].map((known) => {
    const options = { configuration: emptyConfiguration, ...known };
    return judgePackage(files, { spec: "a.tgz" }, options)
      .findings.filter(({ rule }) => rule.startsWith("leaked-"))
      .map(({ rule, place }) => `${rule} ${place.file}`);
  });
  expect(before).toEqual(anew);
  return before ?? [];
}

describe("contents that are searched while they are unpacked", () => {
  test("are told by their bytes", () => {
    const searched = new SearchedContents();
    const [harmless, secret, home, image] = [clean, leaky, homely, leaky].map(({ content }) =>
      Buffer.from(content),
    );
    if (!harmless || !secret || !home || !image) throw new Error("There are four.");
    searched.search([
      { path: "a.js", bytes: harmless },
      { path: "b.js", bytes: secret },
      { path: "c.js", bytes: home },
      { path: "d.png", bytes: image },
    ]);
    expect([harmless, secret, home, image].map((bytes) => searched.suspicionOf(bytes))).toEqual([
      { ofSecret: false, ofHome: false },
      { ofSecret: true, ofHome: false },
      { ofSecret: false, ofHome: true },
      undefined,
    ]);
  });

  test("with nothing to find", async () => {
    expect(await leaks(clean)).toEqual([]);
  });

  test("with something", async () => {
    expect(await leaks(leaky)).toEqual(["leaked-secret index.js"]);
    expect(await leaks(homely, { ...leaky, name: "package/b.js" })).toEqual([
      "leaked-secret b.js",
      "leaked-file index.js",
    ]);
  });

  test("and replaced by a later file of the same path", async () => {
    expect(await leaks(clean, leaky)).toEqual(["leaked-secret index.js"]);
    expect(await leaks(leaky, clean)).toEqual([]);
  });
});
