import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { findExecutable } from "../../src/package-files/find-executable.js";
import { openPackage } from "../../src/package-files/open-package.js";
import { packageManagerOf } from "../../src/package-files/package-manager.js";
import { temporaryTestFolder, withEnvironment } from "./temporary-test-folder.js";

const HOOKS = [
  "prepack",
  "postpack",
  "prepare",
  "prepublish",
  "prepublishOnly",
  "preinstall",
  "install",
  "postinstall",
];

/** A package whose every script, hook and preload would leave a file behind. */
function trappedPackage(
  fields: Readonly<Record<string, unknown>>,
  files: Readonly<Record<string, string>> = {},
) {
  const mark = `require("node:fs").writeFileSync(require("node:path").join(__dirname, "MARK"), "")`;
  const folder = temporaryTestFolder({
    "package.json": JSON.stringify({
      name: "@scope/trapped",
      version: "1.0.0",
      private: true,
      main: "dist/index.js",
      files: ["dist"],
      scripts: Object.fromEntries(HOOKS.map((hook) => [hook, "echo ran > MARK"])),
      ...fields,
    }),
    "dist/index.js": "export {}",
    "dist/.hidden": "",
    "src/index.ts": "",
    ".git/HEAD": "ref: refs/heads/main",
    "trap.cjs": mark,
    ".pnpmfile.cjs": mark,
    "bunfig.toml": 'preload = ["./trap.cjs"]',
    ".yarnrc": 'yarn-path "./trap.cjs"',
    ".npmrc": "node-options=--require=./trap.cjs\nignore-scripts=false",
    ...files,
  });
  return folder;
}

function everyFile(folder: string): Map<string, string> {
  const found = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return new Map(
    found.map((entry) => [
      join(entry.parentPath, entry.name),
      readFileSync(join(entry.parentPath, entry.name), "latin1"),
    ]),
  );
}

/** Opens a folder, and sees to it that neither the folder nor the temporary folder was touched. */
async function openUntouched(folder: string) {
  const temporary = temporaryTestFolder();
  withEnvironment({ TMPDIR: temporary });
  const before = everyFile(folder);
  const messages: string[] = [];
  try {
    return { ...(await openPackage(folder, { onProgress: (message) => messages.push(message) })), messages };
  } finally {
    expect(everyFile(folder)).toEqual(before);
    expect(readdirSync(temporary).filter((name) => name.startsWith("bundle-check-"))).toEqual([]);
  }
}

/** The folder of a package manager's program, which the machine may have or npm fetches. */
function programFolder(program: string, release: string): string {
  const installed = findExecutable(program);
  if (installed !== undefined) return dirname(installed);
  const found = execFileSync(
    "npm",
    ["exec", "--yes", `--package=${release}`, "--call", `command -v ${program}`],
    {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
      cwd: "/",
    },
  );
  return dirname(found.trim());
}

const packed = ["dist/.hidden", "dist/index.js", "package.json"];

describe("packing runs none of the package's code", () => {
  const path = process.env.PATH ?? "";
  let folders: Readonly<Record<string, string>> = {};
  beforeAll(() => {
    folders = {
      bun: programFolder("bun", "bun@1.4.5"),
      pnpm: programFolder("pnpm", "pnpm@10.34.5"),
      yarn: programFolder("yarn", "yarn@1.22.22"),
      npm: programFolder("npm", "npm"),
    };
  }, 300_000);

  test.for(["npm", "bun", "pnpm", "yarn"])("%s", async (manager) => {
    withEnvironment({ PATH: `${folders[manager]}${delimiter}${path}` });
    const folder = trappedPackage(
      {},
      {
        [{ npm: "package-lock.json", bun: "bun.lock", pnpm: "pnpm-lock.yaml", yarn: "yarn.lock" }[manager] ??
          ""]: "",
      },
    );
    const { target, files, messages } = await openUntouched(folder);
    expect(messages).toEqual([`Packing @scope/trapped with ${manager}`]);
    expect(files.paths).toEqual(packed);
    expect(target).toMatchObject({
      kind: "directory",
      directory: folder,
      integrity: expect.stringMatching(/^sha512-/),
    });
    expect(target.tarballSize).toBeGreaterThan(100);
  });

  test("bun replaces workspace and catalog ranges", async () => {
    withEnvironment({ PATH: `${folders.bun}${delimiter}${path}` });
    const root = temporaryTestFolder({
      "package.json": JSON.stringify({
        name: "root",
        private: true,
        packageManager: "bun@1.4.5",
        workspaces: { packages: ["packages/*"], catalog: {} },
      }),
      "packages/a/package.json": '{"name":"a","version":"1.2.3","dependencies":{"b":"workspace:*"}}',
      "packages/b/package.json": '{"name":"b","version":"4.5.6"}',
    });
    execFileSync("bun", ["install"], { cwd: root, stdio: "ignore", env: process.env });
    const { files } = await openPackage(join(root, "packages/a"));
    expect(JSON.parse(files.text("package.json"))).toMatchObject({ dependencies: { b: "4.5.6" } });
  });
});

