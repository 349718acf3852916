import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Facts } from "../facts.ts";
import type { Declaration } from "../manifests/declaration.ts";
import type { Pin, Policy } from "../policy/policy.ts";
import { plugin, pin as version } from "../testing/lockfiles.ts";
import { findProblem } from "./exactness.ts";
import { parseSpecifier } from "./specifier.ts";

const pin: Pin = {
  package: plugin,
  version,
  reason: null,
  denied: new Map([["2.0.0-alpha.12", null]]),
  integrity: null,
  allowWorkspace: true,
  index: 0,
};
const empty = {
  path: "package.json",
  text: "{}",
  hasByteOrderMark: false,
  root: { kind: "map", entries: [], offset: 0 },
  duplicates: [],
} as const;
const policy: Policy = {
  file: "pins.json",
  source: "given",
  document: empty,
  path: "/pins.json",
  pins: [pin],
};
const repository = {
  manifests: [],
  furtherManifests: [],
  pnpmWorkspace: null,
  yarnConfiguration: null,
  lockfiles: [],
  lockfilePaths: [],
  packageManagers: [],
  unreadable: [],
};

function declaration(text: string, key = plugin): Declaration {
  return {
    kind: "dependency",
    file: "package.json",
    folder: "",
    field: "dependencies",
    keyPath: ["dependencies", key],
    key,
    catalog: null,
    isScoped: false,
    text,
    specifier: parseSpecifier(text),
  };
}

function isExact(text: string): boolean {
  const asked = declaration(text);
  return findProblem(asked, pin, new Facts(policy, repository, [asked], new Map())) === null;
}

/** With no catalogs, no workspaces and no Yarn there are these three ways to ask for the pin, and no others. */
const exact = new Set([version, `=${version}`, `npm:${plugin}@${version}`, `npm:${plugin}@=${version}`]);

describe("of all texts", () => {
  it("only the known ones are exact", () => {
    for (const text of exact) expect(isExact(text)).toBe(true);
    // Texts near the exact ones: any of them with something put in, taken out or changed.
    const near = fc
      .tuple(fc.constantFrom(...exact), fc.nat(60), fc.nat(3), fc.string({ unit: "grapheme", maxLength: 3 }))
      .map(([text, at, length, addition]) => text.slice(0, at) + addition + text.slice(at + length));
    fc.assert(
      fc.property(fc.oneof(near, fc.string({ unit: "binary" }), fc.string({ unit: "grapheme" })), (text) => {
        expect(isExact(text)).toBe(exact.has(text));
      }),
      { numRuns: 5_000 },
    );
  });

  it("none is read for long", () => {
    for (const text of [
      "^1".repeat(50_000),
      " ".repeat(100_000),
      `npm:${"@a/".repeat(50_000)}`,
      "1.".repeat(50_000),
    ]) {
      const started = performance.now();
      expect(isExact(text)).toBe(false);
      expect(performance.now() - started).toBeLessThan(1_000);
    }
  });
});

describe("the package behind a key", () => {
  const uses = (text: string, key: string) => {
    const asked = declaration(text, key);
    return new Facts(policy, repository, [asked], new Map([["vendor/x", plugin]])).usesOf(pin).length === 1;
  };

  it.each([
    [`npm:${plugin}@1.0.0`, "router"],
    [` npm:${plugin}@1.0.0`, "router"],
    [`npm:${plugin}`, "router"],
    [`workspace:${plugin}@*`, "router"],
    ["workspace:vendor/x", "router"],
    ["file:vendor/x", "router"],
    ["link:./vendor/x/", "router"],
    [`https://registry.example/${plugin}/-/plugin-openrouter-1.0.0.tgz`, "router"],
    [`https://registry.example/@elizaos%2fplugin-openrouter/-/plugin-openrouter-1.0.0.tgz?a=b`, "router"],
    ["file:tarballs/elizaos-plugin-openrouter-1.0.0.tgz", "router"],
    ["github:elizaos-plugins/plugin-openrouter#main", "router"],
    ["git+ssh://git@git.example/elizaos/plugin-openrouter.git", "router"],
    [`patch:${plugin}@npm%3A1.0.0#x.patch`, "router"],
    [`jsr:${plugin}@1.0.0`, "router"],
    ["npm:other@1.0.0", plugin],
    ["1.0.0", plugin],
  ])("%s under %s is the pinned one", (text, key) => {
    expect(uses(text, key)).toBe(true);
  });

  it.each([
    ["1.0.0", `${plugin}-extra`],
    [`npm:${plugin}-extra@1.0.0`, "router"],
    [`https://registry.example/${plugin}-extra/-/plugin-openrouter-extra-1.0.0.tgz`, "router"],
    ["file:vendor/y", "router"],
    ["github:elizaos-plugins/plugin-openrouter-extra", "router"],
    ["catalog:", "router"],
    ["$router", "other"],
  ])("%s under %s is another", (text, key) => {
    expect(uses(text, key)).toBe(false);
  });
});
