import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readSurroundings } from "../../src/surroundings/read-surroundings.js";
import { temporaryTestFolder } from "../package-files/temporary-test-folder.js";

const plain = JSON.stringify({ name: "a", version: "1.0.0" });

describe("what a repository says about Bun", () => {
  it("is read from every file that can name a release, nearest first", async () => {
    const folder = temporaryTestFolder({
      ".git/HEAD": "ref: refs/heads/main\n",
      "package.json": JSON.stringify({
        packageManager: "bun@1.3.11+sha256.abc",
        devDependencies: { bun: "1.4.0" },
      }),
      ".bun-version": "v1.3.10\n",
      ".tool-versions": "nodejs 24.0.0\nbun 1.3.12\n",
      "mise.toml": '[tools]\nnode = "24"\nbun = "1.3.13"\n',
      "bun.lock": '{ "packages": {\n    "bun": ["bun@1.3.14", "", {}, "sha512-x"],\n} }',
      ".github/workflows/release.yaml":
        "jobs:\n  a:\n    steps:\n      - uses: oven-sh/setup-bun@v2\n        with:\n          bun-version: '1.4.0' # pinned\n",
      "packages/a/package.json": plain,
      "packages/a/.bun-version": "1.4.5",
    });
    const { bunReleases } = await readSurroundings(join(folder, "packages/a"));
    expect(bunReleases).toEqual([
      { release: "1.4.5", toldBy: ".bun-version" },
      { release: "1.3.11", toldBy: "packageManager in ../../package.json" },
      { release: "1.4.0", toldBy: "devDependencies in ../../package.json" },
      { release: "1.3.10", toldBy: "../../.bun-version" },
      { release: "1.3.12", toldBy: "../../.tool-versions" },
      { release: "1.3.13", toldBy: "../../mise.toml" },
      { release: "1.3.14", toldBy: "../../bun.lock" },
      { release: "1.4.0", toldBy: "bun-version in ../../.github/workflows/release.yaml" },
    ]);
  });

  it("ends at the root of the repository", async () => {
    const folder = temporaryTestFolder({
      ".bun-version": "1.3.13",
      "repository/.git": "gitdir: elsewhere\n",
      "repository/package.json": plain,
    });
    expect((await readSurroundings(join(folder, "repository"))).bunReleases).toEqual([]);
  });

  it("is nothing where no exact release stands, or the files cannot be read", async () => {
    const folder = temporaryTestFolder({
      ".git/HEAD": "",
      "package.json": "{ not json",
      ".bun-version": "latest",
      ".tool-versions": "bun 1.3\n",
      ".github/workflows/ci.yml":
        "bun-version: $\u007b{ matrix.bun }}\nbun-version: latest\nbun-version: ^1.3.0\nbun-version-file: .bun-version\n",
    });
    expect(await readSurroundings(folder)).toEqual({ bunReleases: [], bundlesWithBun: false });
    expect(await readSurroundings(join(folder, "gone"))).toEqual({ bunReleases: [], bundlesWithBun: false });
    expect(await readSurroundings(null)).toEqual({ bunReleases: [], bundlesWithBun: false });
  });
});

describe("that Bun is the bundler", () => {
  const cases: [string, Record<string, string>, boolean][] = [
    [
      "a script",
      { "package.json": '{ "scripts": { "build": "rm -r dist && bun build src/index.ts" } }' },
      true,
    ],
    ["a build file", { "package.json": plain, "build.ts": "await Bun.build({ entrypoints })" }, true],
    ["an import", { "package.json": plain, "scripts/build.mjs": 'import { $, build } from "bun";' }, true],
    ["running a script", { "package.json": '{ "scripts": { "build": "bun run build.ts" } }' }, false],
    ["another bundler", { "package.json": plain, "build.ts": 'import { build } from "esbuild";' }, false],
  ];
  it.each(cases)("%s", async (_name, files, expected) => {
    const folder = temporaryTestFolder({ ".git/HEAD": "", ...files });
    expect((await readSurroundings(folder)).bundlesWithBun).toBe(expected);
  });
});
