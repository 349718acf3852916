import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readFixtures } from "../fixtures/fixtures.ts";
import { packageManagers } from "../fixtures/package-managers.ts";
import { denied, pin, pinned } from "../fixtures/scenarios.ts";
import type { LockfileInstance } from "./lockfile.ts";
import { lockfileNames, readLockfile } from "./read-lockfile.ts";

const fixtures = readFixtures();
const named = (instances: readonly LockfileInstance[]) => instances.filter(({ name }) => name === pinned);

describe("the fixtures", () => {
  it("are what `packages/` has, and nothing more", () => {
    const packages = join(import.meta.dirname, "../fixtures/packages");
    const folders = readdirSync(packages).flatMap((manager) =>
      readdirSync(join(packages, manager)).map((scenario) => `${manager}/${scenario}`),
    );
    expect(folders.sort()).toEqual(fixtures.map(({ name }) => name).sort());
  });

  it("are described with the versions that wrote them", () => {
    const readme = readFileSync(join(import.meta.dirname, "../fixtures/README.md"), "utf8");
    for (const { name, package: source, version, lockfile, formatVersion } of packageManagers) {
      const row = `| \`${name}\` | \`${source}@${version}\` | \`${lockfile}\` | ${formatVersion}`;
      expect(readme).toContain(row);
    }
  });

  it("have every kind of lockfile, good and bad", () => {
    for (const manager of packageManagers) {
      const verdicts = fixtures.filter((fixture) => fixture.manager === manager).map(({ holds }) => holds);
      expect(new Set(verdicts), manager.name).toEqual(new Set([true, false]));
    }
    const kinds = new Set(packageManagers.map(({ lockfile }) => lockfile));
    expect([...kinds].sort()).toEqual([...lockfileNames].sort());
  });
});

describe.each(fixtures)("$name", ({ manager, scenario, versions, lockfile: bytes }) => {
  const read = () => readLockfile(manager.lockfile, bytes);

  it("has every version of the pinned package that was installed", () => {
    const { instances } = read();
    const found = named(instances).map(({ version, source }) =>
      source.kind === "registry" ? version : source.kind,
    );
    expect([...new Set(found)].sort()).toEqual([...versions].sort());
  });

  it("is of the format that the package manager writes", () => {
    const { format, formatVersion, path } = read();
    expect({ format, path }).toEqual({
      format: manager.family === "npm-without-workspaces" ? "npm" : manager.family,
      path: manager.lockfile,
    });
    const nested = manager.family === "bun" && scenario.name === "override-nested";
    expect(formatVersion).toBe(nested ? "3" : manager.formatVersion);
  });

  it("tells for each instance where it stands in the file", () => {
    const lines = bytes.toString("utf8").split("\n");
    if (manager.lockfile === "bun.lockb") return;
    for (const { keyPath, line } of named(read().instances)) {
      // Bun, npm and pnpm may quote a key, yarn writes several in a line.
      expect(lines[line - 1]).toContain(keyPath.at(-1)?.split(", ")[0]);
    }
  });

  it("tells who asks for the denied version, where the format does", () => {
    if (["override-contradicts", "catalog-denied"].includes(scenario.name)) return;
    const formats = ["yarn-classic", "npm-without-workspaces"];
    if (formats.includes(manager.family) || manager.lockfile === "bun.lockb") return;
    for (const { version, requesters } of named(read().instances)) {
      if (version === denied) expect(requesters).not.toEqual([]);
    }
  });
});

const instancesOf = (name: string): readonly LockfileInstance[] => {
  const fixture = fixtures.find((each) => each.name === name);
  if (fixture === undefined) throw new Error(`there is no ${name}`);
  return readLockfile(fixture.manager.lockfile, fixture.lockfile).instances;
};

describe("an alias", () => {
  const aliases = fixtures.filter(({ scenario }) => scenario.name === "alias");
  it.each(aliases)("does not hide the denied version: $name", ({ name }) => {
    const instances = named(instancesOf(name)).filter(({ version }) => version === denied);
    expect(instances).toMatchObject([{ name: pinned, installedAs: "or-old", integrity: expect.any(String) }]);
  });
});

describe("who asked, and where it is installed", () => {
  const requester = { dependent: "workspace:packages/a", field: "dependencies", specifier: denied };
  it.each([
    ["bun-1.4.5/nested", "packages/a/node_modules/@elizaos/plugin-openrouter", [requester]],
    ["npm-11.21.2/nested", "packages/a/node_modules/@elizaos/plugin-openrouter", [requester]],
    ["pnpm-10.34.9/nested", `node_modules/.pnpm/@elizaos+plugin-openrouter@${denied}`, [requester]],
    ["yarn-4.18.1/nested", "node_modules/@elizaos/plugin-openrouter", [{ ...requester, field: null }]],
  ] as const)("%s", (name, installPath, requesters) => {
    const [instance, ...others] = named(instancesOf(name)).filter(({ version }) => version === denied);
    expect(others).toEqual([]);
    expect(instance?.requesters).toEqual(requesters);
    expect(instance?.installPath.startsWith(installPath)).toBe(true);
  });

  it.each(["bun-1.4.5", "npm-11.21.2", "pnpm-10.34.9", "yarn-4.18.1", "npm-6.14.18", "yarn-1.22.22"])(
    "%s/transitive names the package in between",
    (manager) => {
      const [instance] = named(instancesOf(`${manager}/transitive`)).filter(
        ({ version }) => version === denied,
      );
      expect(instance?.requesters.map(({ dependent }) => dependent).join()).toContain("adapter");
    },
  );
});

describe("what the lockfile remembers of the manifests", () => {
  it.each(
    fixtures.filter(
      ({ scenario, manager }) => scenario.name === "nested" && manager.lockfile !== "bun.lockb",
    ),
  )("$name", ({ manager, lockfile }) => {
    const { manifests, patterns } = readLockfile(manager.lockfile, lockfile);
    if (manifests === null) {
      expect([...(patterns ?? [])]).toEqual(
        expect.arrayContaining([`${pinned}@${pin}`, `${pinned}@${denied}`]),
      );
      return;
    }
    const specifiers = manifests.map(({ path, dependencies }) => [path, dependencies.dependencies?.[pinned]]);
    expect(Object.fromEntries(specifiers)).toMatchObject({ "": pin, "packages/a": denied });
  });
});
