import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { bunLock, consumer, denied, npmLock, pin, plugin, policy } from "../testing/lockfiles.ts";
import { checkRepository, runPinCheck } from "../testing/run-pin-check.ts";
import { type ScratchFiles, scratchRepository } from "../testing/scratch-repository.ts";

const root = { name: "consumer", dependencies: { [plugin]: pin } };
const workspaces = (globs: unknown, more: object = {}) => ({ ...root, workspaces: globs, ...more });
const bad = { name: "bad", dependencies: { [plugin]: "^2.0.0-alpha.10" } };
const good = { name: "good", dependencies: { [plugin]: pin } };

async function check(files: ScratchFiles, changes: object = {}) {
  return await checkRepository(scratchRepository({ "pins.json": policy({ ...changes }), ...files }));
}

function locked(manifests: Record<string, object>): object {
  return npmLock(
    { "": root, ...(manifests as Record<string, Record<string, unknown>>) },
    { [`node_modules/${plugin}`]: pin },
  );
}

describe("what cannot be read is exit code 2, never ok:", () => {
  const cases: Record<string, ScratchFiles> = {
    "no package.json": { "package.json.bak": "{}" },
    "a package.json that is cut off": { ...consumer(pin), "package.json": '{"name": "consumer", "depend' },
    "an empty package.json": { ...consumer(pin), "package.json": "" },
    "a package.json that is a list": { ...consumer(pin), "package.json": "[]" },
    "a package.json in UTF-16": { ...consumer(pin), "package.json": Buffer.from('{"name":"x"}', "utf16le") },
    "a package.json with the marks of a merge": {
      ...consumer(pin),
      "package.json": `{\n<<<<<<< HEAD\n"name": "a"\n=======\n"name": "b"\n>>>>>>> b\n}\n`,
    },
    "a dependency that stands twice": {
      ...consumer(pin),
      "package.json": `{"name":"consumer","dependencies":{"${plugin}":"${denied}","${plugin}":"${pin}"}}`,
    },
    "dependencies that stand twice": {
      ...consumer(pin),
      "package.json": `{"name":"consumer","dependencies":{"${plugin}":"${denied}"},"dependencies":{"${plugin}":"${pin}"}}`,
    },
    "comments in a package.json that npm reads": {
      ...consumer(pin),
      "package.json": `{"name":"consumer", // why\n"dependencies":{"${plugin}":"${pin}"}}`,
    },
    "a package.json of a thousand brackets": { ...consumer(pin), "package.json": "[".repeat(100_000) },
    "dependencies that are a text": { ...consumer(pin), "package.json": '{"dependencies": "x"}' },
    "a workspace's package.json that is cut off": {
      ...consumer(pin),
      "package.json": workspaces(["packages/*"]),
      "packages/a/package.json": "{",
    },
    "workspaces that are a number": { ...consumer(pin), "package.json": workspaces(7) },
    "workspaces outside of the root": { ...consumer(pin), "package.json": workspaces(["../*"]) },
    "a pnpm-workspace.yaml with a key that stands twice": {
      ...consumer(pin),
      "pnpm-workspace.yaml": `catalog:\n  "${plugin}": ${pin}\n  "${plugin}": ${denied}\n`,
    },
    "a .yarnrc.yml that is no YAML": { ...consumer(pin), ".yarnrc.yml": "catalog: [" },
    "aliases that multiply": {
      ...consumer(pin),
      "pnpm-workspace.yaml": `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d]\nf: [*e,*e,*e,*e,*e,*e,*e,*e]\n`,
    },
    "a lockfile that is cut off": {
      ...consumer(pin),
      "package-lock.json": '{"lockfileVersion": 3, "packages": {',
    },
    "an empty lockfile": { ...consumer(pin), "package-lock.json": "" },
    "a second lockfile that cannot be read": { ...consumer(pin), "yarn.lock": "<<<<<<< HEAD\n" },
    "a lockfile of a newer version": {
      "package.json": root,
      "bun.lock": bunLock({ version: 4, workspaces: { "": root }, packages: {} }),
    },
    "a binary lockfile that is none": { "package.json": root, "bun.lockb": "not a lockfile" },
    "the files of an interrupted move": { ...consumer(pin), ".pin-check-bump/journal.json": "{}" },
  };

  it.each(Object.entries(cases))("%s", async (_name, files) => {
    const { exitCode, report } = await check(files);
    expect(report.unreadable).not.toEqual([]);
    expect(exitCode).toBe(2);
    for (const { file, message, hint } of report.unreadable) {
      expect(file).not.toBe("");
      expect(message).toMatch(/\S/);
      expect(hint).toMatch(/\.$/);
    }
  });

  it.each<[string, string | object]>([
    ["no JSON", "{"],
    ["no pins", { pins: [] }],
    ["no list", { pins: {} }],
    ["an unknown key", { pins: [{ package: plugin, version: pin, denyed: [] }] }],
    ["a range", { pins: [{ package: plugin, version: "^2.0.0" }] }],
    ["a version with a v", { pins: [{ package: plugin, version: `v${pin}` }] }],
    ["a denied range", { pins: [{ package: plugin, version: pin, denied: ["<2.0.0"] }] }],
    ["no package", { pins: [{ version: pin }] }],
    [
      "one package twice",
      {
        pins: [
          { package: plugin, version: pin },
          { package: plugin, version: denied },
        ],
      },
    ],
    ["a key twice", `{"pins":[{"package":"${plugin}","version":"${denied}","version":"${pin}"}]}`],
    ["an integrity that is none", { pins: [{ package: plugin, version: pin, integrity: "md5-x" }] }],
    ["a flag that is a text", { pins: [{ package: plugin, version: pin, allowWorkspace: "yes" }] }],
    [
      "__proto__",
      `{"pins":[{"package":"${plugin}","version":"${pin}","__proto__":{"allowWorkspace":true}}]}`,
    ],
  ])("a policy with %s", async (_name, content) => {
    const { exitCode, report } = await check({ ...consumer(pin), "pins.json": content });
    expect(report.unreadable[0]?.file).toBe("pins.json");
    expect(exitCode).toBe(2);
  });

  it("a root or a policy that is not there", async () => {
    const there = scratchRepository(consumer(pin));
    expect((await runPinCheck(["--root", join(there, "missing")])).exitCode).toBe(2);
    expect((await runPinCheck(["--root", there, "--policy", join(there, "missing.json")])).exitCode).toBe(2);
  });

  it("files and workspaces that are links out of the root", async () => {
    const outside = scratchRepository({
      "package.json": bad,
      "package-lock.json": "{}",
      "a/package.json": bad,
    });
    const linkedFile = scratchRepository({ "pins.json": policy(), "package.json": root });
    symlinkSync(join(outside, "package-lock.json"), join(linkedFile, "package-lock.json"));
    expect((await checkRepository(linkedFile)).exitCode).toBe(2);

    const linkedFolder = scratchRepository({
      "pins.json": policy(),
      ...consumer(pin),
      "package.json": workspaces(["packages/*"]),
    });
    mkdirSync(join(linkedFolder, "packages"));
    symlinkSync(join(outside, "a"), join(linkedFolder, "packages/a"));
    expect((await checkRepository(linkedFolder)).exitCode).toBe(2);
  });

  it("a lockfile that is a folder, or a link to nothing", async () => {
    const folder = scratchRepository({ "pins.json": policy(), "package.json": root, "bun.lock/x": "" });
    expect((await checkRepository(folder)).exitCode).toBe(2);
    const dangling = scratchRepository({ "pins.json": policy(), "package.json": root });
    symlinkSync("nowhere", join(dangling, "bun.lock"));
    expect((await checkRepository(dangling)).exitCode).toBe(2);
  });
});

