import { describe, expect, it } from "vitest";
import { readLockfile } from "./read-lockfile.ts";

const read = (path: string, text: string) => readLockfile(path, Buffer.from(text));
const instances = (path: string, text: string) => read(path, text).instances;
const classic = (text: string): string => `# yarn lockfile v1\n\n\n${text}`;
const berry = (text: string): string => `__metadata:\n  version: 8\n  cacheKey: 10c0\n\n${text}`;
const bun = (packages: string, version = 1): string =>
  `{ "lockfileVersion": ${version}, "workspaces": { "": {}, "packages/b": { "name": "@s/b" } }, "packages": { ${packages} } }`;

describe("bun.lock", () => {
  it.each([
    ['"a": ["a@1.0.0", "", {}, ""]', { kind: "registry", resolved: null }],
    ['"a": ["a@file:vendor/a", {}]', { kind: "workspace", path: "vendor/a" }],
    ['"a": ["a@link:./vendor/a", {}]', { kind: "workspace", path: "vendor/a" }],
    ['"a": ["a@link:a", {}]', { kind: "folder", reference: "link:a" }],
    ['"a": ["a@file:../a", {}]', { kind: "folder", reference: "file:../a" }],
    ['"a": ["a@root:", {}]', { kind: "folder", reference: "root:" }],
    ['"a": ["a@./vendor/a.tgz", {}]', { kind: "tarball", reference: "./vendor/a.tgz" }],
    [
      '"a": ["a@https://files.localhost/a.tgz", {}]',
      { kind: "tarball", reference: "https://files.localhost/a.tgz" },
    ],
    ['"a": ["a@github:o/r#abc", {}, "o-r-abc"]', { kind: "git", reference: "github:o/r#abc" }],
    [
      '"a": ["a@git+ssh://git@h/r.git#abc", {}, "abc"]',
      { kind: "git", reference: "git+ssh://git@h/r.git#abc" },
    ],
  ])("tells where %s comes from", (entry, source) => {
    expect(instances("bun.lock", bun(entry))).toMatchObject([{ name: "a", installedAs: "a", source }]);
  });

  it("puts what lies below a workspace into the folder of the workspace", () => {
    const text = bun(
      '"@s/b": ["@s/b@workspace:packages/b"], "@s/b/a": ["a@1.0.0", "", {}, ""], "x/@t/a/b": ["b@1.0.0", "", {}, ""]',
    );
    expect(instances("bun.lock", text).map(({ installPath }) => installPath)).toEqual([
      "node_modules/@s/b",
      "packages/b/node_modules/a",
      "node_modules/x/node_modules/@t/a/node_modules/b",
    ]);
  });

  it("of version 0 names a workspace once among those who ask", () => {
    const text = `{ "lockfileVersion": 0, "workspaces": { "": {}, "p/b": { "name": "b", "dependencies": { "a": "1" } } },
      "packages": { "a": ["a@1.0.0", "", {}, ""], "b": ["b@workspace:p/b", { "dependencies": { "a": "1" } }] } }`;
    expect(instances("bun.lock", text)[0]?.requesters).toEqual([
      { dependent: "workspace:p/b", field: "dependencies", specifier: "1" },
    ]);
  });
});

describe("package-lock.json", () => {
  const npm = (packages: string) => `{ "lockfileVersion": 3, "packages": { "": {}, ${packages} } }`;
  it.each([
    ['"node_modules/a": { "version": "1.0.0" }', { kind: "registry", resolved: null }],
    [
      '"node_modules/a": { "version": "1.0.0", "resolved": "https://npm.localhost/download/a/1.0.0/abc" }',
      { kind: "registry" },
    ],
    [
      '"node_modules/a": { "version": "1.0.0", "resolved": "https://files.localhost/a.tgz" }',
      { kind: "tarball" },
    ],
    ['"node_modules/a": { "version": "1.0.0", "resolved": "file:a-1.0.0.tgz" }', { kind: "tarball" }],
    ['"node_modules/a": { "version": "1.0.0", "resolved": "git+ssh://git@h/r.git#abc" }', { kind: "git" }],
    [
      '"node_modules/a": { "resolved": "packages/a", "link": true }',
      { kind: "workspace", path: "packages/a" },
    ],
    ['"node_modules/a": { "resolved": "../a", "link": true }', { kind: "folder", reference: "../a" }],
  ])("tells where %s comes from", (entry, source) => {
    expect(instances("package-lock.json", npm(entry))).toMatchObject([{ name: "a", source }]);
  });

  it.each([
    ['"node_modules/a/b": { "version": "1.0.0" }', "b", "1.0.0"],
    ['"node_modules/a/b": {}', "b", null],
    ['"node_modules/@s/a/vendor/@t/b": { "version": "1.0.0" }', "@t/b", "1.0.0"],
    ['"node_modules/a/b": { "name": "@t/b", "version": "1.0.0" }', "@t/b", "1.0.0"],
  ])("takes %s for a folder that a package brings with it", (entry, name, version) => {
    expect(instances("package-lock.json", npm(entry))).toMatchObject([
      { name, version, source: { kind: "folder" } },
    ]);
  });

  it("says what is downloaded into a folder of a package", () => {
    const text = npm(
      '"node_modules/a/b": { "version": "1.0.0", "resolved": "https://h.localhost/@s%2fb/-/b-2.0.0.tgz" }',
    );
    expect(instances("package-lock.json", text)).toContainEqual(
      expect.objectContaining({ name: "@s/b", version: "2.0.0" }),
    );
  });

  it("says what is downloaded beside what an entry claims", () => {
    const text = npm(
      '"node_modules/a": { "version": "1.0.0", "resolved": "https://h.localhost/@s%2fb/-/b-2.0.0.tgz" }',
    );
    expect(instances("package-lock.json", text)).toMatchObject([
      { name: "a", version: "1.0.0", source: { kind: "tarball" } },
      { name: "@s/b", version: "2.0.0", installedAs: "a" },
    ]);
  });

  it("of version 2 is read twice where its halves differ, and once where they agree", () => {
    const two = (tree: string) =>
      `{ "lockfileVersion": 2, "packages": { "": {}, "node_modules/a": { "version": "1.0.0" } }, "dependencies": { "a": ${tree} } }`;
    expect(instances("package-lock.json", two('{ "version": "1.0.0" }'))).toHaveLength(1);
    expect(
      instances("package-lock.json", two('{ "version": "2.0.0" }')).map(({ version }) => version),
    ).toEqual(["1.0.0", "2.0.0"]);
  });
});

