import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UnreadableFileError } from "../documents/document.ts";
import { readFixtures } from "../fixtures/fixtures.ts";
import { pinned } from "../fixtures/scenarios.ts";
import type { Lockfile } from "./lockfile.ts";
import { lockfileNames, readLockfile } from "./read-lockfile.ts";

/** The lockfile, or null when it is refused; anything else that is thrown fails the test. */
function readOrRefuse(path: string, bytes: Uint8Array): Lockfile | null {
  try {
    return readLockfile(path, bytes);
  } catch (error) {
    if (error instanceof UnreadableFileError) return null;
    throw error;
  }
}

/** Those that need no child process. */
const fixtures = readFixtures().filter(({ manager }) => manager.lockfile !== "bun.lockb");
const anyFixture = fc.constantFrom(...fixtures);
const textNames = lockfileNames.filter((name) => name !== "bun.lockb");

/** Registry versions of the pinned package, and whether it is linked. */
function installed(lockfile: Lockfile): string[] {
  const instances = lockfile.instances.filter(({ name }) => name === pinned);
  return instances
    .map(({ version, source }) => (source.kind === "registry" ? `${version}` : source.kind))
    .sort();
}

describe("whatever the bytes are", () => {
  it("they are a lockfile or refused", () => {
    const header = fc.constantFrom(
      "",
      '{"lockfileVersion":3,"packages":{"":{',
      '{"lockfileVersion":1,"workspaces":{"":{}},"packages":{',
      "lockfileVersion: '9.0'\n",
      "# yarn lockfile v1\n",
      "__metadata:\n  version: 8\n",
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...textNames),
        header,
        fc.uint8Array({ maxLength: 200 }),
        (path, start, end) => {
          readOrRefuse(path, Buffer.concat([Buffer.from(start), end]));
        },
      ),
      { numRuns: 3_000 },
    );
  }, 600_000);

  it("no key reaches a prototype", () => {
    const key = fc.constantFrom("__proto__", "constructor", "prototype", "toString", "a");
    const value = fc.letrec((tie) => ({
      node: fc.oneof({ maxDepth: 4 }, fc.constant("1.0.0"), tie("array"), tie("object")),
      array: fc.array(tie("node"), { maxLength: 3 }),
      object: fc.array(fc.tuple(key, tie("node")), { maxLength: 3 }).map((pairs) => new Map(pairs)),
    })).node;
    const write = (node: unknown): string => {
      if (Array.isArray(node)) return `[${node.map(write).join(",")}]`;
      if (!(node instanceof Map)) return JSON.stringify(node);
      return `{${[...node].map(([name, child]) => `${JSON.stringify(name)}:${write(child)}`).join(",")}}`;
    };
    fc.assert(
      fc.property(fc.constantFrom(1, 2, 3), value, (version, node) => {
        const text = write(node);
        const fields = `"lockfileVersion":${version},"overrides":${text},"catalogs":${text}`;
        readOrRefuse(
          "bun.lock",
          Buffer.from(`{${fields},"workspaces":{"":{"dependencies":${text}}},"packages":{}}`),
        );
        readOrRefuse(
          "package-lock.json",
          Buffer.from(`{${fields},"packages":{"":{"dependencies":${text}}}}`),
        );
        readOrRefuse("pnpm-lock.yaml", Buffer.from(`{lockfileVersion: '9.0', overrides: ${text}}`));
        expect(Object.keys(Object.prototype)).toEqual([]);
        expect(Object.getPrototypeOf({})).toBe(Object.prototype);
        expect(({} as Record<string, unknown>).a).toBeUndefined();
      }),
      { numRuns: 500 },
    );
  });

  it("a key called __proto__ is a key like any other", () => {
    const text = `{ "lockfileVersion": 1, "workspaces": { "": { "dependencies": { "__proto__": "1.0.0" } } },
      "overrides": { "__proto__": "1.0.0" }, "packages": { "__proto__": ["${pinned}@2.0.0-alpha.12", "", {}, ""] } }`;
    const { instances, overrides, manifests } = readLockfile("bun.lock", Buffer.from(text));
    expect(instances).toMatchObject([{ name: pinned, installedAs: "__proto__", version: "2.0.0-alpha.12" }]);
    expect(Object.entries(overrides ?? {})).toEqual([["__proto__", "1.0.0"]]);
    expect(Object.entries(manifests?.[0]?.dependencies.dependencies ?? {})).toEqual([["__proto__", "1.0.0"]]);
    expect(instances[0]?.requesters).toMatchObject([{ dependent: "workspace:", specifier: "1.0.0" }]);
  });
});