test("npm packs instead of a manager that is not there, and says so", async () => {
  const bin = join(temporaryTestFolder(), "bin");
  mkdirSync(bin);
  for (const program of ["npm", "node"]) symlinkSync(findExecutable(program) ?? "", join(bin, program));
  withEnvironment({ PATH: `${bin}${delimiter}/usr/bin${delimiter}/bin` });
  const { files, messages } = await openUntouched(trappedPackage({ packageManager: "pnpm@10.0.0" }));
  expect(files.paths).toEqual(packed);
  expect(messages[0]).toMatch(/^pnpm is not on PATH, so npm packs instead/);
});

test("yarn's later releases are not asked when they would run code", async () => {
  const bin = temporaryTestFolder();
  // Stands for yarn 4; any other use of it than asking for its version fails.
  const yarn = join(bin, "yarn");
  execFileSync("sh", [
    "-c",
    `printf '#!/bin/sh\\n[ "$1" = --version ] && echo 4.9.2' > "$0"; chmod +x "$0"`,
    yarn,
  ]);
  withEnvironment({ PATH: `${bin}${delimiter}${process.env.PATH}` });
  const scripts = await openUntouched(trappedPackage({ packageManager: "yarn@4.9.2" }));
  expect(scripts.messages[0]).toMatch(/^yarn would run the package's prepack script, so npm packs instead/);
  const plugins = await openUntouched(
    trappedPackage(
      { packageManager: "yarn@4.9.2", scripts: {} },
      { ".yarnrc.yml": '{ "\\x70lugins": [./trap.cjs] }' },
    ),
  );
  expect(plugins.messages[0]).toMatch(/^yarn would load the plugins of .yarnrc.yml/);
  expect(plugins.files.paths).toEqual(packed);
});

test("a member of a workspace and its root are packed as themselves", async () => {
  const root = temporaryTestFolder({
    "package.json":
      '{"name":"root","version":"1.0.0","workspaces":["packages/*"],"files":["a.js"],"packageManager":"npm@11.0.0"}',
    "a.js": "",
    "packages/b/package.json": '{"name":"b","version":"1.0.0"}',
    "packages/b/b.js": "",
  });
  withEnvironment({ npm_config_dry_run: "true", npm_config_workspaces: "true" });
  expect((await openPackage(root)).files.paths).toEqual(["a.js", "package.json"]);
  expect((await openPackage(join(root, "packages/b"))).files.paths).toEqual(["b.js", "package.json"]);
});

describe("a folder that cannot be packed", () => {
  const identity = (name: string, version: string) => ({ "package.json": JSON.stringify({ name, version }) });
  const cases: readonly (readonly [string, Readonly<Record<string, string>>, RegExp])[] = [
    ["without package.json", { "index.js": "" }, /package.json does not exist/],
    ["with a package.json that is a folder", { "package.json/x": "" }, /package.json is a folder/],
    ["with a package.json that is not JSON", { "package.json": "{" }, /package.json is not JSON/],
    ["with a list as package.json", { "package.json": "[]" }, /not a JSON object/],
    ["without a name", { "package.json": '{"version":"1.0.0"}' }, /has no name, .*--as-is/],
    ["without a version", { "package.json": '{"name":"a"}' }, /has no version/],
    [
      "with a name that is a path",
      identity("a/../../../b", "1.0.0"),
      /the name "a\/..\/..\/..\/b", which is no package name/,
    ],
    ["with a name that is a sentence", identity("a b", "1.0.0"), /which is no package name/],
    ["with a version that is a path", identity("a", "1.0.0/../../b"), /which is no version/],
    ["with a version that is a word", identity("a", "one"), /which is no version/],
    [
      "that the manager refuses",
      { "package.json": identity("a", "1.0.0")["package.json"].replace("}", ',"files":{}}') },
      /npm could not pack the folder:\n.*npm error/s,
    ],
  ];
  test.for(cases)("%s", async ([, files, message]) => {
    const folder = temporaryTestFolder({ ".git/HEAD": "", ...files });
    await expect(openUntouched(folder)).rejects.toMatchObject({
      name: "UnreadableTargetError",
      spec: folder,
      message: expect.stringMatching(message),
    });
  });

  test("a package.json with a byte order mark is packed", async () => {
    const folder = temporaryTestFolder({
      "package.json": '\ufeff{"name":"a","version":"1.0.0"}',
      ".git/HEAD": "",
    });
    expect((await openUntouched(folder)).files.paths).toEqual(["package.json"]);
  });

  test("because npm is not there", async () => {
    withEnvironment({ PATH: temporaryTestFolder() });
    const folder = temporaryTestFolder({ "package.json": '{"name":"a","version":"1.0.0"}' });
    await expect(openUntouched(folder)).rejects.toThrow(/npm is not on PATH/);
  });

  test("because it was interrupted", async () => {
    const bin = temporaryTestFolder();
    execFileSync("sh", ["-c", `printf '#!/bin/sh\\nexec sleep 60' > "$0"; chmod +x "$0"`, join(bin, "npm")]);
    const temporary = temporaryTestFolder();
    const folder = temporaryTestFolder({ "package.json": '{"name":"a","version":"1.0.0"}', ".git/HEAD": "" });
    withEnvironment({ PATH: `${bin}${delimiter}/usr/bin${delimiter}/bin`, TMPDIR: temporary });
    const reason = new Error("interrupted");
    const controller = new AbortController();
    setTimeout(() => controller.abort(reason), 300);
    await expect(openPackage(folder, { signal: controller.signal })).rejects.toBe(reason);
    expect(readdirSync(temporary)).toEqual([]);
  });
});

describe("which manager packs a folder", () => {
  const cases: readonly (readonly [string, Readonly<Record<string, string>>, string])[] = [
    ["nothing says anything", { ".git/HEAD": "" }, "npm"],
    ["packageManager", { "a/package.json": '{"packageManager":"pnpm@10.0.0"}' }, "pnpm"],
    [
      "packageManager of the root",
      { "package.json": '{"packageManager":"bun@1.4.5"}', "a/package.json": "{}" },
      "bun",
    ],
    [
      "packageManager before a lockfile beside it",
      { "package.json": '{"packageManager":"yarn@4.0.0"}', "bun.lock": "" },
      "yarn",
    ],
    ["a lockfile further up", { "pnpm-lock.yaml": "", "a/package.json": "{}" }, "pnpm"],
    ["the nearest lockfile", { "bun.lock": "", "a/package-lock.json": "" }, "npm"],
    ["two lockfiles", { "a/yarn.lock": "", "a/bun.lockb": "" }, "bun"],
    ["devEngines", { "a/package.json": '{"devEngines":{"packageManager":{"name":"yarn"}}}' }, "yarn"],
    ["an unknown manager", { "a/package.json": '{"packageManager":"vlt@1.0.0"}', "a/yarn.lock": "" }, "yarn"],
    ["a package.json that is broken", { "package.json": "{", "bun.lock": "" }, "bun"],
    ["a lockfile above the repository", { "bun.lock": "", "a/.git/HEAD": "" }, "npm"],
  ];
  test.for(cases)("%s", ([, files, expected]) => {
    const folder = temporaryTestFolder(files);
    mkdirSync(join(folder, "a"), { recursive: true });
    expect(packageManagerOf(join(folder, "a"))).toBe(expected);
  });
});