describe("yarn.lock of yarn 1", () => {
  it("knows that an empty specifier asks for any version", () => {
    const text = classic('is-number@, "@s/is-number@", is-number@7.0.0:\n  version "7.0.0"\n');
    expect(instances("yarn.lock", text).map(({ name, version }) => `${name} ${version}`)).toEqual([
      "is-number 7.0.0",
      "@s/is-number 7.0.0",
    ]);
  });

  it("tells names apart that share an entry", () => {
    const text = classic('"a@1", "b@npm:a@1", "c@npm:@s/d@1":\n  version "1.0.0"\n');
    expect(instances("yarn.lock", text).map(({ name, installedAs }) => [name, installedAs])).toEqual([
      ["a", "a"],
      ["a", "b"],
      ["@s/d", "c"],
    ]);
  });

  it("reads ranges with spaces and pipes, and comments", () => {
    const text = classic(
      '# by hand\n"a@>= 1.0 < 2 || ^3":\n  version "1.0.0"\n  dependencies:\n    b "1 || 2"\n\n"b@1 || 2":\n  version "2.0.0"\n',
    );
    expect(instances("yarn.lock", text)).toMatchObject([
      { name: "a", version: "1.0.0" },
      { name: "b", version: "2.0.0", requesters: [{ dependent: "a@1.0.0", specifier: "1 || 2" }] },
    ]);
  });
});

describe("yarn.lock of yarn 4", () => {
  const entry = (key: string, version: string, resolution: string, link = "hard") =>
    `"${key}":\n  version: ${version}\n  resolution: "${resolution}"\n  languageName: node\n  linkType: ${link}\n\n`;

  it.each([
    ["a@portal:../a::locator=b%40workspace%3Apackages%2Fb", { kind: "workspace", path: "packages/a" }],
    ["a@link:./a::locator=root%40workspace%3A.", { kind: "workspace", path: "a" }],
    ["a@file:./a#./a::hash=1&locator=root%40workspace%3A.", { kind: "workspace", path: "a" }],
    ["a@portal:../../a::locator=b%40workspace%3Apackages", { kind: "folder" }],
    ["a@file:./a.tgz#./a.tgz::hash=1&locator=root%40workspace%3A.", { kind: "tarball" }],
    ["a@https://h.localhost/a.tgz", { kind: "tarball" }],
    ["a@https://h.localhost/o/r.git#commit=abc", { kind: "git" }],
    ["a@npm:1.0.0", { kind: "registry", resolved: null }],
  ])("tells where %s comes from", (resolution, source) => {
    expect(instances("yarn.lock", berry(entry("a@x:1", "1.0.0", resolution)))).toMatchObject([
      { name: "a", source },
    ]);
  });

  it("reads the patches that yarn itself applies", () => {
    const patch = "typescript@patch:typescript@npm%3A5.6.3#optional!builtin<compat/typescript>";
    const text = berry(
      entry("typescript@npm:5.6.3", "5.6.3", "typescript@npm:5.6.3") +
        entry(patch, "5.6.3", `${patch}::version=5.6.3&hash=8c6c40`),
    );
    expect(instances("yarn.lock", text).map(({ version }) => version)).toEqual(["5.6.3", "5.6.3"]);
  });
});

describe("pnpm-lock.yaml", () => {
  it("reads a catalog whose entry is an alias, and sees when it differs", () => {
    const text = (version: string) =>
      `lockfileVersion: '9.0'\ncatalogs:\n  default:\n    b:\n      specifier: npm:a@1.0.0\n      version: ${version}\npackages:\n  a@1.0.0:\n    resolution: {integrity: sha512-x}\nsnapshots:\n  a@1.0.0: {}\n`;
    const versions = (version: string) =>
      instances("pnpm-lock.yaml", text(version)).map((each) => `${each.name} ${each.version}`);
    expect(versions("1.0.0")).toEqual(["a 1.0.0"]);
    expect(versions("2.0.0")).toEqual(["a 1.0.0", "a 2.0.0"]);
  });

  it("tells a denied version in a snapshot that no package has", () => {
    const text =
      "lockfileVersion: '9.0'\npackages:\n  a@1.0.0:\n    resolution: {integrity: sha512-x}\nsnapshots:\n  a@2.0.0(b@1.0.0): {}\n";
    expect(instances("pnpm-lock.yaml", text).map(({ version }) => version)).toEqual(["2.0.0", "1.0.0"]);
  });

  it("keeps the catalogs and overrides of both documents", () => {
    const document = (name: string) => `lockfileVersion: '9.0'\noverrides:\n  ${name}: 1.0.0\n`;
    const { overrides } = read("pnpm-lock.yaml", `---\n${document("a")}---\n${document("b")}`);
    expect(overrides).toEqual({ a: "1.0.0", b: "1.0.0" });
  });
});