describe("a real lockfile that was damaged", () => {
  const damaged = (change: (lockfile: Buffer, at: number, length: number) => Uint8Array, numRuns: number) =>
    fc.assert(
      fc.property(
        anyFixture,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.nat(300),
        (fixture, place, length) => {
          const at = Math.floor(place * fixture.lockfile.length);
          readOrRefuse(fixture.manager.lockfile, change(fixture.lockfile, at, length));
        },
      ),
      { numRuns },
    );

  it("by bytes that are gone is read or refused", () => {
    damaged((bytes, at, length) => Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)]), 400);
  });

  it("by bytes that are there again is read or refused", () => {
    damaged((bytes, at, length) => Buffer.concat([bytes.subarray(0, at + length), bytes.subarray(at)]), 400);
  });

  it("by another byte is read or refused", () => {
    damaged(
      (bytes, at, length) => Buffer.from(bytes.with(Math.min(at, bytes.length - 1), length % 256)),
      400,
    );
  });

  // Those whose end belongs to their syntax. The others end line by line.
  it.each(["bun.lock", "package-lock.json", "npm-shrinkwrap.json"])(
    "by an end too early is refused: %s",
    (name) => {
      const chosen = fixtures.filter(({ manager }) => manager.lockfile === name);
      fc.assert(
        fc.property(
          fc.constantFrom(...chosen),
          fc.double({ min: 0, max: 1, noNaN: true }),
          ({ lockfile }, place) => {
            const end = lockfile.toString("utf8").trimEnd().length;
            const at = Math.floor(place * (end - 1));
            expect(readOrRefuse(name, lockfile.subarray(0, at))).toBeNull();
          },
        ),
        { numRuns: 200 },
      );
    },
  );

  /** Where a file ends too early, line by line, and is still read: nothing of the pinned package may be lost. */
  it.each(["pnpm-lock.yaml", "yarn.lock"])(
    "by an end too early is refused, or shows what is left: %s",
    (name) => {
      const chosen = fixtures.filter(
        ({ manager, scenario }) => manager.lockfile === name && scenario.name === "nested",
      );
      for (const { name: fixture, lockfile } of chosen) {
        const text = lockfile.toString("utf8");
        const whole = readLockfile(name, lockfile);
        for (let at = 0; at < text.length; at += 13) {
          const part = readOrRefuse(name, Buffer.from(text.slice(0, at)));
          if (part === null) continue;
          // Only lines of whole entries may be missing, as when nobody had ever added them.
          const keys = new Set(
            whole.instances.map(({ keyPath, version }) => JSON.stringify([keyPath, version])),
          );
          const stray = part.instances.filter(
            ({ keyPath, version }) => !keys.has(JSON.stringify([keyPath, version])),
          );
          expect(stray, `${fixture} up to ${at}`).toEqual([]);
        }
      }
    },
    600_000,
  );

  it("by a line that is there twice is refused or the same", () => {
    fc.assert(
      fc.property(anyFixture, fc.nat(), ({ manager, lockfile }, choice) => {
        const lines = lockfile.toString("utf8").split("\n");
        const at = choice % lines.length;
        const twice = [...lines.slice(0, at + 1), ...lines.slice(at)].join("\n");
        const read = readOrRefuse(manager.lockfile, Buffer.from(twice));
        if (read !== null)
          expect(installed(read)).toEqual(installed(readLockfile(manager.lockfile, lockfile)));
      }),
      { numRuns: 400 },
    );
  });
});

describe("another version of the pinned package is seen", () => {
  /** What a workspace asks for is written a second time: by npm 7 for npm 6, by Bun 1.1 among the packages. */
  const repeated = new Map([
    ["npm-8.19.4/exact", 1],
    ["bun-1.1.45/exact", 1],
  ]);
  const everything = ({ patterns, ...lockfile }: Lockfile): string =>
    JSON.stringify([lockfile, [...(patterns ?? [])]]);
  const chosen = fixtures.filter(({ versions }) => versions.includes("2.0.0-alpha.13"));

  it.each(chosen)("wherever it is written: $name", ({ name, manager, lockfile }) => {
    const text = lockfile.toString("utf8");
    const before = everything(readLockfile(manager.lockfile, lockfile));
    const places = [...text.matchAll(/2\.0\.0-alpha\.13/g)].map(({ index }) => index);
    const unseen = places.filter((at) => {
      const changed = `${text.slice(0, at)}2.0.0-alpha.99${text.slice(at + "2.0.0-alpha.13".length)}`;
      const after = readOrRefuse(manager.lockfile, Buffer.from(changed));
      return after !== null && everything(after) === before;
    });
    const lines = unseen.map((at) => text.slice(text.lastIndexOf("\n", at) + 1, text.indexOf("\n", at)));
    expect(lines).toHaveLength(repeated.get(name) ?? 0);
  });

  it.each(chosen)("when it stands in all places: $name", ({ manager, lockfile }) => {
    const changed = lockfile.toString("utf8").replaceAll("2.0.0-alpha.13", "2.0.0-alpha.99");
    expect(installed(readLockfile(manager.lockfile, Buffer.from(changed)))).toContain("2.0.0-alpha.99");
  });
});