describe("which manifests are looked at:", () => {
  const looked: Record<string, ScratchFiles> = {
    "a glob": { "package.json": workspaces(["packages/*"]), "packages/a/package.json": bad },
    "an object": { "package.json": workspaces({ packages: ["packages/*"] }), "packages/a/package.json": bad },
    "a deep glob": { "package.json": workspaces(["packages/**"]), "packages/x/y/z/package.json": bad },
    "a folder": { "package.json": workspaces(["./apps/web/"]), "apps/web/package.json": bad },
    braces: { "package.json": workspaces(["{apps,libs}/*"]), "libs/a/package.json": bad },
    "braces with a slash": {
      "package.json": workspaces(["{apps/web,libs/*}"]),
      "apps/web/package.json": bad,
    },
    "taken out and in again": {
      "package.json": workspaces(["packages/*", "!packages/a", "packages/a"]),
      "packages/a/package.json": bad,
    },
    "pnpm-workspace.yaml": {
      "package.json": root,
      "pnpm-workspace.yaml": "packages:\n  - packages/*\n",
      "packages/a/package.json": bad,
    },
    "a link inside of the root": { "package.json": workspaces(["linked/*"]), "real/a/package.json": bad },
  };

  it.each(Object.entries(looked))("%s", async (name, files) => {
    const repository = scratchRepository({
      "pins.json": policy(),
      "package-lock.json": locked({}),
      ...files,
    });
    if (name.startsWith("a link")) symlinkSync("real", join(repository, "linked"));
    const { exitCode, report } = await checkRepository(repository);
    expect(report.findings.map(({ rule }) => rule)).toContain("inexact-pin");
    expect(exitCode).toBe(1);
  });

  const passedOver: Record<string, ScratchFiles> = {
    node_modules: { "package.json": workspaces(["**"]), "node_modules/x/package.json": bad },
    "node_modules of a workspace": {
      "package.json": workspaces(["packages/**"]),
      "packages/a/node_modules/b/package.json": bad,
    },
    "an excluded folder": {
      "package.json": workspaces(["packages/*", "!packages/a"]),
      "packages/a/package.json": bad,
    },
    "what lies below an exclusion": {
      "package.json": workspaces(["packages/**", "!**/test/**"]),
      "packages/x/test/y/package.json": bad,
    },
    "pnpm's exclusion, wherever it stands": {
      "package.json": root,
      "pnpm-workspace.yaml": 'packages:\n  - "!packages/a"\n  - packages/*\n',
      "packages/a/package.json": bad,
    },
    "a folder that git ignores": {
      "package.json": workspaces(["packages/*"]),
      ".gitignore": "packages/generated*/\n",
      "packages/generated-1/package.json": bad,
    },
    "a folder that a .gitignore below ignores": {
      "package.json": workspaces(["packages/*"]),
      "packages/.gitignore": "a\n",
      "packages/a/package.json": bad,
    },
    "a folder that no glob names": {
      "package.json": workspaces(["packages/*"]),
      "examples/a/package.json": bad,
    },
    "a circle of links": { "package.json": workspaces(["packages/**"]) },
  };

  it.each(Object.entries(passedOver))("not %s", async (name, files) => {
    const repository = scratchRepository({
      "pins.json": policy(),
      "package-lock.json": locked({}),
      ...files,
    });
    if (name.startsWith("a circle")) {
      mkdirSync(join(repository, "packages"));
      symlinkSync("..", join(repository, "packages", "up"));
    }
    const { exitCode, report } = await checkRepository(repository);
    expect(report.findings).toEqual([]);
    expect(exitCode).toBe(0);
  });
});

describe("data of strangers", () => {
  it("changes nothing with __proto__ and constructor as keys", async () => {
    const manifest = `{"name":"consumer","__proto__":{"dependencies":{"${plugin}":"*"}},"constructor":{"prototype":{"x":1}},
      "dependencies":{"${plugin}":"${pin}","__proto__":"1.0.0","constructor":"1.0.0"},
      "overrides":{"__proto__":{"${plugin}":"${pin}"}},"workspaces":{"__proto__":["x"]}}`;
    const { exitCode, report } = await check({ ...consumer(pin), "package.json": manifest });
    expect(report.findings.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(exitCode).toBe(0);
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(Reflect.get({}, "dependencies")).toBeUndefined();
  });

  it("finds the pin below __proto__, too", async () => {
    const manifest = `{"name":"consumer","dependencies":{"${plugin}":"${pin}"},"overrides":{"__proto__":{"${plugin}":"${denied}"}}}`;
    const { report } = await check({ ...consumer(pin), "package.json": manifest });
    expect(report.findings[0]).toMatchObject({
      rule: "override-contradicts-pin",
      keyPath: ["overrides", "__proto__", plugin],
    });
  });

  it("cannot write to the terminal or to a build log", async () => {
    const hostile = "\u001b[2J::error::owned\n::warning::x ##[error]y \u202e";
    for (const format of ["text", "github"]) {
      const repository = scratchRepository({ "pins.json": policy(), ...consumer(hostile) });
      const { stdout } = await runPinCheck(["--root", repository, "--artifact", "off", "--format", format]);
      for (const obeyed of ["\u001b", "\u202e"]) expect(stdout).not.toContain(obeyed);
      expect(stdout).not.toMatch(/^::(?:error|warning)::/m);
      expect(stdout).not.toContain("##[error]");
    }
  });

  it("are read with a byte-order mark, with CRLF, and with Bun's comments", async () => {
    const text = JSON.stringify(root, null, 2).replaceAll("\n", "\r\n");
    expect((await check({ ...consumer(pin), "package.json": `\ufeff${text}` })).exitCode).toBe(0);
    const commented = `{ // why\n "name": "consumer", "dependencies": { "${plugin}": "${pin}", }, }`;
    const bun = bunLock({ workspaces: { "": root }, packages: { [plugin]: `${plugin}@${pin}` } });
    expect((await check({ "package.json": commented, "bun.lock": bun })).exitCode).toBe(0);
  });

  it("in great number are looked at in time", async () => {
    const files: Record<string, object> = {};
    for (let index = 0; index < 300; index += 1)
      files[`packages/p${index}/package.json`] = { ...good, name: `p${index}` };
    const manifests = Object.fromEntries(
      Object.keys(files).map((path) => [path.replace(/\/package\.json$/, ""), good]),
    );
    const started = performance.now();
    const { exitCode } = await check({
      "package.json": workspaces(["packages/*"]),
      ...files,
      "package-lock.json": locked(manifests),
    });
    expect(exitCode).toBe(0);
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});

describe("the check", () => {
  it("writes nothing and runs nothing in the repository", async () => {
    const repository = scratchRepository({ "pins.json": policy(), ...consumer(pin) });
    writeFileSync(join(repository, ".npmrc"), "script-shell=false\n");
    const { readdirSync, statSync } = await import("node:fs");
    const before = readdirSync(repository).map((name) => [name, statSync(join(repository, name)).mtimeMs]);
    await checkRepository(repository);
    expect(readdirSync(repository).map((name) => [name, statSync(join(repository, name)).mtimeMs])).toEqual(
      before,
    );
  });
});
